import type { Command as Parser } from 'commander';
import type { Builder } from './builder.js';
import type { NetworkExportFlags } from './network-export.js';
import type { FindFlags } from './network-find.js';
import type { DecisionFlags, IdentitiesFlags } from './network-identities.js';
import type { ListFlags } from './network-list.js';
import type { RankApplyFlags, RankTrainFlags } from './network-rank.js';
import type { ShowFlags } from './network-show.js';
import type { TraceFlags } from './network-trace.js';
import { day, filled, ids, whole } from './usage.js';

/** The grammar of the commands about networks. */
export function addNetwork(builder: Builder): void {
  const { program, add, choose, help } = builder;
  const network = add(program, 'network', 'network').helpCommand(false);
  add(network, 'find', 'network_find')
    .option('--since <day>', help('network_since'), day)
    .option('--until <day>', help('network_until'), day)
    .option('--institution <id>', help('network_institution'), ids)
    .option('--persons', help('network_persons'))
    .option('--fresh', help('network_fresh'))
    .option('--top <number>', help('network_find_top'), whole)
    .action((flags: FindFlags) =>
      choose('data', async (c) => (await import('./network-find.js')).findCommand(c, flags)),
    );
  addIdentities(network, builder);
  addRanker(network, builder);
  add(network, 'trace', 'network_trace')
    .requiredOption('--from <id>', help('network_from'), filled)
    .option('--back', help('network_back'))
    .option('--method <method>', help('network_method'), filled)
    .option('--days <number>', help('network_days'), whole)
    .option('--hops <number>', help('network_hops'), whole)
    .option('--minimum <amount>', help('network_minimum'), filled)
    .option('--unseen', help('network_unseen'))
    .option('--csv <file>', help('network_csv'), filled)
    .option('--html <file>', help('network_trace_html'), filled)
    .option('--top <number>', help('network_top'), whole)
    .action((flags: TraceFlags) =>
      choose('data', async (c) => (await import('./network-trace.js')).traceCommand(c, flags)),
    );
  addKept(builder, network);
}

/** What a search has found and the store keeps. */
function addKept({ add, choose, help }: Builder, network: Builder['program']): void {
  add(network, 'list', 'network_list')
    .option('--top <number>', help('network_list_top'), whole)
    .option('--html <file>', help('network_list_html'), filled)
    .action((flags: ListFlags) =>
      choose('data', async (c) => (await import('./network-list.js')).listCommand(c, flags)),
    );
  add(network, 'show <network>', 'network_show')
    .option('--html <file>', help('network_html'), filled)
    .option('--svg <file>', help('network_svg'), filled)
    .option('--top <number>', help('network_payments'), whole)
    .action((asked: string, flags: ShowFlags) =>
      choose('data', async (c) => (await import('./network-show.js')).showCommand(c, asked, flags)),
    );
  add(network, 'export [networks...]', 'network_export')
    .requiredOption('--format <format>', help('network_format'), filled)
    .requiredOption('-o, --out <path>', help('network_out'), filled)
    .option('--all', help('network_all'))
    .action((asked: string[], flags: NetworkExportFlags) =>
      choose('data', async (c) =>
        (await import('./network-export.js')).exportCommand(c, asked, flags),
      ),
    );
}

/** Who is behind several parties, and officers who say otherwise. */
function addIdentities(network: Parser, { add, choose, help }: Builder): void {
  const load = () => import('./network-identities.js');
  add(network, 'identities', 'network_identities')
    .option('--top <number>', help('network_identities_top'), whole)
    .action((flags: IdentitiesFlags) =>
      choose('data', async (c) => (await load()).identitiesCommand(c, flags)),
    );
  add(network, 'apart', 'network_apart')
    .argument('<party>', help('network_party_a'), filled)
    .argument('<other>', help('network_party_b'), filled)
    .requiredOption('--reason <text>', help('network_reason'), filled)
    .option('--actor <name>', help('network_actor'), filled, 'cli')
    .action((one: string, other: string, flags: DecisionFlags) =>
      choose('data', async (c) => (await load()).apartCommand(c, [one, other], flags)),
    );
  add(network, 'reunite', 'network_reunite')
    .argument('<id>', help('network_separation'), filled)
    .requiredOption('--reason <text>', help('network_reason'), filled)
    .option('--actor <name>', help('network_actor'), filled, 'cli')
    .action((id: string, flags: DecisionFlags) =>
      choose('data', async (c) => (await load()).reuniteCommand(c, id, flags)),
    );
}

/** The ranker: trained and applied only when asked. */
function addRanker(network: Parser, { add, choose, help }: Builder): void {
  const load = () => import('./network-rank.js');
  const rank = add(network, 'rank', 'network_rank').helpCommand(false);
  add(rank, 'train', 'network_rank_train')
    .requiredOption('--labels <file>', help('network_rank_labels'), filled)
    .requiredOption('--output <file>', help('network_rank_output'), filled)
    .option('--looking-back', help('network_rank_looking_back'))
    .option('--rest-innocent', help('network_rank_rest'))
    .option('--seed <text>', help('network_rank_seed'), filled)
    .action((flags: RankTrainFlags) =>
      choose('data', async (c) => (await load()).rankTrainCommand(c, flags)),
    );
  add(rank, 'apply', 'network_rank_apply')
    .requiredOption('--model <file>', help('network_rank_model'), filled)
    .requiredOption('--output <file>', help('network_rank_output'), filled)
    .option('--explain <number>', help('network_rank_explain'), whole)
    .action((flags: RankApplyFlags) =>
      choose('data', async (c) => (await load()).rankApplyCommand(c, flags)),
    );
}
