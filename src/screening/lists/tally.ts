/** Counts what is read of a list, and keeps what was left out with its place and reason. */
import { Fault, type Place } from '../../base/index.js';
import { BOUNDS } from './bounds.js';
import { type Damage, noDamage } from './text.js';

/** A record that is not in the result: its sentence is {@link rejectKey}. `text` begins it. */
export interface Reject {
  readonly place: Place;
  readonly code: RejectCode;
  readonly text: string;
}

/** An entry that arrived damaged, and is in the result as well as it could be repaired. */
export interface Repair {
  readonly id: string;
  /** Where it stands, as exactly as known. */
  readonly place: Place;
}

export type RejectCode =
  | 'columns'
  | 'id_missing'
  | 'id_repeated'
  | 'malformed'
  | 'nameless'
  | 'orphan'
  | 'not_json'
  | 'schema'
  | 'address_shape';

/** Something the user should know of how a list was read: its sentence is {@link noteKey}. */
export interface ListNote {
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type NoteCode =
  | 'broken_characters'
  | 'control_characters'
  | 'damaged_script'
  | 'foreign_lines'
  | 'elements_unknown'
  | 'masked';

/** Records as the files have them (rows, or elements): read = kept + rejected. */
export interface Counts {
  readonly read: number;
  readonly kept: number;
  readonly rejected: number;
  /** Listings that were made out of the kept records. */
  readonly listings: number;
}

/** Key of the sentence that says why. */
export function rejectKey({ code }: Pick<Reject, 'code'>): string {
  return `reject.lists.${code}`;
}

/** Key of the sentence, said with the note's `params`. */
export function noteKey({ code }: Pick<ListNote, 'code'>): string {
  return `screening-lists.note.${code}`;
}

/** What readers report to. */
export class Tally {
  readonly rejects: Reject[] = [];
  /** The first of those that were repaired; `repaired` counts all. */
  readonly repairs: Repair[] = [];
  repaired = 0;
  /** The first of the values that could not be read, each with its place; `unread` counts all. */
  readonly unreads: Fault[] = [];
  unread = 0;
  readonly counts = { read: 0, kept: 0, rejected: 0, listings: 0 };
  readonly #notes = new Map<string, ListNote>();
  readonly #damages = new Map<string, Damage>();
  readonly #onReject: (reject: Reject) => void;

  constructor(onReject: (reject: Reject) => void = () => {}) {
    this.#onReject = onReject;
  }

  get notes(): readonly ListNote[] {
    return [...this.#notes.values()];
  }

  /** A broken list may go on for ever: ids that are remembered must not fill memory. */
  read(): void {
    this.counts.read++;
    const max = BOUNDS.records_max;
    if (this.counts.read > max) throw new Fault('lists.records_many', { max });
  }

  keep(records = 1): void {
    this.counts.kept += records;
  }

  reject(code: RejectCode, place: Place, text: string): void {
    const reject = { code, place, text: text.slice(0, TEXT_CHARACTERS_MAX) };
    this.counts.rejected++;
    if (this.rejects.length < BOUNDS.rejects_kept_max) this.rejects.push(reject);
    this.#onReject(reject);
  }

  repair(id: string, place: Place): void {
    this.repaired++;
    if (this.repairs.length < BOUNDS.rejects_kept_max) this.repairs.push({ id, place });
  }

  /** A value that cannot be read: its record is in the result without it. */
  leave(fault: Fault): void {
    this.unread++;
    if (this.unreads.length < BOUNDS.rejects_kept_max) this.unreads.push(fault);
  }

  /** What was wrong with the bytes of a file, as far as it was read. */
  damageOf(file: string): Damage {
    const known = this.#damages.get(file) ?? noDamage();
    this.#damages.set(file, known);
    return known;
  }

  /** A file of which characters are lost, or null. */
  brokenFile(): string | null {
    const broken = [...this.#damages].find(([, damage]) => damage.broken_characters > 0);
    return broken?.[0] ?? null;
  }

  /** Says something once; `n` counts how often, unless it is given. */
  note(code: NoteCode, params: Readonly<Record<string, string | number>> = {}): void {
    const key = JSON.stringify([code, params.name ?? params.file ?? '']);
    const before = this.#notes.get(key);
    const n = params.n ?? Number(before?.params.n ?? 0) + 1;
    this.#notes.set(key, { code, params: { ...params, n } });
  }
}

const TEXT_CHARACTERS_MAX = 300;
