import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleListing, sampleProfile } from '../versions/samples.js';
import { exactEvidence, fingerprint, needsEyes, standingOf } from './index.js';

const print = fc.constantFrom('a', 'b');
const prints = fc.record({ customer_print: print, listing_print: print });
const decision = fc.option(
  fc.record({
    verdict: fc.constantFrom('different' as const, 'same' as const),
    customer_print: print,
    listing_print: print,
  }),
);

test('only “different”, on the very data compared now, hides a hit that is there', () => {
  fc.assert(
    fc.property(prints, decision, (hit, judged) => {
      const standing = standingOf(hit, judged);
      const settled =
        judged?.verdict === 'different' &&
        judged.customer_print === hit.customer_print &&
        judged.listing_print === hit.listing_print;
      expect(needsEyes({ standing, gone_at: null })).toBe(!settled);
    }),
  );
});

const text = fc.string({ minLength: 1, maxLength: 4 });
const name = fc.record({
  full: text,
  kind: fc.constantFrom('primary' as const, 'alias' as const),
  strength: fc.constantFrom('strong' as const, 'weak' as const),
  parts: fc.constant(null),
});

test('a fingerprint does not depend on order, and changes with every compared property', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 4 }), name, (names, other) => {
      const profile = sampleProfile({ names });
      const turned = sampleProfile({ id: 'other id', names: names.toReversed() });
      expect(fingerprint(turned)).toBe(fingerprint(profile));
      const has = names.some((each) => JSON.stringify(each) === JSON.stringify(other));
      const more = fingerprint(sampleProfile({ names: [...names, other] }));
      expect(more === fingerprint(profile)).toBe(has);
    }),
  );
  const plain = fingerprint(sampleProfile());
  const identifier = { kind: 'rfc', value: 'X', text: 'X', country: null } as const;
  for (const given of [
    { kind: 'organisation' as const },
    { gender: 'female' as const },
    { identifiers: [identifier] },
    { wallets: [{ currency: null, address: 'w' }] },
    { places: [{ kind: 'birth' as const, country: 'MX', text: 'x' }] },
  ]) {
    expect(fingerprint(sampleProfile(given))).not.toBe(plain);
  }
});

test.each([
  ['rfc', 'AAA010101AAA', null, null, 'identifier'],
  ['passport', 'G1', 'MX', 'MX', 'identifier'],
  ['passport', 'G1', 'MX', 'US', null],
  ['passport', 'G1', null, null, null],
  ['phone', '5550000', 'MX', 'MX', null],
] as const)('the same %s %s of %s and %s is %s evidence', (kind, value, ours, theirs, expected) => {
  const of = (country: string | null) => [{ kind, value, text: value, country }];
  const profile = sampleProfile({ identifiers: of(ours) });
  const listing = sampleListing('1', 'A', { identifiers: of(theirs) });
  expect(exactEvidence(profile, listing)).toBe(expected);
});

test('the same wallet is evidence, whatever the currency is called', () => {
  const profile = sampleProfile({ wallets: [{ currency: 'BTC', address: '1abc' }] });
  const wallets = [{ currency: 'XBT', address: '1abc' }];
  expect(exactEvidence(profile, sampleListing('1', 'A', { wallets }))).toBe('wallet');
  expect(exactEvidence(profile, sampleListing('1', 'A'))).toBeNull();
});
