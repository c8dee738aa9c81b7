import type { FlowQuery, PaymentColumns } from '../model/index.js';
import { keepsValue } from './ratio.js';
import { BORDER, LEG, OTHER, RECORD, type Rows, TWIN, valueAt } from './rows.js';
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
  const notes = new Int32Array(words.length / RECORD);
  const noted = new Stack();
  let frontier = new Stack();
  let beyond = new Stack();
  let steps = 0;
  pairTwins(columns, incoming, outgoing);

  function note(record: number, first: number): void {
    const number = (record / RECORD) | 0;
    const known = notes[number] as number;
    if (known > first) return;
    if (known === 0) noted.push(number);
    notes[number] = first + 1;
    beyond.push(record);
    beyond.push(first);
  }

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
      if (later > leg || ties[later] === 1) note(next, first);
    }
  }

  /** Reads one hop further; false if that was given up. */
  function advance(account: number, steps_max: number): boolean {
    [frontier, beyond] = [beyond, frontier];
    beyond.size = 0;
    steps = 0;
    for (let at = 0; at < frontier.size; at += 2) {
      if (steps > steps_max) return false;
      const record = frontier.items[at] as number;
      if (words[record + OTHER] !== account) extend(record, frontier.items[at + 1] as number);
    }
    return true;
  }

  function from(account: number, roots: number): number {
    for (let at = 0; at < noted.size; at++) notes[noted.items[at] as number] = 0;
    noted.size = 0;
    beyond.size = 0;
    const end = starts[account + 1] as number;
    for (let record = starts[account] as number; record < end; record += RECORD) {
      note(record, words[record + LEG] as number);
    }
    for (let hops = 1; hops < hops_max && beyond.size > 0; hops++) {
      const spared = steps_per_root * 2 ** (hops_max - 1 - hops);
      if (!advance(account, roots * spared)) return hops;
    }
    return hops_max;
  }

  return { notes, from };
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

/** Numbers in memory that is kept from account to account; an array's would be collected. */
class Stack {
  items = new Int32Array(1_024);
  size = 0;

  push(item: number): void {
    if (this.size === this.items.length) {
      const larger = new Int32Array(2 * this.size);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.size++] = item;
  }
}
