import type { Builder } from './builder.js';
import type { BlockedFlags } from './ownership-blocked.js';
import type { ChartFlags } from './ownership-chart.js';
import type { ExportFlags } from './ownership-export.js';
import type { OwnershipImportFlags } from './ownership-import.js';
import type { OwnersFlags } from './ownership-owners.js';
import type { MomentFlags } from './ownership-store.js';
import type { SchemasFlags } from './schemas.js';
import { day, filled, ids, whole } from './usage.js';

/** The grammar of the commands about ownership and official schemas. */
export function addOwnership(builder: Builder): void {
  const { program, add, choose, help } = builder;
  const ownership = add(program, 'ownership', 'ownership').helpCommand(false);
  add(ownership, 'import <files...>', 'ownership_import')
    .option('--map <file>', help('list_map'), filled)
    .option('--source <name>', help('ownership_source'), filled)
    .option('--replace', help('ownership_replace'))
    .action((files: string[], flags: OwnershipImportFlags) =>
      choose('data', async (c) =>
        (await import('./ownership-import.js')).importCommand(c, files, flags),
      ),
    );
  addQuestions(builder, ownership);
  addSanctions(builder, ownership);
  add(ownership, 'export', 'ownership_export')
    .requiredOption('--format <format>', help('ownership_format'), filled)
    .requiredOption('-o, --output <file>', help('ownership_output'), filled)
    .option('--publisher <name>', help('ownership_publisher'), filled)
    .action((flags: ExportFlags) =>
      choose('data', async (c) => (await import('./ownership-export.js')).exportCommand(c, flags)),
    );
  const schemas = add(program, 'schemas', 'schemas').helpCommand(false);
  add(schemas, 'import <paths...>', 'schemas_import')
    .option('--from <day>', help('schemas_from'), day)
    .action((paths: string[], flags: SchemasFlags) =>
      choose('data', async (c) => (await import('./schemas.js')).importCommand(c, paths, flags)),
    );
}

type Parser = Builder['program'];

function addQuestions({ add, choose, help }: Builder, ownership: Parser): void {
  const dated = (usage: string, key: string) =>
    add(ownership, usage, key)
      .option('--on <day>', help('ownership_on'), day)
      .option('--known <day>', help('ownership_known'), day);
  dated('show <entity>', 'ownership_show').action((entity: string, flags: MomentFlags) =>
    choose('data', async (c) =>
      (await import('./ownership-show.js')).showCommand(c, entity, flags),
    ),
  );
  const owners = () => import('./ownership-owners.js');
  dated('owners <entity>', 'ownership_owners')
    .option('--regime <id>', help('ownership_regime'), filled)
    .option('--regimes <file>', help('ownership_regimes_file'), filled)
    .action((entity: string, flags: OwnersFlags) =>
      choose('data', async (c) => (await owners()).ownersCommand(c, entity, flags)),
    );
  add(ownership, 'regimes', 'ownership_regimes')
    .option('--regimes <file>', help('ownership_regimes_file'), filled)
    .action((flags: OwnersFlags) =>
      choose('nothing', async (c) => (await owners()).regimesCommand(c, flags)),
    );
  dated('indicators [entity]', 'ownership_indicators').action(
    (entity: string | undefined, flags: MomentFlags) =>
      choose('data', async (c) =>
        (await import('./ownership-indicators.js')).indicatorsCommand(c, entity, flags),
      ),
  );
}

function addSanctions({ add, choose, help }: Builder, ownership: Parser): void {
  const judged = (usage: string, key: string) =>
    add(ownership, usage, key)
      .option('--on <day>', help('ownership_on'), day)
      .option('--known <day>', help('ownership_known'), day)
      .option('--rule <id>', help('ownership_rule'), filled)
      .option('--list <ids...>', help('ownership_lists'), ids);
  judged('blocked [entity]', 'ownership_blocked').action(
    (entity: string | undefined, flags: BlockedFlags) =>
      choose('data', async (c) =>
        (await import('./ownership-blocked.js')).blockedCommand(c, entity, flags),
      ),
  );
  judged('chart <entity>', 'ownership_chart')
    .requiredOption('-o, --output <file>', help('ownership_chart_output'), filled)
    .option('--up <steps>', help('ownership_up'), whole)
    .option('--down <steps>', help('ownership_down'), whole)
    .action((entity: string, flags: ChartFlags) =>
      choose('data', async (c) =>
        (await import('./ownership-chart.js')).chartCommand(c, entity, flags),
      ),
    );
}
