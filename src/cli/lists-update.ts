import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { faultsOf } from '../base/index.js';
import {
  chooseSources,
  download,
  type ListSource,
  readSources,
  recordFailedUpdate,
  SOURCES_FILE,
} from '../screening/index.js';
import type { CommandContext } from './context.js';
import { type Outcome, showOutcomes } from './lists-outcome.js';
import { takeList } from './lists-take.js';
import { at } from './say.js';
import { actorOf, type ScreeningStore, withScreening } from './screening-store.js';

export interface ListsUpdateFlags {
  readonly sources?: string;
  readonly force?: boolean;
}

/** `puente lists update [LIST…]`: fetches lists from where they are published, and imports them. */
export async function updateCommand(
  context: CommandContext,
  lists: readonly string[],
  flags: ListsUpdateFlags,
): Promise<number> {
  const file = flags.sources === undefined ? SOURCES_FILE : at(context, flags.sources);
  const sources = chooseSources(readSources(file), lists);
  return withScreening(context, 'lists update', async (store) => {
    const outcomes: Outcome[] = [];
    for (const source of sources) {
      outcomes.push(await fetchList(context, store, source, flags.force === true));
    }
    return showOutcomes(context, outcomes);
  });
}

/** A list may be large; nothing that is published comes near this. */
const DOWNLOAD_BYTES_MAX = 2_000_000_000;
const SILENCE_MS_MAX = 60_000;

async function fetchList(
  context: CommandContext,
  store: ScreeningStore,
  source: ListSource,
  force: boolean,
): Promise<Outcome> {
  const files: string[] = [];
  const progress = context.progress(context.voice.say('cli.lists.fetching', { list: source.list }));
  try {
    for (const url of source.files) {
      const file = join(store.folder.paths.temp, `${source.list}-${randomUUID()}`);
      await download(url, context.fetch, {
        file,
        known: null,
        bytes_max: DOWNLOAD_BYTES_MAX,
        silence_ms: SILENCE_MS_MAX,
        onBytes: (done, total) => progress.update(done, total),
      });
      files.push(file);
    }
  } catch (error) {
    const faults = faultsOf(error);
    await recordFailedUpdate(store.archive, source.list, faults, actorOf(context));
    return { reading: null, report: null, faults };
  } finally {
    progress.end();
  }
  return takeList(context, store, files, { list: source.list }, force);
}
