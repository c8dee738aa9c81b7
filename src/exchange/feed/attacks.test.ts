/** Attack group 16, feeds: each attack also on a build without the check, where it succeeds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LIMITS, packageRoot, present } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { checkTypology, loadCatalogue } from '../../typology/index.js';
import { sealEnvelope } from '../wire/envelope.js';
import { createSigningKey, verifyingKeyOf } from '../wire/signing-key.js';
import { filesOf } from './adopted-files.js';
import { checkItem, type ItemFlaw } from './check-item.js';
import {
  type Edition,
  FEED_BOUNDS,
  type FeedItem,
  type OpenedEdition,
  openEdition,
  sealEdition,
} from './edition.js';
import { chainOf } from './feed-records.js';
import { readStix } from './index.js';
import { judgeEdition } from './judge-edition.js';
import { accountItem, editionOf, NOW, openedOf, PUBLISHER } from './samples.js';
import { readPattern } from './stix-pattern.js';

const key = createSigningKey();
const keyOf = (node: string) => (node === PUBLISHER ? verifyingKeyOf(key.public_key) : null);
const judge = (held: readonly Edition[], opened: OpenedEdition, checks?: object) =>
  judgeEdition(chainOf(held), opened, NOW, {
    rollback: true,
    equivocation: true,
    gap: true,
    expiry: true,
    ...checks,
  });

const one = editionOf([]);
const two = editionOf([one], { items: [accountItem('a-1')] });
const three = editionOf([one, two]);

test('the chain goes on by one, and says so of what it has', () => {
  expect(judge([], openedOf(one))).toBe('next');
  expect(judge([one], openedOf(two))).toBe('next');
  expect(judge([one, two], openedOf(two))).toBe('again');
});

test('rollback: an edition older than the chain began with is refused', () => {
  const begun = [three];
  expect(() => judge(begun, openedOf(two))).toThrow('feed.rollback');
  expect(judge(begun, openedOf(two), { rollback: false, equivocation: false })).toBe('next');
});

test('equivocation: another edition of a number, and another history, are seen', () => {
  const other = { ...two, items: [] };
  const forked = editionOf([one, other]);
  expect(judge([one, two], openedOf(other))).toBe('contradicts');
  expect(judge([one, two], openedOf(forked))).toBe('contradicts');
  const blind = { equivocation: false, rollback: false };
  expect(judge([one, two], openedOf(other), blind)).toBe('next');
  expect(judge([one, two], openedOf(forked), blind)).toBe('next');
});

test('a gap hides nothing, and what is over is not offered', () => {
  const revoking = editionOf([one, two], {
    items: [{ type: 'revocation', id: 'a-1', reason: 'wrong' }],
  });
  const last = editionOf([one, two, revoking]);
  expect(judge([one, two], openedOf(last))).toBe('gap');
  expect(judge([one, two], openedOf(last), { gap: false })).toBe('next');
  const over = editionOf([one], {
    issued_at: '2026-10-01T00:00:00.000Z',
    valid_until: one.issued_at,
  });
  expect(judge([one], openedOf(over))).toBe('expired');
  expect(judge([one], openedOf(over), { expiry: false })).toBe('next');
  const early = editionOf([one], { issued_at: '2026-11-03T00:00:00.000Z' });
  expect(() => judge([one], openedOf(early))).toThrow('feed.early');
});

test('a signature of another key, and a changed byte, are refused', () => {
  const sealed = sealEdition(two, key);
  expect(openEdition(sealed, keyOf).edition).toEqual(two);
  const forged = sealEdition(two, createSigningKey());
  expect(() => openEdition(forged, keyOf)).toThrow('wire.signature');
  const weak = { size: true, compression: true, signature: false };
  expect(openEdition(forged, keyOf, weak).edition).toEqual(two);
  const stranger = sealEdition({ ...two, publisher: 'authority-a.us' }, key);
  expect(() => openEdition(stranger, keyOf)).toThrow('feed.publisher');
  const text = Buffer.from(sealed).toString();
  const payload = Buffer.from(JSON.parse(text).payload, 'base64').toString();
  const twice = Buffer.from(payload.replace('"seq":2', '"seq":9,"seq":2')).toString('base64');
  const doubled = Buffer.from(text.replace(/"payload":"[^"]*"/, `"payload":"${twice}"`));
  expect(() => openEdition(doubled, keyOf)).toThrow('wire.json.duplicate');
});

test('oversized: refused before it is read', () => {
  const items = Array.from({ length: FEED_BOUNDS.items_max }, (_, at) =>
    accountItem(`a-${at}`, '1'.repeat(180)),
  );
  const large = editionOf([], { items });
  expect(() => sealEdition(large, key)).toThrow('feed.size');
  const longer = editionOf([], { items: items.slice(0, 1_200) });
  const payload = Buffer.from(canonicalJson(longer));
  const bytes = sealEnvelope('application/vnd.puente.feed+json', payload, [key]);
  expect(() => openEdition(bytes, keyOf)).toThrow('feed.size');
  const weak = { size: false, compression: true, signature: true };
  expect(openEdition(bytes, keyOf, weak).edition.items).toHaveLength(1_200);
  const many = [...items, accountItem('a-more')];
  expect(() => sealEdition(editionOf([], { items: many }), key)).toThrow('feed.form');
});

test('zip bombs: nothing is ever unpacked', () => {
  const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(FEED_BOUNDS.edition_bytes_max);
  expect(() => openEdition(bomb, keyOf)).toThrow('feed.packed');
  // A reader that unpacks what looks packed would have held all of it.
  expect(gunzipSync(bomb).length).toBe(32 * 1024 * 1024);
  expect(() => openEdition(Buffer.from('PK\u0003\u0004'), keyOf)).toThrow('feed.packed');
});

const root = join(packageRoot(), 'typologies');
const catalogue = loadCatalogue(root, 'USD');
const vocabulary = {
  laws: Object.keys(catalogue.laws),
  lists: Object.keys(catalogue.lists),
  sources: catalogue.sources,
  reporting_currency: 'USD',
};
const check = (text: string, file: string) => {
  const { faults, id } = checkTypology(text, file, vocabulary);
  return { faults, is_own: id !== null && catalogue.files[id] !== undefined };
};
const OWN = 'cash_wired_to_one_mexican_account';
const RULE = readFileSync(join(root, 'fentanyl', `${OWN}.yaml`), 'utf8');
const ruleItem = (id: string, yaml: string): FeedItem => ({
  type: 'typology',
  id,
  area: 'fentanyl_proceeds',
  yaml,
});

test.each<[string, FeedItem, ItemFlaw | null]>([
  ['a sound rule', ruleItem('other_rule', RULE.replace(`id: ${OWN}`, 'id: other_rule')), null],
  ['a rule in the place of ours', ruleItem(OWN, RULE), 'rule_own'],
  ['a rule of another name', ruleItem('other_rule', RULE), 'rule_name'],
  ['a path for a name', ruleItem('x', 'id: ../../law\narea: fentanyl\n'), 'rule_name'],
  ['a rule of nonsense', ruleItem('evil', 'id: evil\narea: fentanyl\ncondition: 1\n'), 'rule'],
  ['an alias bomb', ruleItem('b', 'a: &a [x]\nid: b\narea: [*a, *a]\n'), 'rule_name'],
  ['a word of every text', accountItem('w', '.*', { kind: 'word' }), 'word'],
  ['a hidden sign', accountItem('h', '12\u202e34'), 'value'],
  ['a formula', accountItem('f', '=HYPERLINK("x")'), 'formula'],
])('poison: %s', (_what, item, flaw) => {
  expect(checkItem(item, check, 'subscriber')).toBe(flaw);
  const off = { rules: false, values: false };
  expect(checkItem(item, check, 'subscriber', off)).toBe(null);
});

test('a regular expression that explodes is a text here, and refused where it is a pattern', () => {
  const value = '(a+)+$';
  expect(checkItem(accountItem('r', value, { kind: 'word' }), check, 'subscriber')).toBe('word');
  expect(readPattern(`[payment-word:value MATCHES '${value}']`)).toBe(null);
  expect(readPattern(`[payment-word:value = '${value}']`)?.value).toBe(value);
  const long = `[payment-word:value = '${'\\'.repeat(100_000)}`;
  expect(readPattern(long)).toBe(null);
  const deep = Buffer.from('['.repeat(LIMITS.yaml_nesting_max * 1_000));
  const defaults = { list: 'x', area: 'fraud', published_in: 'x' } as const;
  expect(() => readStix(deep, defaults)).toThrow('stix_bundle');
});

test('no cell of what is written for adopted items is a formula', () => {
  const about = {
    publisher: PUBLISHER,
    feed: 'trial',
    seq: 1,
    tlp: 'CLEAR',
    pap: 'CLEAR',
  } as const;
  const times = { valid_until: '2026-12-01T00:00:00.000Z', adopted_at: '2026-11-02T00:00:00.000Z' };
  const value = '=cmd|calc';
  const item = accountItem('n', value, { kind: 'name' });
  if (item.type !== 'indicator') throw new Error('an indicator');
  const [csv] = filesOf([{ item, ...about, ...times }], NOW);
  expect(csv?.text).toContain(`"'=cmd|calc"`);
  // What a writer of plain cells would have given.
  expect([item.indicator.list, value].join(',')).toContain(',=cmd');
  expect(present(csv, 'csv').text).not.toMatch(/(^|,)"?[=+@-]/m);
});
