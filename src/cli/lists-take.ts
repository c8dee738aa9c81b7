import { faultsOf, isoTime } from '../base/index.js';
import {
  changesBetween,
  dropMaxPpm,
  type ImportReport,
  importList,
  type ListReading,
  listInput,
  noteDelisted,
  readList,
  recordFailedUpdate,
} from '../screening/index.js';
import type { CommandContext } from './context.js';
import type { Outcome } from './lists-outcome.js';
import { refreshEvidence } from './screening-evidence.js';
import { actorOf, type ScreeningStore } from './screening-store.js';

/** Reads and imports the files of one list. What speaks against them is in the outcome. */
export async function takeList(
  context: CommandContext,
  store: ScreeningStore,
  files: readonly string[],
  options: { readonly list?: string; readonly mapping?: string },
  force: boolean,
): Promise<Outcome> {
  const actor = actorOf(context);
  let reading: ListReading;
  try {
    reading = await readList(files, options);
  } catch (error) {
    const faults = faultsOf(error);
    if (options.list) await recordFailedUpdate(store.archive, options.list, faults, actor);
    return { reading: null, report: null, faults };
  }
  const input = await listInput(reading, { paths: files });
  const drop_max_ppm = dropMaxPpm(store.settings, reading.list);
  const report = await importList(store.archive, input, { actor, drop_max_ppm, force });
  await noteRemovals(context, store, report);
  return { reading, report, faults: report.faults };
}

/** Who was hit by an entry that is gone is told so, and typologies see it from its day on. */
async function noteRemovals(
  context: CommandContext,
  store: ScreeningStore,
  { list, outcome, version }: ImportReport,
): Promise<void> {
  if (outcome !== 'imported' || version === null || version.removed === 0) return;
  const changes = await changesBetween(store.archive, list, version.number - 1, version.number);
  const removed = changes.filter(({ kind }) => kind === 'removed').map(({ id }) => id);
  const day = version.published_on ?? isoTime(version.imported_at).slice(0, 10);
  await noteDelisted(store.ledger, list, removed, day);
  await refreshEvidence(context, store);
}
