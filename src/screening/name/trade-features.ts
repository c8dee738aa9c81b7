import type { Alignment } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';

/** What only companies' names have: numbers, legal forms, words for a branch. */

/** Words that alone tell a company from the one it sprang from. */
const OFFSHOOTS = new Set(
  'new nueva nuevo neue nouvelle branch sucursal filial subsidiary'.split(' '),
);

/** Whether such a word is what one side has more; where both sides differ, that says it already. */
export function offshoot(a: PreparedName, b: PreparedName, alignment: Alignment): number {
  const alone = (name: PreparedName, done: Float64Array) =>
    name.words.some(({ token }, at) => done[at] === 0 && OFFSHOOTS.has(token.text));
  return alone(a, alignment.left) || alone(b, alignment.right) ? 1 : 0;
}

/**
 * Whether a name is the one in the register, by its legal form. A company has one of these and any
 * number of shop names, so that two that differ in a word are two companies sooner.
 */
export function registered(name: PreparedName): boolean {
  return name.forms.some((form) => form.family !== 'CO');
}

/** Numbers that nothing accounts for: on both sides they contradict, on one they are left out. */
export function writeNumbers(
  a: PreparedName,
  b: PreparedName,
  alignment: Alignment,
  into: Float64Array,
) {
  const left = spareNumbers(a, alignment.left);
  const right = spareNumbers(b, alignment.right);
  into[11] = left > 0 && right > 0 ? 1 : 0;
  into[12] = left > 0 !== right > 0 ? 1 : 0;
}

function spareNumbers(name: PreparedName, done: Float64Array): number {
  let count = 0;
  for (let at = 0; at < name.words.length; at++)
    if (done[at] === 0 && (name.words[at] as PreparedWord).token.number) count += 1;
  return count;
}

/** Families contradict; classes of one family differ; a missing form says little. */
export function writeForms(a: PreparedName, b: PreparedName, into: Float64Array): void {
  into.fill(0, 13, 16);
  const left = a.forms.filter((form) => form.family !== 'CO');
  const right = b.forms.filter((form) => form.family !== 'CO');
  if (left.length === 0 || right.length === 0) {
    into[15] = left.length + right.length > 0 ? 1 : 0;
    return;
  }
  if (left.some((one) => right.some((other) => one.class === other.class))) return;
  if (left.some((one) => right.some((other) => one.family === other.family))) into[14] = 1;
  else into[13] = 1;
}
