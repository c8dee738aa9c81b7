import type { Command as Parser } from 'commander';
import type { Builder } from './builder.js';
import type { ExchangeDemoFlags } from './exchange-demo.js';
import type { ExportFeedFlags } from './exchange-feeds.js';
import type { OfficerFlags, PermitFlags } from './exchange-officers.js';
import type { PinFlags } from './exchange-peers.js';
import type { ServeExchangeFlags } from './exchange-serve.js';
import type { ActFlags, BeginFlags } from './exchange-sessions.js';
import type { InitFlags } from './exchange-setup.js';
import { day, filled, ids, port, scale } from './usage.js';

interface As {
  readonly as?: string;
}

/** The grammar of the commands of the exchange. */
export function addExchange(builder: Builder): void {
  const { program, add } = builder;
  const exchange = add(program, 'exchange', 'exchange').helpCommand(false);
  addNode(builder, exchange);
  addPeople(builder, exchange);
  addAgreements(builder, exchange);
  addSessions(builder, exchange);
  addFeeds(builder, exchange);
  addDemo(builder, exchange);
}

function addNode({ add, choose, help }: Builder, exchange: Parser): void {
  const setup = () => import('./exchange-setup.js');
  const peers = () => import('./exchange-peers.js');
  add(exchange, 'ca <folder>', 'exchange_ca')
    .option('--name <text>', help('exchange_ca_name'), filled)
    .action((folder: string, flags: { name?: string }) =>
      choose('nothing', async (c) => (await setup()).caCommand(c, folder, flags)),
    );
  add(exchange, 'init', 'exchange_init')
    .requiredOption('--node <id>', help('exchange_node'), filled)
    .requiredOption('--name <text>', help('exchange_name'), filled)
    .requiredOption('--url <url>', help('exchange_url'), filled)
    .option('--name-es <text>', help('exchange_name_es'), filled)
    .option('--role <role>', help('exchange_role'), filled)
    .option('--ca <folder>', help('exchange_init_ca'), filled)
    .option('--tls-cert <file>', help('exchange_tls_cert'), filled)
    .option('--tls-key <file>', help('exchange_tls_key'), filled)
    .option('--tls-ca <file>', help('exchange_tls_ca'), filled)
    .action((flags: InitFlags) =>
      choose('data', async (c) => (await setup()).initCommand(c, flags)),
    );
  add(exchange, 'card', 'exchange_card')
    .option('-o, --out <file>', help('exchange_card_out'), filled)
    .action((flags: { out?: string }) =>
      choose('data', async (c) => (await setup()).cardCommand(c, flags)),
    );
  const group = add(exchange, 'peers', 'exchange_peers').helpCommand(false);
  add(group, 'add <card>', 'exchange_peers_add')
    .option('--fingerprint <digits>', help('exchange_fingerprint'), filled)
    .option('--as <officer>', help('exchange_as'), filled)
    .action((card: string, flags: PinFlags) =>
      choose('data', async (c) => (await peers()).pinCommand(c, card, flags)),
    );
  add(group, 'remove <node>', 'exchange_peers_remove')
    .option('--as <officer>', help('exchange_as'), filled)
    .action((node: string, flags: As) =>
      choose('data', async (c) => (await peers()).unpinCommand(c, node, flags)),
    );
  add(group, 'list', 'exchange_peers_list').action(() =>
    choose('data', async (c) => (await peers()).peersCommand(c)),
  );
  add(exchange, 'serve', 'exchange_serve')
    .option('--host <address>', help('exchange_host'), filled)
    .option('--port <number>', help('exchange_port'), port)
    .action((flags: ServeExchangeFlags) =>
      choose('stop', async (c) =>
        (await import('./exchange-serve.js')).serveExchangeCommand(c, flags),
      ),
    );
}

function addPeople({ add, choose, help }: Builder, exchange: Parser): void {
  const load = () => import('./exchange-officers.js');
  const officers = add(exchange, 'officers', 'exchange_officers').helpCommand(false);
  add(officers, 'add <id>', 'exchange_officers_add')
    .requiredOption('--name <text>', help('exchange_officer_name'), filled)
    .requiredOption('--role <roles...>', help('exchange_officer_roles'), ids)
    .option('--as <officer>', help('exchange_as'), filled)
    .action((id: string, flags: OfficerFlags) =>
      choose('data', async (c) => (await load()).addOfficerCommand(c, id, flags)),
    );
  add(officers, 'retire <id>', 'exchange_officers_retire')
    .option('--as <officer>', help('exchange_as'), filled)
    .action((id: string, flags: As) =>
      choose('data', async (c) => (await load()).retireCommand(c, id, flags)),
    );
  add(officers, 'list', 'exchange_officers_list').action(() =>
    choose('data', async (c) => (await load()).officersCommand(c)),
  );
  const permits = add(exchange, 'permits', 'exchange_permits').helpCommand(false);
  add(permits, 'file <kind>', 'exchange_permits_file')
    .requiredOption('--input <json>', help('exchange_input'), filled)
    .requiredOption('--from <day>', help('exchange_from'), day)
    .requiredOption('--until <day>', help('exchange_until'), day)
    .option('--holder <node>', help('exchange_holder'), filled)
    .option('--as <officer>', help('exchange_as'), filled)
    .action((kind: string, flags: PermitFlags) =>
      choose('data', async (c) => (await load()).filePermitCommand(c, kind, flags)),
    );
  add(permits, 'revoke <id>', 'exchange_permits_revoke')
    .option('--as <officer>', help('exchange_as'), filled)
    .action((id: string, flags: As) =>
      choose('data', async (c) => (await load()).revokePermitCommand(c, id, flags)),
    );
  add(permits, 'list', 'exchange_permits_list').action(() =>
    choose('data', async (c) => (await load()).permitsCommand(c)),
  );
  add(exchange, 'paths', 'exchange_paths').action(() =>
    choose('data', async (c) => (await import('./exchange-paths.js')).pathsCommand(c)),
  );
}

function addAgreements({ add, choose, help }: Builder, exchange: Parser): void {
  const load = () => import('./exchange-agreements.js');
  const group = add(exchange, 'agreements', 'exchange_agreements').helpCommand(false);
  add(group, 'sign <agreement>', 'exchange_agreements_sign')
    .option('--as <officer>', help('exchange_as'), filled)
    .action((given: string, flags: As) =>
      choose('data', async (c) => (await load()).signCommand(c, given, flags)),
    );
  add(group, 'end <id>', 'exchange_agreements_end')
    .option('--as <officer>', help('exchange_as'), filled)
    .action((id: string, flags: As) =>
      choose('data', async (c) => (await load()).endCommand(c, id, flags)),
    );
  add(group, 'list', 'exchange_agreements_list').action(() =>
    choose('data', async (c) => (await load()).agreementsCommand(c)),
  );
}

function addFeeds({ add, choose, help }: Builder, exchange: Parser): void {
  const load = () => import('./exchange-feeds.js');
  const group = add(exchange, 'feeds', 'exchange_feeds').helpCommand(false);
  add(group, 'write <folder>', 'exchange_feeds_write').action((folder: string) =>
    choose('data', async (c) => (await load()).writeFeedsCommand(c, folder)),
  );
  add(group, 'export <feed>', 'exchange_feeds_export')
    .requiredOption('--format <format>', help('exchange_feeds_format'), filled)
    .requiredOption('-o, --out <path>', help('exchange_feeds_out'), filled)
    .option('--publisher <node>', help('exchange_feeds_publisher'), filled)
    .action((feed: string, flags: ExportFeedFlags) =>
      choose('data', async (c) => (await load()).exportFeedCommand(c, feed, flags)),
    );
}

function addDemo({ add, choose, help }: Builder, exchange: Parser): void {
  add(exchange, 'demo', 'exchange_demo')
    .option('--scale <number>', help('scale'), scale, 0.15)
    .option('--end', help('exchange_demo_end'))
    .action((flags: ExchangeDemoFlags) =>
      choose('stop', async (c) =>
        (await import('./exchange-demo.js')).exchangeDemoCommand(c, flags),
      ),
    );
}

function addSessions({ add, choose, help }: Builder, exchange: Parser): void {
  const load = () => import('./exchange-sessions.js');
  const records = () => import('./exchange-records.js');
  add(exchange, 'begin <protocol>', 'exchange_begin')
    .requiredOption('--agreement <id>', help('exchange_agreement'), filled)
    .requiredOption('--peer <node>', help('exchange_peer'), filled)
    .option('--action <name>', help('exchange_action'), filled)
    .option('--input <json>', help('exchange_input'), filled)
    .option('--note <text>', help('exchange_note'), filled)
    .option('--as <officer>', help('exchange_as'), filled)
    .action((name: string, flags: BeginFlags) =>
      choose('data', async (c) => (await load()).beginCommand(c, name, flags)),
    );
  add(exchange, 'act <session> <action>', 'exchange_act')
    .option('--input <json>', help('exchange_input'), filled)
    .option('--note <text>', help('exchange_note'), filled)
    .option('--as <officer>', help('exchange_as'), filled)
    .action((session: string, action: string, flags: ActFlags) =>
      choose('data', async (c) => (await load()).actCommand(c, session, action, flags)),
    );
  add(exchange, 'sessions', 'exchange_sessions')
    .option('--all', help('exchange_sessions_all'))
    .action((flags: { all?: boolean }) =>
      choose('data', async (c) => (await load()).sessionsCommand(c, flags)),
    );
  add(exchange, 'show <session>', 'exchange_show').action((session: string) =>
    choose('data', async (c) => (await load()).showSessionCommand(c, session)),
  );
  add(exchange, 'disclosures', 'exchange_disclosures').action(() =>
    choose('data', async (c) => (await records()).disclosuresCommand(c)),
  );
  add(exchange, 'protocols', 'exchange_protocols').action(() =>
    choose('nothing', async (c) => (await import('./exchange-protocols.js')).protocolsCommand(c)),
  );
  const ends = () => import('./exchange-verify.js');
  add(exchange, 'verify [nodes...]', 'exchange_verify').action((nodes: string[]) =>
    choose('data', async (c) => (await ends()).verifyEndsCommand(c, nodes)),
  );
  add(exchange, 'cosign [nodes...]', 'exchange_cosign').action((nodes: string[]) =>
    choose('data', async (c) => (await ends()).cosignCommand(c, nodes)),
  );
  add(exchange, 'budgets', 'exchange_budgets').action(() =>
    choose('data', async (c) => (await records()).budgetsCommand(c)),
  );
}
