import type { Builder } from './builder.js';
import type { ListsImportFlags } from './lists-import.js';
import type { ListsChangesFlags, ListsShowFlags } from './lists-show.js';
import type { ListsUpdateFlags } from './lists-update.js';
import { day, filled, whole } from './usage.js';

/** The grammar of the commands about lists. */
export function addLists({ program, choose, help, add }: Builder): void {
  const lists = add(program, 'lists', 'lists').helpCommand(false);
  add(lists, 'import <files...>', 'lists_import')
    .option('--list <id>', help('list_id'), filled)
    .option('--map <file>', help('list_map'), filled)
    .option('--force', help('list_force'))
    .action((files: string[], flags: ListsImportFlags) =>
      choose('data', async (c) =>
        (await import('./lists-import.js')).importCommand(c, files, flags),
      ),
    );
  add(lists, 'update [lists...]', 'lists_update')
    .option('--sources <file>', help('list_sources'), filled)
    .option('--force', help('list_force'))
    .action((names: string[], flags: ListsUpdateFlags) =>
      choose('data', async (c) =>
        (await import('./lists-update.js')).updateCommand(c, names, flags),
      ),
    );
  const show = () => import('./lists-show.js');
  add(lists, 'status', 'lists_status').action(() =>
    choose('data', async (c) => (await import('./lists-status.js')).statusCommand(c)),
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
