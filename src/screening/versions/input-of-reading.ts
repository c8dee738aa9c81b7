import { basename } from 'node:path';
import { Fault, hashFile } from '../../base/index.js';
import type { ListFile } from '../../store/index.js';
import type { ListReading } from '../lists/read-list.js';
import { REPAIRED } from './archive.js';
import type { DeltaEntry, ListInput } from './list-input.js';

/** What is known of the files of a reading besides what its reader tells. */
export interface InputFiles {
  readonly paths: readonly string[];
  /** What the issuer calls this state, where the reader cannot tell. */
  readonly issuer_version?: string;
}

/**
 * A list that is being read, as an import takes it. A delta that says of an entry that it changed,
 * and does not show how, is refused: the whole list is needed.
 */
export async function listInput(reading: ListReading, files: InputFiles): Promise<ListInput> {
  const { list, title, issuer, confidential, counts } = reading;
  const entries = reading.listings;
  return {
    list: { id: list, title, issuer, confidential },
    issuer_version: files.issuer_version ?? reading.issuer_version,
    published_on: reading.published_on,
    files: await Promise.all(files.paths.map(fileOf)),
    content:
      reading.kind === 'full'
        ? { kind: 'full', entries }
        : { kind: 'delta', onto: reading.base_version, entries: deltaOf(reading) },
    outcome: () => ({
      read: counts.read,
      rejected: counts.rejected,
      faults: [],
      warnings: repairsOf(reading),
    }),
  };
}

/** Places kept in the ledger: who has more to compare reads the output of the import. */
const PLACES_MAX = 20;

function repairsOf({ list, repairs, repaired }: ListReading): Fault[] {
  if (repaired === 0) return [];
  const places = repairs.slice(0, PLACES_MAX).map(({ id, place }) => {
    const where = [basename(place.file), place.line].filter((part) => part !== undefined);
    return `${id} (${where.join(':')})`;
  });
  const more = repaired > PLACES_MAX ? ' …' : '';
  return [new Fault(REPAIRED, { list, n: repaired, places: places.join(', ') + more })];
}

async function* deltaOf(reading: ListReading): AsyncIterable<DeltaEntry> {
  const shown = new Set<string>();
  for await (const put of reading.listings) {
    shown.add(put.id);
    yield { put };
  }
  // What happened to which id is complete only now.
  for (const { id, change } of reading.changes) {
    if (change === 'removed') yield { remove: id };
    else if (!shown.has(id)) {
      throw new Fault('screening.list.delta_partial', { list: reading.list, id });
    }
  }
}

async function fileOf(path: string): Promise<ListFile> {
  return { name: basename(path), sha256: (await hashFile(path)).sha256 };
}
