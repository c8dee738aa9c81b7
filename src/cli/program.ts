import { Command as Parser } from 'commander';
import type { Speaker } from '../base/index.js';
import type { Builder, Choose } from './builder.js';
import type { CliDependencies } from './context.js';
import type { DemoFlags } from './demo.js';
import type { DetectFlags } from './detect.js';
import type { IngestFlags } from './ingest.js';
import { addExchange } from './program-exchange.js';
import { addFile } from './program-file.js';
import { addNetwork } from './program-network.js';
import { addOwnership } from './program-ownership.js';
import { addScreening } from './program-screening.js';
import type { ReportFlags } from './report.js';
import type { ServeFlags } from './serve-http.js';
import type { TypologyFlags } from './typology.js';
import {
  filled,
  folders,
  helpWords,
  ids,
  languageName,
  memorySize,
  port,
  scale,
  whole,
  zoneName,
} from './usage.js';

/**
 * The grammar of the command line. A command's code is loaded when it runs, so that `--help` does
 * not wait for database engines.
 */
export function buildProgram(voice: Speaker, world: CliDependencies, choose: Choose): Parser {
  const help = (key: string) => voice.say(`cli.help.${key}`);
  const program = new Parser('puente');
  program
    .description(help('puente'))
    .version(world.version, '-V, --version', help('version'))
    .option('--data <folder>', help('data'), filled, world.env.PUENTE_DATA || 'puente-data')
    .option('--lang <language>', help('lang'), languageName)
    .option('--json', help('json'))
    .helpOption('-h, --help', help('help'))
    .helpCommand('help [command]', help('help_command'))
    .configureHelp(helpWords(voice))
    .exitOverride()
    .configureOutput({
      writeOut: world.out,
      // Only help for a line without a command comes this way: errors are said as faults.
      writeErr: world.out,
      outputError: () => {},
      getOutHelpWidth: () => Math.min(world.width, 100),
      getErrHelpWidth: () => Math.min(world.width, 100),
    })
    .addHelpText('after', `\n${help('exit_codes')}`);
  const add = (parent: Parser, usage: string, key: string) =>
    parent
      .command(usage)
      .description(help(key))
      .helpOption('-h, --help', help('help'))
      .addHelpText('after', `\n${help('example')}\n  ${help(`${key}.example`)}`);
  const builder: Builder = { program, choose, help, add };
  addData(builder);
  addTypology(builder);
  addScreening(builder);
  addOwnership(builder);
  addNetwork(builder);
  addExchange(builder);
  addFile(builder);
  addAudit(builder);
  return program;
}

function addData({ program, choose, help, add }: Builder): void {
  add(program, 'demo', 'demo')
    .option('--seed <text>', help('seed'), filled, 'puente')
    .option('--scale <number>', help('scale'), scale, 1)
    .action((flags: DemoFlags) =>
      choose('nothing', async (c) => (await import('./demo.js')).demoCommand(c, flags)),
    );
  add(program, 'ingest <files...>', 'ingest')
    .option('--map <file>', help('map'), filled)
    .option('--preset <name>', help('preset'), filled)
    .option('--as <noun>', help('as'), filled)
    .option('--zone <zone>', help('zone'), zoneName)
    .option('--currency <code>', help('currency'), filled)
    .action((files: string[], flags: IngestFlags) =>
      choose('data', async (c) => (await import('./ingest.js')).ingestCommand(c, files, flags)),
    );
  add(program, 'detect', 'detect')
    .option('--typologies <folder>', help('typologies'), folders)
    .option('--only <ids...>', help('only'), ids)
    .option('--replay <manifest>', help('replay'), filled)
    .option('--threads <number>', help('threads'), whole)
    .option('--memory <size>', help('memory'), memorySize)
    .option('--top <number>', help('top'), whole)
    .action((flags: DetectFlags) =>
      choose('data', async (c) => (await import('./detect.js')).detectCommand(c, flags)),
    );
  add(program, 'report', 'report')
    .option('--run <id>', help('run'), filled)
    .option('-o, --output <file>', help('output'), filled)
    .option('--typologies <folder>', help('typologies'), folders)
    .option('--top <number>', help('top_alerts'), whole)
    .action((flags: ReportFlags) =>
      choose('data', async (c) => (await import('./report.js')).reportCommand(c, flags)),
    );
  add(program, 'model', 'model').action(() =>
    choose('nothing', async (c) => (await import('./model.js')).modelCommand(c)),
  );
  add(program, 'serve', 'serve')
    .option('--http <port>', help('http'), port)
    .option('--host <address>', help('host'), filled)
    .action((flags: ServeFlags) =>
      choose('stop', async (c) => (await import('./serve.js')).serveCommand(c, flags)),
    );
}

function addTypology({ program, choose, help, add }: Builder): void {
  const typology = add(program, 'typology', 'typology').helpCommand(false);
  const sub = (usage: string, key: string) =>
    add(typology, usage, key).option('--typologies <folder>', help('typologies'), folders);
  const load = () => import('./typology.js');
  sub('check [files...]', 'typology_check').action((files: string[], flags: TypologyFlags) =>
    choose('nothing', async (c) => (await load()).checkCommand(c, files, flags)),
  );
  sub('test [ids...]', 'typology_test').action((ids: string[], flags: TypologyFlags) =>
    choose('nothing', async (c) => (await load()).testCommand(c, ids, flags)),
  );
  sub('list', 'typology_list').action((flags: TypologyFlags) =>
    choose('nothing', async (c) => (await load()).listCommand(c, flags)),
  );
  sub('explain <id>', 'typology_explain').action((id: string, flags: TypologyFlags) =>
    choose('nothing', async (c) => (await load()).explainCommand(c, id, flags)),
  );
  sub('new <area/id>', 'typology_new').action((name: string, flags: TypologyFlags) =>
    choose('nothing', async (c) => (await import('./new-typology.js')).newCommand(c, name, flags)),
  );
  sub('schema', 'typology_schema').action((flags: TypologyFlags) =>
    choose('nothing', async (c) => (await import('./new-typology.js')).schemaCommand(c, flags)),
  );
}

function addAudit({ program, choose, add }: Builder): void {
  const audit = add(program, 'audit', 'audit').helpCommand(false);
  add(audit, 'verify [notes...]', 'audit_verify').action((notes: string[]) =>
    choose('data', async (c) => (await import('./audit.js')).verifyCommand(c, notes)),
  );
  add(audit, 'checkpoint', 'audit_checkpoint').action(() =>
    choose('data', async (c) => (await import('./audit.js')).checkpointCommand(c)),
  );
}

/** Every command as a user types it: `detect`, `typology check`. */
export function commandNames(parser: Parser): string[] {
  return parser.commands.flatMap((command) => [
    command.name(),
    ...commandNames(command).map((name) => `${command.name()} ${name}`),
  ]);
}
