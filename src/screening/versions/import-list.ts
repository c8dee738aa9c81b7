/** Imports a list as a new version, or keeps the last good one and says why. */
import { Fault, faultsOf } from '../../base/index.js';
import type { Archive, ImportOptions, ImportReport } from './archive.js';
import { countChanges, diffLines } from './changes.js';
import { collectLines } from './collect.js';
import { doubtsOf, isApplied, misplaced, namedVersion } from './doubts.js';
import type { InputOutcome, ListInput } from './list-input.js';
import { readLines } from './read-snapshot.js';
import { record, refuse, settle } from './record-import.js';
import { hashLines, writeSnapshot } from './snapshot.js';
import { type ListVersion, readAttempts, readVersions } from './version-records.js';

/**
 * Imports a list. The same content again changes nothing and says so. One that is empty, that its
 * reader found broken or that shrank too much is refused: the last good version stays in force and
 * the attempt is recorded. Faults of the input are in the report, never thrown.
 */
export async function importList(
  archive: Archive,
  input: ListInput,
  options: ImportOptions,
): Promise<ImportReport> {
  const { list } = input;
  if (!LIST_ID.test(list.id)) throw new Fault('screening.list.id', { list: list.id });
  const versions = await readVersions(archive.ledger.db, list.id);
  const current = versions.at(-1) ?? null;
  const attempts = await readAttempts(archive.ledger.db, list.id);
  const named = current && namedVersion(current, attempts);
  const before = () => (current ? readLines(placeOf(archive, current)) : Promise.resolve([]));
  const faults: Fault[] = [];
  try {
    if (isApplied(input, versions)) {
      // It may be an earlier one: its name is not that of what is in force.
      const nameless = { ...input, issuer_version: null, published_on: null };
      return await settle(archive, nameless, 'unchanged', current);
    }
    faults.push(...misplaced(input, named));
    const lines = faults.length === 0 ? await collectLines(input, before) : [];
    const outcome = faults.length === 0 ? input.outcome() : NOTHING_READ;
    faults.push(...outcome.faults);
    if (faults.length === 0 && lines.length === 0) {
      faults.push(new Fault('screening.list.empty', { list: list.id }));
    }
    const doubts = faults.length === 0 ? doubtsOf(input, outcome, lines, named, options) : [];
    if (faults.length > 0 || (doubts.length > 0 && !options.force)) {
      return await refuse(archive, input, current, [...faults, ...doubts], options.actor);
    }
    const hash = hashLines(lines);
    await writeSnapshot({ folder: archive.folder, list: list.id, hash }, lines);
    if (hash === current?.hash) return await settle(archive, input, 'unchanged', current);
    // A damaged copy of the version before must not keep the good one out: it is told.
    const old = await before().catch((error) => {
      doubts.push(...faultsOf(error));
      return [];
    });
    const counts = countChanges(diffLines(list.id, old, lines));
    const version: ListVersion = {
      list: list.id,
      number: (current?.number ?? 0) + 1,
      hash,
      previous_hash: current?.hash ?? null,
      title: list.title,
      issuer: list.issuer,
      confidential: list.confidential || versions.some(({ confidential }) => confidential),
      kind: input.content.kind,
      issuer_version: input.issuer_version,
      published_on: input.published_on,
      imported_at: archive.clock.now(),
      entries: lines.length,
      rows_read: outcome.read,
      rows_rejected: outcome.rejected,
      ...counts,
      files: input.files,
    };
    await record(archive, version, options, doubts, outcome.warnings ?? []);
    return { list: list.id, outcome: 'imported', version, faults: doubts };
  } catch (error) {
    const found = faultsOf(error);
    return refuse(archive, input, current, [...faults, ...found], options.actor);
  }
}

const LIST_ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
const NOTHING_READ: InputOutcome = { read: 0, rejected: 0, faults: [] };

function placeOf(archive: Pick<Archive, 'folder'>, version: ListVersion) {
  return { folder: archive.folder, list: version.list, hash: version.hash };
}
