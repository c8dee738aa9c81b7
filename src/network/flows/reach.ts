import type { FlowQuery, PaymentColumns } from '../../model/index.js';
import { keepsValue } from './ratio.js';
import { BORDER, LEG, OTHER, RECORD, type Rows, TWIN, valueAt } from './rows.js';
import { Stack } from './stack.js';
import { newestInWindow } from './window.js';

/** What an account leads to, so that a search back to it leaves dead ends aside. */
export interface Reach {
  /**
   * By number of outgoing record: one more than the latest leg out of the account that leads to it
   * within the window (a leg out of the account leads to itself); 0 for none.
   */
  readonly notes: Int32Array;
  /**
   * Follows the payments out of an account of so many roots, and returns the number of hops for
   * which the notes are whole. A hop forward is read if that costs less than the searches back from
   * the roots would spend without it, which is about a constant times two to the hops that remain.
   */
  from(account: number, roots: number): number;
}

/** Makes `TWIN` of each incoming record point to the same payment's notes. */
export function createReach(
  columns: PaymentColumns,
  query: FlowQuery,
  incoming: Rows,
  outgoing: Rows,
  steps_per_root: number,
): Reach {
  const { ties } = columns;
  const { ratio_min_ppm, ratio_max_ppm, hops_max } = query;
  const { starts, words, values } = outgoing;
  const newest = newestInWindow(columns.time_ms, query.window_ms);
  const notes = new Notes(words.length / RECORD);
  let steps = 0;
  pairTwins(columns, incoming, outgoing);

  function extend(record: number, first: number): void {
    const leg = words[record + LEG] as number;
    const value = values[valueAt(record)] as number;
    const end = starts[(words[record + OTHER] as number) + 1] as number;
    const last = newest[first] as number;
    for (let next = words[record + BORDER] as number; next < end; next += RECORD) {
      const later = words[next + LEG] as number;
      if (later > last) return;
      steps++;
      const kept = values[valueAt(next)] as number;
      if (!keepsValue(value, kept, ratio_min_ppm, ratio_max_ppm)) continue;
      if (later > leg || ties[later] === 1) notes.set(next, first);
    }
  }

  /** Reads one hop further; false if that was given up. */
  function advance(account: number, steps_max: number): boolean {
    const frontier = notes.takeFresh();
    steps = 0;
    for (let at = 0; at < frontier.size; at += 2) {
      if (steps > steps_max) return false;
      const record = frontier.items[at] as number;
      if (words[record + OTHER] !== account) extend(record, frontier.items[at + 1] as number);
    }
    return true;
  }

  return {
    notes: notes.first,
    from(account, roots) {
      notes.clear();
      const end = starts[account + 1] as number;
      for (let record = starts[account] as number; record < end; record += RECORD) {
        notes.set(record, words[record + LEG] as number);
      }
      for (let hops = 1; hops < hops_max && notes.fresh.size > 0; hops++) {
        const spared = steps_per_root * 2 ** (hops_max - 1 - hops);
        if (!advance(account, roots * spared)) return hops;
      }
      return hops_max;
    },
  };
}

function pairTwins(columns: PaymentColumns, incoming: Rows, outgoing: Rows): void {
  const number = new Int32Array(columns.time_ms.length);
  for (let record = 0; record < outgoing.words.length; record += RECORD) {
    number[outgoing.words[record + LEG] as number] = record / RECORD;
  }
  for (let record = 0; record < incoming.words.length; record += RECORD) {
    const leg = incoming.words[record + LEG] as number;
    incoming.words[record + TWIN] = number[leg] as number;
  }
}

/** What the reach has found of one account. */
class Notes {
  /** By number of outgoing record, see {@link Reach.notes}. */
  readonly first: Int32Array;
  /** Records noted since it was taken, each followed by its first leg. */
  fresh = new Stack();
  private taken = new Stack();
  private readonly noted = new Stack();

  constructor(records: number) {
    this.first = new Int32Array(records);
  }

  set(record: number, first: number): void {
    const number = (record / RECORD) | 0;
    const known = this.first[number] as number;
    if (known > first) return;
    if (known === 0) this.noted.push(number);
    this.first[number] = first + 1;
    this.fresh.push(record);
    this.fresh.push(first);
  }

  takeFresh(): Stack {
    [this.taken, this.fresh] = [this.fresh, this.taken];
    this.fresh.size = 0;
    return this.taken;
  }

  clear(): void {
    const { items, size } = this.noted;
    for (let at = 0; at < size; at++) this.first[items[at] as number] = 0;
    this.noted.size = 0;
    this.fresh.size = 0;
  }
}
