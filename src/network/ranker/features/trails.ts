import { conserves } from './conserved.js';
import { type NovelGraph, near } from './novel-graph.js';
import { meaning, type Sheet } from './sheet.js';

/** A chain's next payment follows within these days. */
const HOP_DAYS = 21;
/** Longer chains than any described launderer's say nothing more. */
const CHAIN_MAX = 20;

/**
 * The longest chain of novel payments that ends with each payment: one pass in order of time, the
 * best chain that ends at each payment (time-respecting paths: Holme & Saramäki, "Temporal
 * networks", Physics Reports 519, 2012). Once freely, once with value conserved from hop to hop,
 * for launderers differ in that. Payments of one instant stand in order of their numbers.
 */
export function addTrails(sheet: Sheet, novel: NovelGraph): void {
  for (const kept of [false, true]) {
    const values = { kept: kept ? 'yes' : 'no', days: HOP_DAYS };
    const name = `chain_behind${kept ? '_conserved' : ''}`;
    const behind = sheet.add(name, meaning('chain_behind', values));
    const { debtor, value_minor } = novel.graph;
    for (let i = 0; i < behind.length; i++) {
      const from = debtor[i] as number;
      if (from < 0) continue;
      let best = 0;
      const around = { payment: i, days_before: HOP_DAYS, days_after: -1 };
      for (const j of near(novel, novel.incoming, from, around)) {
        if (j > i || (behind[j] as number) <= best) continue;
        if (kept && !conserves(value_minor[j] as number, value_minor[i] as number)) continue;
        best = behind[j] as number;
      }
      behind[i] = Math.min(best + (novel.novel[i] as number), CHAIN_MAX);
    }
  }
}
