import fc from 'fast-check';
import type { Random } from '../src/base/index.js';

/** A text in which a pattern is found; null where none can be thought of. */
export function matching(pattern: RegExp, text: string, random: Random): string | null {
  const at = random.integer(0, text.length);
  const parts = [...'é😀#~|;,-_ .0Aa\t\n\u0007\u00a0', '  ', '--', '000000', 'XXXX', 'NULL'];
  const thought = parts
    .flatMap((part) => [part, `${text.slice(0, at)}${part}${text.slice(at)}`, text + part])
    .concat(overwritten(text))
    .filter((each) => each.trim() !== '' && pattern.test(each));
  if (thought.length > 0) return random.pick(thought);
  const rare = ['\u202e', '\u200b', '\u0301'.repeat(4), 'Ж', '李'];
  const odd = rare.map((part) => `${text}${part}`).filter((each) => pattern.test(each));
  if (odd.length > 0) return random.pick(odd);
  // The generator never ends on classes that exclude almost everything it thinks of.
  if (pattern.source.includes('[^')) return null;
  const seed = random.integer(0, 1_000_000);
  const texts = fc.sample(fc.stringMatching(pattern), { seed, numRuns: 20 });
  return texts.find((each) => each.trim() !== '' && pattern.test(each)) ?? null;
}

/** A text with runs of one character written over it: it stays as long, and often of its kind. */
export function overwritten(text: string): string[] {
  const starts = [...text.slice(0, 40)].keys();
  return [...starts].flatMap((at) =>
    [...'01269AX'].flatMap((character) =>
      [1, 2, 3, 4]
        .filter((times) => at + times <= text.length)
        .map((times) => text.slice(0, at) + character.repeat(times) + text.slice(at + times)),
    ),
  );
}
