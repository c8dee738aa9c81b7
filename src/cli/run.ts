import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import {
  createProgress,
  createSpeaker,
  Fault,
  type Language,
  languageOf,
  type Progress,
  type Speaker,
  silentProgress,
} from '../base/index.js';
import { type CliDependencies, type Command, type CommandContext, EXIT } from './context.js';
import { mistakesOf } from './mistake.js';
import { buildProgram, commandNames } from './program.js';
import { clean, faultJson, faultLine, jsonText, shown as shortened } from './say.js';
import { usageFault } from './usage.js';

/**
 * Runs one command line and returns its exit code ({@link EXIT}). A user's mistake is a sentence on
 * standard error, or in the JSON on standard output. A mistake of ours is said as one, with its
 * stack, and never thrown: who serves others must live on.
 */
export async function runCli(
  argv: readonly string[],
  dependencies: CliDependencies,
): Promise<number> {
  const language = readLanguage(argv, dependencies.env);
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  const voice = voices[language];
  let command: Command | null = null;
  const program = buildProgram(voice, dependencies, (needs, run) => {
    command = { needs, run };
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return endWithoutCommand(error, argv, voice, { ...dependencies, names: commandNames(program) });
  }
  if (!command) return EXIT.usage;
  const { data, json } = program.opts<{ data: string; json?: boolean }>();
  const shown: { now: Progress } = { now: silentProgress };
  const context: CommandContext = {
    ...dependencies,
    data: dependencies.lent?.path ?? resolve(dependencies.cwd, data),
    language,
    json: json === true,
    voice,
    voices,
    on_stop: new Set([() => shown.now.end()]),
    runCli,
    progress(label) {
      if (json) return silentProgress;
      const { terminal, err } = dependencies;
      const write = (text: string) => err(text.replace(/ \n$/, '\n'));
      const bar = createProgress(label, { write, ...terminal });
      shown.now = {
        update: (done, total, note = '') =>
          bar.update(done, total, clean(shortened(dependencies, note))),
        end: () => bar.end(),
      };
      return shown.now;
    },
  };
  return runCommand(command, context, argv);
}

async function runCommand(
  command: Command,
  context: CommandContext,
  argv: readonly string[],
): Promise<number> {
  try {
    // A serving process stops by itself, when the command it runs for another is done.
    if (context.lent || command.needs === 'stop') return await begin(command, context, argv);
    const stop = context.stopped().then((signal) => {
      for (const act of context.on_stop) act();
      context.err(`${context.voice.say('cli.stopped')}\n`);
      return EXIT[signal];
    });
    return await Promise.race([begin(command, context, argv), stop]);
  } catch (error) {
    for (const act of context.on_stop) act();
    const faults = mistakesOf(error);
    if (faults === null) return endBroken(error, context);
    sayFaults(faults, context);
    return codeOf(faults);
  }
}

/** A word that the grammar could not check makes no more sense than one that it could. */
function codeOf(faults: readonly Fault[]): number {
  if (faults.some(({ code }) => code === 'folder.held')) return EXIT.held;
  return faults.every(({ code }) => code.startsWith('usage.')) ? EXIT.usage : EXIT.fault;
}

async function begin(
  command: Command,
  context: CommandContext,
  argv: readonly string[],
): Promise<number> {
  if (context.lent && command.needs !== 'data') throw new Fault('owner.request');
  if (command.needs === 'data' && !context.lent) {
    const { askOwner } = await import('../store/index.js');
    // What the asking side takes from its environment, the owner must be told.
    const said = ['--data', context.data, '--lang', context.language, ...argv];
    const answered = await askOwner(context.data, said, context);
    if (answered !== null) return answered;
  }
  return command.run(context);
}

function endWithoutCommand(
  error: CommanderError,
  argv: readonly string[],
  voice: Speaker,
  { out, err, cwd, names }: CliDependencies & { readonly names: readonly string[] },
): number {
  if (error.exitCode === 0) return EXIT.done;
  if (error.code === 'commander.help') {
    // `puente` alone asks for help; `puente typology` forgot something.
    return argv.some((word) => !word.startsWith('-')) ? EXIT.usage : EXIT.done;
  }
  sayFaults([usageFault(error, names)], { out, err, cwd, voice, json: argv.includes('--json') });
  if (!argv.includes('--json')) err(`${voice.say('cli.help.hint')}\n`);
  return EXIT.usage;
}

function sayFaults(
  faults: readonly Fault[],
  context: Pick<CommandContext, 'out' | 'err' | 'cwd' | 'voice' | 'json'>,
): void {
  const { voice } = context;
  if (context.json)
    context.out(jsonText({ faults: faults.map((fault) => faultJson(fault, voice)) }));
  else for (const fault of faults) context.err(faultLine(fault, context));
}

function endBroken(error: unknown, context: CommandContext): number {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const fault = new Fault('cli.broken', { detail });
  if (context.json) sayFaults([fault], context);
  else context.err(`${context.voice.say('fault.cli.broken', { detail })}\n`);
  return EXIT.broken;
}

function readLanguage(argv: readonly string[], env: CliDependencies['env']): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return languageOf(given || env.PUENTE_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG);
}
