/** What becomes of an import in the ledger and in the audit log. */
import { type Fault, isoTime } from '../../base/index.js';
import { appendAudit } from '../../store/index.js';
import type { Archive, ImportOptions, ImportReport } from './archive.js';
import type { ListInput } from './list-input.js';
import { insertAttempt, insertVersion, keptFaults, type ListVersion } from './version-records.js';

/** Records that a list could not even be had: a server that does not answer, a file not there. */
export async function recordFailedUpdate(
  archive: Archive,
  list: string,
  faults: readonly Fault[],
  actor: string,
): Promise<void> {
  await recordRefusal(archive, list, [], faults, actor);
}

/** Records that a list is as it was. */
export async function settle(
  archive: Archive,
  input: ListInput,
  outcome: 'unchanged',
  version: ListVersion | null,
): Promise<ImportReport> {
  await insertAttempt(archive.ledger.db, {
    list: input.list.id,
    at: archive.clock.now(),
    outcome,
    version_number: version?.number ?? null,
    published_on: input.published_on,
    issuer_version: input.issuer_version,
    files: input.files,
    faults: [],
  });
  return { list: input.list.id, outcome, version, faults: [] };
}

/** Records why a list was not taken; the version in force stays. */
export async function refuse(
  archive: Archive,
  input: ListInput,
  version: ListVersion | null,
  faults: readonly Fault[],
  actor: string,
): Promise<ImportReport> {
  await recordRefusal(archive, input.list.id, input.files, faults, actor);
  return { list: input.list.id, outcome: 'refused', version, faults };
}

async function recordRefusal(
  archive: Archive,
  list: string,
  files: ListInput['files'],
  faults: readonly Fault[],
  actor: string,
): Promise<void> {
  const at = archive.clock.now();
  const kept = keptFaults(faults);
  const nothing = { version_number: null, published_on: null, issuer_version: null } as const;
  const attempt = { list, at, outcome: 'refused', ...nothing, files } as const;
  await archive.ledger.db.transaction().execute(async (trx) => {
    await insertAttempt(trx, { ...attempt, faults: kept });
    const body = { list, files, faults: kept };
    await appendAudit(trx, [{ kind: 'list.refused', at: isoTime(at), actor, body }]);
  });
}

/** Records a version that is in force from now on, and which doubts were overruled. */
export async function record(
  archive: Archive,
  version: ListVersion,
  options: ImportOptions,
  overruled: readonly Fault[],
  warnings: readonly Fault[],
): Promise<void> {
  const { list, number, hash, previous_hash, published_on, entries, files, imported_at } = version;
  const faults = keptFaults(overruled);
  const repaired = keptFaults(warnings);
  await archive.ledger.db.transaction().execute(async (trx) => {
    await insertVersion(trx, version);
    await insertAttempt(trx, {
      list,
      at: imported_at,
      outcome: 'imported',
      version_number: number,
      published_on,
      issuer_version: version.issuer_version,
      files,
      faults: [...faults, ...repaired],
    });
    const facts = { list, number, hash, previous_hash, published_on, entries, files };
    // The log may be shown to others: which entries they are is said where the list is.
    const counted = warnings.map(({ code, params }) => ({ code, n: params.n ?? 0 }));
    const body = { ...facts, overruled: faults, repaired: counted };
    const at = isoTime(imported_at);
    await appendAudit(trx, [{ kind: 'list.imported', at, actor: options.actor, body }]);
  });
}
