import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pieces } from './pieces.js';
import { largeShareOf, shareOf } from './share.js';

test('pieces of many payments are as plain sets of minor units', () => {
  const act = fc.record({
    payment: fc.nat(2),
    gap: fc.nat(2),
    lengths: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    place: fc.constantFrom('before', 'after', 'clear'),
  });
  const law = fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
    const pieces = new Pieces(3);
    const plain = new Map<number, number[]>();
    for (const { payment, gap, lengths, place } of acts) {
      const units = plain.get(payment) ?? [];
      if (place === 'clear') {
        pieces.clear(payment);
        plain.set(payment, []);
      } else {
        const length = lengths.reduce((sum, n) => sum + n + gap, 0);
        // What goes before begins far enough down to end where the first piece begins, or earlier.
        let at = place === 'after' ? (units.at(-1) ?? 999) + 1 + gap : (units[0] ?? 1000) - length;
        const added: number[] = [];
        for (const n of lengths) {
          pieces.add(at, at + n);
          for (let unit = at; unit < at + n; unit++) added.push(unit);
          at += n + gap;
        }
        pieces.putChain(payment, place);
        plain.set(payment, place === 'after' ? [...units, ...added] : [...added, ...units]);
      }
      for (const [own, all] of plain) {
        const held = unitsOf(pieces, own);
        expect(held).toEqual(all);
        expect(pieces.total(own)).toBe(all.length);
      }
    }
  });
  fc.assert(law, { numRuns: 300 });
});

test('a share is to the nearest unit, a half to the rest, in doubles as in large numbers', () => {
  expect([shareOf(1, 1, 2), shareOf(1, 1, 3), shareOf(2, 1, 3), shareOf(3, 3, 3)]).toEqual([
    0, 0, 1, 3,
  ]);
  expect(largeShareOf(1, 1n, 2n)).toBe(0);
  const whole = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const law = fc.property(whole, fc.nat(), fc.nat(), fc.boolean(), (most, a, b, isSmall) => {
    const of = isSmall ? (most % 100) + 1 : most;
    const [minor, part] = [a % (of + 1), b % (of + 1)];
    const share = shareOf(minor, part, of);
    expect(share).toBe(largeShareOf(minor, BigInt(part), BigInt(of)));
    const error = 2n * (BigInt(minor) * BigInt(part) - BigInt(share) * BigInt(of));
    expect(error <= BigInt(of) && error > -BigInt(of)).toBe(true);
  });
  fc.assert(law, { numRuns: 1_000 });
});

function unitsOf(pieces: Pieces, payment: number): number[] {
  const units: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let piece = pieces.first(payment); piece !== 0; piece = pieces.next(piece)) {
    expect(pieces.from(piece)).toBeGreaterThan(end);
    end = pieces.until(piece);
    for (let unit = pieces.from(piece); unit < end; unit++) units.push(unit);
  }
  return units;
}
