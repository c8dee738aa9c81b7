import type { CommandContext } from './context.js';
import { showOutcomes } from './lists-outcome.js';
import { takeList } from './lists-take.js';
import { at } from './say.js';
import { withScreening } from './screening-store.js';

export interface ListsImportFlags {
  readonly list?: string;
  readonly map?: string;
  readonly force?: boolean;
}

/** `puente lists import FILE…`: the files of one list become its version in force. */
export async function importCommand(
  context: CommandContext,
  files: readonly string[],
  flags: ListsImportFlags,
): Promise<number> {
  const paths = files.map((file) => at(context, file));
  return withScreening(context, 'lists import', async (store) => {
    const mapping = flags.map === undefined ? {} : { mapping: at(context, flags.map) };
    const list = flags.list === undefined ? {} : { list: flags.list };
    const outcome = await takeList(
      context,
      store,
      paths,
      { ...list, ...mapping },
      flags.force === true,
    );
    return showOutcomes(context, [outcome]);
  });
}
