import type { Builder } from './builder.js';
import type { TraceFlags } from './network-trace.js';
import { filled, whole } from './usage.js';

/** The grammar of the commands about networks. */
export function addNetwork(builder: Builder): void {
  const { program, add, choose, help } = builder;
  const network = add(program, 'network', 'network').helpCommand(false);
  add(network, 'trace', 'network_trace')
    .requiredOption('--from <id>', help('network_from'), filled)
    .option('--back', help('network_back'))
    .option('--method <method>', help('network_method'), filled)
    .option('--days <number>', help('network_days'), whole)
    .option('--hops <number>', help('network_hops'), whole)
    .option('--minimum <amount>', help('network_minimum'), filled)
    .option('--unseen', help('network_unseen'))
    .option('--csv <file>', help('network_csv'), filled)
    .option('--top <number>', help('network_top'), whole)
    .action((flags: TraceFlags) =>
      choose('data', async (c) => (await import('./network-trace.js')).traceCommand(c, flags)),
    );
}
