import type { Builder } from './builder.js';
import type { HitsFlags } from './hits.js';
import type { DecideFlags } from './hits-decide.js';
import type { ActFlags } from './hits-duties.js';
import { filled, ids } from './usage.js';

/** The grammar of the commands about hits. */
export function addHits({ program, choose, help, add }: Builder): void {
  const hits = add(program, 'hits', 'hits').helpCommand(false);
  const decide = () => import('./hits-decide.js');
  const duties = () => import('./hits-duties.js');
  add(hits, 'list', 'hits_list')
    .option('--all', help('hits_all'))
    .option('--list <id>', help('hits_of_list'), filled)
    .option('--customer <key>', help('hits_of_customer'), filled)
    .action((flags: HitsFlags) =>
      choose('data', async (c) => (await import('./hits.js')).hitsCommand(c, flags)),
    );
  add(hits, 'decide <customer> <entry> <verdict>', 'hits_decide')
    .option('--reason <reasons...>', help('hits_reason'), ids)
    .option('--note <text>', help('hits_note'), filled)
    .action((customer: string, entry: string, verdict: string, flags: DecideFlags) =>
      choose('data', async (c) =>
        (await decide()).decideCommand(c, customer, entry, verdict, flags),
      ),
    );
  add(hits, 'revoke <decision>', 'hits_revoke')
    .option('--note <text>', help('hits_note'), filled)
    .action((decision: string, flags: { readonly note?: string }) =>
      choose('data', async (c) => (await decide()).revokeCommand(c, decision, flags)),
    );
  add(hits, 'act <decision> <action>', 'hits_act')
    .option('--note <text>', help('hits_note'), filled)
    .option('--releases <action>', help('hits_releases'), filled)
    .option('--further', help('hits_further'))
    .action((decision: string, action: string, flags: ActFlags) =>
      choose('data', async (c) => (await duties()).actCommand(c, decision, action, flags)),
    );
  add(hits, 'duties', 'hits_duties')
    .option('--all', help('hits_all_duties'))
    .action((flags: { readonly all?: boolean }) =>
      choose('data', async (c) => (await duties()).dutiesCommand(c, flags)),
    );
  add(hits, 'done <action> <duty>', 'hits_done')
    .option('--period <year>', help('hits_period'), filled)
    .option('--reference <text>', help('hits_reference'), filled)
    .action((action: string, duty: string, flags: { period?: string; reference?: string }) =>
      choose('data', async (c) => (await duties()).doneCommand(c, action, duty, flags)),
    );
}
