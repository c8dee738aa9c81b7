/** Imports a list as a new version, or keeps the last good one and says why. */
import { type Clock, Fault, faultsOf, isoTime } from '../../base/index.js';
import { appendAudit, type Ledger } from '../../store/index.js';
import { countChanges, diffLines } from './changes.js';
import { collectLines } from './collect.js';
import type { InputOutcome, ListInput } from './list-input.js';
import { hashLines, readLines, writeSnapshot } from './snapshot.js';
import {
  insertAttempt,
  insertVersion,
  keptFaults,
  type ListVersion,
  readVersions,
} from './version-records.js';

/** Where versions are kept, and what an import takes from outside. */
export interface Archive {
  readonly ledger: Ledger;
  /** Folder of the snapshots: `lists` of the data folder. */
  readonly folder: string;
  readonly clock: Clock;
}

export interface ImportOptions {
  /** Who imports, for the audit log. */
  readonly actor: string;
  /** Share of entries, in parts per million, that may go in one update or be rejected. */
  readonly drop_max_ppm: number;
  /** Takes a list that lost more entries than that, or is older than the one in force. */
  readonly force: boolean;
}

/** What an import did. `version` is what is in force now; null: there never was a good one. */
export interface ImportReport {
  readonly list: string;
  readonly outcome: 'imported' | 'unchanged' | 'refused';
  readonly version: ListVersion | null;
  /** Why it was refused; what was overruled by `force`. */
  readonly faults: readonly Fault[];
}

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
  const before = () => (current ? readLines(placeOf(archive, current)) : Promise.resolve([]));
  const faults: Fault[] = [];
  try {
    if (isApplied(input, versions)) return await settle(archive, input, 'unchanged', current);
    faults.push(...misplaced(input, current));
    const lines = faults.length === 0 ? await collectLines(input, before) : [];
    const outcome = faults.length === 0 ? input.outcome() : NOTHING_READ;
    faults.push(...outcome.faults);
    if (faults.length === 0 && lines.length === 0) {
      faults.push(new Fault('screening.list.empty', { list: list.id }));
    }
    const doubts = faults.length === 0 ? doubtsOf(input, outcome, lines, current, options) : [];
    if (faults.length > 0 || (doubts.length > 0 && !options.force)) {
      return await refuse(archive, input, current, [...faults, ...doubts], options.actor);
    }
    const hash = hashLines(lines);
    if (hash === current?.hash) return await settle(archive, input, 'unchanged', current);
    await writeSnapshot({ folder: archive.folder, list: list.id, hash }, lines);
    const counts = countChanges(diffLines(list.id, await before(), lines));
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
    await record(archive, version, options, doubts);
    return { list: list.id, outcome: 'imported', version, faults: doubts };
  } catch (error) {
    const found = faultsOf(error);
    return refuse(archive, input, current, [...faults, ...found], options.actor);
  }
}

/** Records that a list could not even be had: a server that does not answer, a file not there. */
export async function recordFailedUpdate(
  archive: Archive,
  list: string,
  faults: readonly Fault[],
  actor: string,
): Promise<void> {
  await recordRefusal(archive, list, [], faults, actor);
}

const LIST_ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
const NOTHING_READ: InputOutcome = { read: 0, rejected: 0, faults: [] };

function placeOf(archive: Pick<Archive, 'folder'>, version: ListVersion) {
  return { folder: archive.folder, list: version.list, hash: version.hash };
}

/** A delta whose very files made a version already is not applied again, nor refused. */
function isApplied(input: ListInput, versions: readonly ListVersion[]): boolean {
  if (input.content.kind !== 'delta') return false;
  const hashes = (files: ListInput['files']) =>
    files
      .map(({ sha256 }) => sha256)
      .sort()
      .join();
  const wanted = hashes(input.files);
  return wanted !== '' && versions.some((version) => hashes(version.files) === wanted);
}

/** A delta belongs onto one version: onto another it would make a list that never was. */
function misplaced(input: ListInput, current: ListVersion | null): Fault[] {
  const { content, list } = input;
  if (content.kind === 'full') return [];
  if (current === null) return [new Fault('screening.list.delta_alone', { list: list.id })];
  const { onto } = content;
  if (isNamed(onto, current) || isUnproven(onto, current)) return [];
  const held = nameOf(current);
  return [new Fault('screening.list.delta_onto', { list: list.id, onto: onto ?? '', held })];
}

function isNamed(onto: string | null, version: ListVersion): boolean {
  return onto === null || onto === version.issuer_version || onto === version.published_on;
}

/** The files of the version in force did not say what its issuer calls it. */
function isUnproven(onto: string | null, version: ListVersion): boolean {
  return !isNamed(onto, version) && version.issuer_version === null;
}

function nameOf(version: ListVersion): string {
  const day = version.published_on ?? isoTime(version.imported_at).slice(0, 10);
  return version.issuer_version ?? day;
}

/** What speaks against a list, and a person may overrule. */
function doubtsOf(
  input: ListInput,
  outcome: InputOutcome,
  lines: readonly string[],
  current: ListVersion | null,
  options: ImportOptions,
): Fault[] {
  const list = input.list.id;
  const doubts: Fault[] = [];
  const percent = options.drop_max_ppm / 10_000;
  const exceeds = (part: number, whole: number) => part * 1_000_000 > whole * options.drop_max_ppm;
  if (exceeds(outcome.rejected, outcome.read)) {
    const { read, rejected } = outcome;
    doubts.push(new Fault('screening.list.rejected', { list, read, rejected, percent }));
  }
  if (current && exceeds(current.entries - lines.length, current.entries)) {
    const counts = { before: current.entries, after: lines.length };
    doubts.push(new Fault('screening.list.shrunk', { list, ...counts, percent }));
  }
  const onto = input.content.kind === 'delta' ? input.content.onto : null;
  if (current && isUnproven(onto, current)) {
    const held = nameOf(current);
    doubts.push(new Fault('screening.list.delta_unproven', { list, onto: onto ?? '', held }));
  }
  const held = current?.published_on ?? null;
  if (held !== null && input.published_on !== null && input.published_on < held) {
    doubts.push(new Fault('screening.list.older', { list, published: input.published_on, held }));
  }
  return doubts;
}

async function settle(
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
    files: input.files,
    faults: [],
  });
  return { list: input.list.id, outcome, version, faults: [] };
}

async function refuse(
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
  const attempt = { list, at, outcome: 'refused', version_number: null, files } as const;
  await archive.ledger.db.transaction().execute(async (trx) => {
    await insertAttempt(trx, { ...attempt, faults: kept });
    const body = { list, files, faults: kept };
    await appendAudit(trx, [{ kind: 'list.refused', at: isoTime(at), actor, body }]);
  });
}

async function record(
  archive: Archive,
  version: ListVersion,
  options: ImportOptions,
  overruled: readonly Fault[],
): Promise<void> {
  const { list, number, hash, previous_hash, published_on, entries, files, imported_at } = version;
  const faults = keptFaults(overruled);
  await archive.ledger.db.transaction().execute(async (trx) => {
    await insertVersion(trx, version);
    await insertAttempt(trx, {
      list,
      at: imported_at,
      outcome: 'imported',
      version_number: number,
      files,
      faults,
    });
    const facts = { list, number, hash, previous_hash, published_on, entries, files };
    const body = { ...facts, overruled: faults };
    const at = isoTime(imported_at);
    await appendAudit(trx, [{ kind: 'list.imported', at, actor: options.actor, body }]);
  });
}
