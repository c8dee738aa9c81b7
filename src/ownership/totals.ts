/** What all stated owners of each organisation hold together: computed once, used by every run. */
import { EDGE, type Pairs } from './pairs.js';

/** Of the capital; or of the votes, and of the capital where no votes are stated. */
export type Measure = 'ownership' | 'votes';

/** Arrays by node. */
export interface Totals {
  /** What owners hold at least, in parts. */
  readonly least: Float64Array;
  /** How many of their stakes exclude that bound. */
  readonly aboves: Int32Array;
  /** 1: some stake is no whole number of parts. */
  readonly slow: Uint8Array;
}

/** The columns and bits of a measure. */
export function columnsOf(pairs: Pairs, measure: Measure) {
  return measure === 'ownership'
    ? { least: pairs.least, most: pairs.most, above: EDGE.above, below: EDGE.below }
    : {
        least: pairs.leastVotes,
        most: pairs.mostVotes,
        above: EDGE.votes_above,
        below: EDGE.votes_below,
      };
}

export function totalsOf(pairs: Pairs, measure: Measure): Totals {
  const nodes = pairs.ownersStart.length - 1;
  const { least: column, above } = columnsOf(pairs, measure);
  const least = new Float64Array(nodes);
  const aboves = new Int32Array(nodes);
  const slow = new Uint8Array(nodes);
  for (let edge = 0; edge < pairs.edges; edge++) {
    const subject = pairs.subject[edge] as number;
    const bits = pairs.bits[edge] as number;
    least[subject] = (least[subject] as number) + (column[edge] as number);
    if ((bits & above) !== 0) aboves[subject] = (aboves[subject] as number) + 1;
    if ((bits & EDGE.slow) !== 0) slow[subject] = 1;
  }
  return { least, aboves, slow };
}
