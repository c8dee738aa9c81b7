import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edition } from './edition.js';
import {
  answerTaxii,
  readStix,
  stixBundle,
  TAXII_TYPE,
  type TaxiiFeed,
  writeMispFeed,
} from './index.js';
import { uuidIn } from './interop-ids.js';
import { accountItem, editionOf, PUBLISHER } from './samples.js';
import { FEED_EXTENSION, stixObjects, TLP_EXTENSION, TLP_MARKINGS } from './stix-objects.js';
import { readPattern, writePattern } from './stix-pattern.js';
import { collectionId } from './taxii.js';

const publisher = { node: PUBLISHER, names: { en: 'Authority B', es: 'Autoridad B' } };
const rule = { type: 'typology', id: 'a_rule', area: 'fraud', yaml: 'id: a_rule\n' } as const;
const first = editionOf([], { items: [accountItem('a-1'), accountItem('a-2', 'ACC-9'), rule] });
const second = editionOf([first], {
  items: [
    { type: 'revocation', id: 'a-1', reason: 'wrong' },
    accountItem('w-1', "it's a \\ word", { kind: 'word' }),
  ],
});
const third = editionOf([first, second], { items: [accountItem('w-2')] });
const chain: readonly Edition[] = [first, second, third];
const defaults = { list: 'strangers', area: 'fraud', published_in: 'a bundle' } as const;
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

test('UUIDs of version 5 are those of the RFC', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(uuidIn(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('every object has what STIX 2.1 asks of it, under ids that are the same each time', () => {
  const UUID5 = /^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  const fixed = new Set<string>(Object.values(TLP_MARKINGS));
  const objects = [[first], [first, second], chain].flatMap((each) => stixObjects(each, publisher));
  for (const object of objects) {
    expect(object.spec_version).toBe('2.1');
    expect(object.id.startsWith(`${object.type}--`)).toBe(true);
    if (!fixed.has(object.id)) expect(object.id).toMatch(UUID5);
    expect(object.created).toMatch(MOMENT);
    const { modified = object.created, valid_from, valid_until } = object;
    expect(modified >= object.created).toBe(true);
    if (object.type !== 'indicator') continue;
    expect(valid_from).toMatch(MOMENT);
    expect(String(valid_until) > String(valid_from)).toBe(true);
    expect(object.extensions).toHaveProperty([FEED_EXTENSION, 'extension_type']);
    const refs = [object.created_by_ref, ...(object.object_marking_refs as string[])];
    for (const ref of refs) expect(objects.some(({ id }) => id === ref)).toBe(true);
  }
  expect(objects.find(({ type }) => type === 'marking-definition')).toMatchObject({
    id: TLP_MARKINGS.AMBER,
    extensions: { [TLP_EXTENSION]: { tlp_2_0: 'amber' } },
  });
  expect(stixBundle(chain, publisher)).toEqual(stixBundle(chain, publisher));
});

test('a bundle reads back as the items of its edition', () => {
  const { items, faults } = readStix(bytesOf(stixBundle([first], publisher)), defaults);
  expect(faults).toEqual([]);
  expect(items).toEqual(first.items);
  const next = readStix(bytesOf(stixBundle([first, second], publisher)), defaults);
  expect(next.items.map(({ type, id }) => `${type} ${id}`).sort()).toEqual([
    'indicator w-1',
    'revocation a-1',
  ]);
  const full = readStix(bytesOf(stixBundle(chain, publisher)), defaults);
  expect(full.items.filter(({ type }) => type === 'revocation')).toHaveLength(3);
});

test('one indicator that cannot be read does not hide the others', () => {
  const [own] = stixObjects([first], publisher).filter(({ type }) => type === 'indicator');
  const stranger = { ...own, extensions: {}, pattern: "[cryptocurrency-wallet:address = '1Abc']" };
  const changed = { ...own, pattern: "[mx-clabe:value = '032180000118359719']" };
  const regex = { ...stranger, pattern: "[payment-word:value MATCHES '(a+)+$']" };
  const id = (n: number) => `indicator--00000000-0000-4000-8000-00000000000${n}`;
  const objects = [stranger, changed, regex].map((each, n) => ({ ...each, id: id(n) }));
  const bundle = { type: 'bundle', id: `bundle--${id(1).slice(11)}`, objects };
  const { items, faults } = readStix(bytesOf(bundle), defaults);
  expect(items).toMatchObject([
    { indicator: { list: 'strangers', kind: 'wallet', value: '1Abc' } },
  ]);
  expect(faults.map(({ code, params }) => [code, params.reason])).toEqual([
    ['exchange.feed.stix', 'pattern'],
    ['exchange.feed.stix', 'pattern'],
  ]);
  expect(() => readStix(Buffer.from('{}'), defaults)).toThrow('stix_bundle');
});

test('whatever a value holds, its pattern says it and nothing else', () => {
  const kinds = fc.constantFrom('account', 'word', 'wallet', 'party', 'institution', 'name');
  fc.assert(
    fc.property(kinds, fc.string({ maxLength: 200 }), (kind, value) => {
      const given = { kind: kind as 'word', value };
      expect(readPattern(writePattern(given))).toEqual(given);
    }),
  );
});

const feed: TaxiiFeed = { publisher, editions: chain };
const get = (path: string, query = '', accept: string | null = TAXII_TYPE, method = 'GET') => {
  const reply = answerTaxii({ method, path, query: new URLSearchParams(query), accept }, [feed]);
  return { ...reply, json: JSON.parse(reply.body) as Record<string, unknown> };
};
const collection = `/taxii2/feeds/collections/${collectionId(feed)}/`;

test('TAXII answers discovery, root and collections in its media type', () => {
  expect(get('/taxii2/')).toMatchObject({ status: 200, headers: { 'content-type': TAXII_TYPE } });
  expect(get('/taxii2/feeds/').json.versions).toEqual([TAXII_TYPE]);
  expect(get('/taxii2/feeds/collections/').json.collections).toMatchObject([
    { id: collectionId(feed), can_read: true, can_write: false },
  ]);
  expect(get('/taxii2/', '', 'text/html').status).toBe(406);
  expect(get('/taxii2/', '', null, 'POST').status).toBe(405);
  expect(get('/taxii2/feeds/collections/none/').status).toBe(404);
  expect(get(`${collection}objects/`, 'limit=x').status).toBe(400);
  expect(get(`${collection}objects/`, 'added_after=soon').status).toBe(400);
});

test('pages of objects add up to all of them, each once, and only what came later', () => {
  const all = get(`${collection}objects/`, 'match[version]=all').json.objects as { id: string }[];
  const ids: unknown[] = [];
  for (let next: unknown = '0'; next !== undefined; ) {
    const { json } = get(`${collection}objects/`, `match[version]=all&limit=2&next=${next}`);
    ids.push(...(json.objects as { id: string }[]));
    next = json.more === true ? json.next : undefined;
  }
  expect(ids).toEqual(all);
  const later = get(`${collection}manifest/`, `added_after=${second.issued_at}&match[version]=all`);
  const added = (later.json.objects ?? later.json.manifest) as { date_added: string }[];
  expect(added.length).toBeGreaterThan(0);
  expect(added.every(({ date_added }) => date_added > second.issued_at)).toBe(true);
  expect(later.headers['x-taxii-date-added-first']).toBe(third.issued_at);
  expect(get(`${collection}objects/`, `added_after=${third.issued_at}`).json).toEqual({});
});

test('of an object the last version is given, and its versions on request', () => {
  const [own] = stixObjects([first], publisher).filter(({ type }) => type === 'indicator');
  const path = `${collection}objects/${own?.id}/`;
  expect(get(path).json.objects).toMatchObject([{ revoked: true, modified: second.issued_at }]);
  expect(get(`${path}versions/`).json.versions).toEqual([first.issued_at, second.issued_at]);
  expect(get(`${path}`, `match[version]=${first.issued_at}`).json.objects).toHaveLength(1);
});

test('a MISP folder has an event per edition, and what was taken back is deleted there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-misp-'));
  try {
    const names = writeMispFeed(folder, chain, publisher);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const manifest = JSON.parse(read('manifest.json')) as Record<string, { timestamp: string }>;
    expect(names).toHaveLength(Object.keys(manifest).length + 2);
    const [event] = Object.keys(manifest).map((uuid) => JSON.parse(read(`${uuid}.json`)).Event);
    expect(event.Tag.map(({ name }: { name: string }) => name)).toEqual(['tlp:amber', 'PAP:GREEN']);
    expect(event.Attribute[0]).toMatchObject({
      type: 'bank-account-nr',
      deleted: true,
      to_ids: false,
    });
    const lines = read('hashes.csv').trim().split('\n');
    const md5 = createHash('md5').update('646180157042875763').digest('hex');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${md5},`)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
