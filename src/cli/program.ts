import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  createProgress,
  createSpeaker,
  faultsOf,
  type Language,
  languageOf,
  type Speaker,
  silentProgress,
} from '../base/index.js';
import { askOwner } from '../store/index.js';
import { checkpointCommand, verifyCommand } from './audit.js';
import { type CliDependencies, type CommandContext, EXIT, type GlobalOptions } from './context.js';
import { type DemoFlags, demoCommand } from './demo.js';
import { type DetectFlags, detectCommand } from './detect.js';
import { type IngestFlags, ingestCommand } from './ingest.js';
import { modelCommand } from './model.js';
import { type ReportFlags, reportCommand } from './report.js';
import { faultJson, faultLine } from './say.js';
import { serveCommand } from './serve.js';
import {
  checkCommand,
  explainCommand,
  listCommand,
  newCommand,
  schemaCommand,
  type TypologyFlags,
  testCommand,
} from './typology.js';

type Action = (context: CommandContext) => Promise<number>;

/** Commands that need the data folder: where another process serves it, that process runs them. */
const ON_DATA = ['ingest', 'detect', 'report', 'audit'];

/**
 * Runs one command line and returns its exit code ({@link EXIT}). A user's mistake is a sentence on
 * standard error; anything else is a fault of ours and is thrown.
 */
export async function runCli(
  argv: readonly string[],
  dependencies: CliDependencies,
): Promise<number> {
  const language = readLanguage(argv, dependencies.env);
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  const voice = voices[language];
  let action: Action | null = null;
  const program = buildProgram(voice, dependencies, (chosen) => {
    action = chosen;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  if (!action) return EXIT.usage;
  const globals = program.opts<{ data: string; json?: boolean }>();
  const options: GlobalOptions = {
    data: resolve(dependencies.cwd, globals.data),
    language,
    json: globals.json === true,
  };
  const context: CommandContext = {
    ...dependencies,
    ...options,
    voice,
    voices,
    progress: (label) =>
      options.json
        ? silentProgress
        : createProgress(label, { write: dependencies.err, ...dependencies.terminal }),
  };
  return runAction(action, context, argv);
}

async function runAction(
  action: Action,
  context: CommandContext,
  argv: readonly string[],
): Promise<number> {
  try {
    const command = argv.find((word) => !word.startsWith('-')) ?? '';
    if (ON_DATA.includes(command) && !context.lent) {
      const answered = await askOwner(context.data, argv, { out: context.out, err: context.err });
      if (answered !== null) return answered;
    }
    return await action(context);
  } catch (error) {
    const faults = faultsOf(error);
    if (context.json)
      context.out(
        `${JSON.stringify({ faults: faults.map((fault) => faultJson(fault, context.voice)) }, null, 2)}\n`,
      );
    else for (const fault of faults) context.err(faultLine(fault, context.voice));
    return faults.some((fault) => fault.code === 'folder.held') ? EXIT.held : EXIT.fault;
  }
}

function readLanguage(argv: readonly string[], env: CliDependencies['env']): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return languageOf(given ?? env.PUENTE_LANG ?? env.LC_ALL ?? env.LANG);
}

function buildProgram(
  voice: Speaker,
  dependencies: CliDependencies,
  choose: (action: Action) => void,
): Command {
  const say = (key: string) => voice.say(`cli.help.${key}`);
  const program = new Command('puente')
    .description(say('puente'))
    .version(dependencies.version)
    .option('--data <folder>', say('data'), dependencies.env.PUENTE_DATA ?? 'puente-data')
    .addOption(new Option('--lang <language>', say('lang')).choices(['en', 'es']))
    .option('--json', say('json'))
    .exitOverride()
    .configureOutput({ writeOut: dependencies.out, writeErr: dependencies.err })
    .addHelpText('after', `\n${say('exit_codes')}`);
  const add = (parent: Command, usage: string, key: string) => {
    const example = `\n${say('example')}\n  ${say(`${key}.example`)}`;
    return parent.command(usage).description(say(key)).addHelpText('after', example).exitOverride();
  };
  addData(program, add, say, choose);
  addTypology(program, add, say, choose);
  const audit = add(program, 'audit', 'audit');
  add(audit, 'verify [notes...]', 'audit_verify').action((notes: string[]) =>
    choose((c) => verifyCommand(c, notes)),
  );
  add(audit, 'checkpoint', 'audit_checkpoint').action(() => choose((c) => checkpointCommand(c)));
  return program;
}

type Add = (parent: Command, usage: string, key: string) => Command;
type Say = (key: string) => string;

function addData(program: Command, add: Add, say: Say, choose: (action: Action) => void): void {
  add(program, 'demo', 'demo')
    .option('--seed <text>', say('seed'), 'puente')
    .option('--scale <number>', say('scale'), positive, 1)
    .action((flags: DemoFlags) => choose((c) => demoCommand(c, flags)));
  add(program, 'ingest <files...>', 'ingest')
    .option('--map <file>', say('map'))
    .option('--preset <name>', say('preset'))
    .option('--as <noun>', say('as'))
    .option('--zone <zone>', say('zone'))
    .option('--currency <code>', say('currency'))
    .action((files: string[], flags: IngestFlags) => choose((c) => ingestCommand(c, files, flags)));
  add(program, 'detect', 'detect')
    .option('--typologies <folder>', say('typologies'))
    .option('--only <ids...>', say('only'))
    .option('--replay <manifest>', say('replay'))
    .option('--threads <number>', say('threads'), whole)
    .option('--memory <size>', say('memory'), memorySize)
    .option('--top <number>', say('top'), whole)
    .action((flags: DetectFlags) => choose((c) => detectCommand(c, flags)));
  add(program, 'report', 'report')
    .option('--run <id>', say('run'))
    .option('-o, --output <file>', say('output'))
    .option('--typologies <folder>', say('typologies'))
    .option('--top <number>', say('top'), whole)
    .action((flags: ReportFlags) => choose((c) => reportCommand(c, flags)));
  add(program, 'model', 'model').action(() => choose((c) => modelCommand(c)));
  add(program, 'serve', 'serve').action(() => choose((c) => serveCommand(c, runCli)));
}

function addTypology(program: Command, add: Add, say: Say, choose: (action: Action) => void): void {
  const typology = add(program, 'typology', 'typology');
  const sub = (usage: string, key: string) =>
    add(typology, usage, key).option('--typologies <folder>', say('typologies'));
  sub('check [files...]', 'typology_check').action((files: string[], flags: TypologyFlags) =>
    choose((c) => checkCommand(c, files, flags)),
  );
  sub('test [ids...]', 'typology_test').action((ids: string[], flags: TypologyFlags) =>
    choose((c) => testCommand(c, ids, flags)),
  );
  sub('list', 'typology_list').action((flags: TypologyFlags) =>
    choose((c) => listCommand(c, flags)),
  );
  sub('explain <id>', 'typology_explain').action((id: string, flags: TypologyFlags) =>
    choose((c) => explainCommand(c, id, flags)),
  );
  sub('new <area/id>', 'typology_new').action((name: string, flags: TypologyFlags) =>
    choose((c) => newCommand(c, name, flags)),
  );
  sub('schema', 'typology_schema').action((flags: TypologyFlags) =>
    choose((c) => schemaCommand(c, flags)),
  );
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}

function positive(text: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(text) || Number(text) <= 0) throw new InvalidArgumentError('');
  return Number(text);
}

function memorySize(text: string): string {
  if (!/^\d+(\.\d+)?\s?[KMGT]i?B$/.test(text)) throw new InvalidArgumentError('4GB');
  return text;
}
