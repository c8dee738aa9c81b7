import type { FlowAnswer } from '../../model/index.js';

/** What one root's search found, in arrays that the next search reuses. */
export interface Found {
  paths: number;
  truncated: boolean;
  /** The evidence: the first `legs` items of `backward`, last leg first. */
  legs: number;
  readonly backward: Int32Array;
}

/** Takes what searches found, account by account, and gives it in the order of the payments. */
export interface Answers {
  add(root: number, found: Found): void;
  inOrder(): FlowAnswer;
}

export function collectAnswers(payments: number): Answers {
  const place = new Int32Array(payments);
  const paths: number[] = [];
  const legs: Int32Array[] = [];
  let truncated = 0;
  return {
    add(root, found) {
      if (found.truncated) truncated++;
      if (found.paths === 0) return;
      paths.push(found.paths);
      legs.push(found.backward.slice(0, found.legs).reverse());
      place[root] = legs.length;
    },
    inOrder() {
      const last = new Int32Array(legs.length);
      let filled = 0;
      for (let root = 0; root < payments; root++) if (place[root] !== 0) last[filled++] = root;
      const placeOf = (root: number) => (place[root] as number) - 1;
      return {
        last,
        paths: last.map((root) => paths[placeOf(root)] as number),
        legs: Array.from(last, (root) => legs[placeOf(root)] as Int32Array),
        truncated,
      };
    },
  };
}
