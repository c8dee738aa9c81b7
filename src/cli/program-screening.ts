import type { ActFlags, DecideFlags, HitsFlags } from './hits.js';
import type { ListsImportFlags, ListsUpdateFlags } from './lists.js';
import type { ListsChangesFlags, ListsShowFlags } from './lists-show.js';
import type { Builder } from './program.js';
import type { ScreenFlags } from './screen.js';
import { day, filled, ids, share, whole } from './usage.js';

/** The grammar of the commands about lists, screening and hits. */
export function addScreening(builder: Builder): void {
  addLists(builder);
  addScreen(builder);
  addHits(builder);
}

function addScreen({ program, choose, help, add }: Builder): void {
  add(program, 'screen [file]', 'screen')
    .option('--delta', help('screen_delta'))
    .option('--name <name>', help('screen_name'), filled)
    .option('--kind <kind>', help('screen_kind'), filled)
    .option('--born <date>', help('screen_born'), filled)
    .option('--country <country>', help('screen_country'), filled)
    .option('--number <number>', help('screen_number'), filled)
    .option('--address <address>', help('screen_address'), filled)
    .option('--wallet <address>', help('screen_wallet'), filled)
    .option('--list <ids...>', help('screen_list'), ids)
    .option('--map <file>', help('list_map'), filled)
    .option('--threshold <number>', help('screen_threshold'), share)
    .option('--limit <number>', help('screen_limit'), whole)
    .option('-o, --output <file>', help('screen_output'), filled)
    .action((file: string | undefined, flags: ScreenFlags & { readonly delta?: boolean }) =>
      choose('data', async (c) =>
        flags.delta === true
          ? (await import('./screen-delta.js')).deltaCommand(c, file, flags)
          : (await import('./screen.js')).screenCommand(c, file, flags),
      ),
    );
}

function addHits({ program, choose, help, add }: Builder): void {
  const hits = add(program, 'hits', 'hits').helpCommand(false);
  const load = () => import('./hits.js');
  add(hits, 'list', 'hits_list')
    .option('--all', help('hits_all'))
    .option('--list <id>', help('hits_of_list'), filled)
    .option('--customer <key>', help('hits_of_customer'), filled)
    .action((flags: HitsFlags) =>
      choose('data', async (c) => (await load()).hitsCommand(c, flags)),
    );
  add(hits, 'decide <customer> <entry> <verdict>', 'hits_decide')
    .option('--reason <reasons...>', help('hits_reason'), ids)
    .option('--note <text>', help('hits_note'), filled)
    .action((customer: string, entry: string, verdict: string, flags: DecideFlags) =>
      choose('data', async (c) => (await load()).decideCommand(c, customer, entry, verdict, flags)),
    );
  add(hits, 'revoke <decision>', 'hits_revoke')
    .option('--note <text>', help('hits_note'), filled)
    .action((decision: string, flags: { readonly note?: string }) =>
      choose('data', async (c) => (await load()).revokeCommand(c, decision, flags)),
    );
  add(hits, 'act <decision> <action>', 'hits_act')
    .option('--note <text>', help('hits_note'), filled)
    .option('--releases <action>', help('hits_releases'), filled)
    .action((decision: string, action: string, flags: ActFlags) =>
      choose('data', async (c) => (await load()).actCommand(c, decision, action, flags)),
    );
  add(hits, 'duties', 'hits_duties')
    .option('--all', help('hits_all_duties'))
    .action((flags: { readonly all?: boolean }) =>
      choose('data', async (c) => (await load()).dutiesCommand(c, flags)),
    );
  add(hits, 'done <action> <duty>', 'hits_done')
    .option('--period <year>', help('hits_period'), filled)
    .option('--reference <text>', help('hits_reference'), filled)
    .action((action: string, duty: string, flags: { period?: string; reference?: string }) =>
      choose('data', async (c) => (await load()).doneCommand(c, action, duty, flags)),
    );
}

function addLists({ program, choose, help, add }: Builder): void {
  const lists = add(program, 'lists', 'lists').helpCommand(false);
  add(lists, 'import <files...>', 'lists_import')
    .option('--list <id>', help('list_id'), filled)
    .option('--map <file>', help('list_map'), filled)
    .option('--force', help('list_force'))
    .action((files: string[], flags: ListsImportFlags) =>
      choose('data', async (c) => (await import('./lists.js')).importCommand(c, files, flags)),
    );
  add(lists, 'update [lists...]', 'lists_update')
    .option('--sources <file>', help('list_sources'), filled)
    .option('--force', help('list_force'))
    .action((names: string[], flags: ListsUpdateFlags) =>
      choose('data', async (c) => (await import('./lists.js')).updateCommand(c, names, flags)),
    );
  const show = () => import('./lists-show.js');
  add(lists, 'status', 'lists_status').action(() =>
    choose('data', async (c) => (await show()).statusCommand(c)),
  );
  add(lists, 'changes <list>', 'lists_changes')
    .option('--from <number>', help('list_from'), whole)
    .option('--to <number>', help('list_to'), whole)
    .action((list: string, flags: ListsChangesFlags) =>
      choose('data', async (c) => (await show()).changesCommand(c, list, flags)),
    );
  add(lists, 'show <list> [entry]', 'lists_show')
    .option('--on <day>', help('list_on'), day)
    .action((list: string, entry: string | undefined, flags: ListsShowFlags) =>
      choose('data', async (c) => (await show()).showCommand(c, list, entry, flags)),
    );
}
