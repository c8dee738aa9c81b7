/** What speaks against taking a list, before and after it is read. */
import { Fault, isoTime } from '../../base/index.js';
import type { ImportOptions } from './archive.js';
import type { InputOutcome, ListInput } from './list-input.js';
import type { ListAttempt, ListVersion } from './version-records.js';

/** A delta whose very files made a version already is not applied again, nor refused. */
export function isApplied(input: ListInput, versions: readonly ListVersion[]): boolean {
  if (input.content.kind !== 'delta') return false;
  const hashes = (files: ListInput['files']) =>
    files
      .map(({ sha256 }) => sha256)
      .sort()
      .join();
  const wanted = hashes(input.files);
  return wanted !== '' && versions.some((version) => hashes(version.files) === wanted);
}

/** A version, and every name and day under which its issuer published the same content. */
export interface NamedVersion extends ListVersion {
  readonly names: readonly string[];
  readonly days: readonly string[];
}

/** The version with what the attempts that found it unchanged say of it, the latest first. */
export function namedVersion(version: ListVersion, attempts: readonly ListAttempt[]): NamedVersion {
  const same = attempts.filter(({ version_number }) => version_number === version.number);
  const all = [...same, version];
  return {
    ...version,
    names: all.flatMap(({ issuer_version }) => issuer_version ?? []),
    days: all.flatMap(({ published_on }) => published_on ?? []),
  };
}

/** A delta belongs onto one version: onto another it would make a list that never was. */
export function misplaced(input: ListInput, current: NamedVersion | null): Fault[] {
  const { content, list } = input;
  if (content.kind === 'full') return [];
  if (current === null) return [new Fault('screening.list.delta_alone', { list: list.id })];
  const { onto } = content;
  if (isNamed(onto, current) || isUnproven(onto, current)) return [];
  const held = nameOf(current);
  return [new Fault('screening.list.delta_onto', { list: list.id, onto: onto ?? '', held })];
}

/** What speaks against a list, and a person may overrule. */
export function doubtsOf(
  input: ListInput,
  outcome: InputOutcome,
  lines: readonly string[],
  current: NamedVersion | null,
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

function isNamed(onto: string | null, { names, days }: NamedVersion): boolean {
  return onto === null || names.includes(onto) || days.includes(onto);
}

/** The files of the version in force did not say what its issuer calls it. */
function isUnproven(onto: string | null, version: NamedVersion): boolean {
  return !isNamed(onto, version) && version.names.length === 0;
}

function nameOf({ names, days, imported_at }: NamedVersion): string {
  return names[0] ?? days[0] ?? isoTime(imported_at).slice(0, 10);
}
