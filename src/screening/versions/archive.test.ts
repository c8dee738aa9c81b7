import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../../test/ledgers.js';
import { Fault, fixedClock, isoTime } from '../../base/index.js';
import { type Ledger, readAudit } from '../../store/index.js';
import type { Listing } from '../listing.js';
import {
  type Archive,
  changesBetween,
  createExportGuard,
  currentVersions,
  importList,
  type ListInput,
  listingsOn,
  listStatuses,
  readVersion,
  readVersions,
  recordFailedUpdate,
} from './index.js';
import { sampleInput, sampleListing } from './samples.js';

const DAY = 86_400_000;
const fresh = { checked_ms: 2 * DAY, content_ms: 60 * DAY };
const title = { en: 'T', es: 'T' };
const START = Date.parse('2026-02-01T12:00:00Z');
const options = { actor: 'ana', drop_max_ppm: 200_000, force: false };
const force = { ...options, force: true };
const ten = Array.from({ length: 10 }, (_, i) => sampleListing(`e${i}`, `Name ${i}`));

describe.each(LEDGER_KINDS)('versions on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    let archive: Archive & { readonly clock: ReturnType<typeof fixedClock> };
    let list: string;
    let n = 0;
    beforeAll(async () => {
      ledger = await open();
      const folder = mkdtempSync(join(tmpdir(), 'puente-lists-'));
      archive = { ledger, folder, clock: fixedClock(START) };
    });
    beforeEach(() => {
      list = `list_${++n}`;
    });
    afterAll(async () => {
      await ledger.close();
      rmSync(archive.folder, { recursive: true });
    });

    const input = (entries: readonly Listing[], given: Partial<ListInput> = {}) =>
      sampleInput(
        entries.map((entry) => ({ ...entry, list })),
        { list: { id: list, title, issuer: 'I', confidential: false }, ...given },
      );
    const take = (entries: readonly Listing[], given: Partial<ListInput> = {}) =>
      importList(archive, input(entries, given), options);
    const status = async (now = archive.clock.now()) =>
      (await listStatuses(ledger.db, now, () => fresh)).find((each) => each.list === list);

    test('a list is imported once; again changes nothing and says so', async () => {
      const first = await take(ten);
      expect(first).toMatchObject({
        outcome: 'imported',
        version: { number: 1, entries: 10, added: 10, previous_hash: null, rows_read: 10 },
      });
      archive.clock.advance(1_000);
      const again = await take(ten.toReversed());
      expect(again).toMatchObject({ outcome: 'unchanged', version: first.version });
      expect(await readVersions(ledger.db, list)).toEqual([first.version]);
      expect(readdirSync(join(archive.folder, list))).toHaveLength(1);
      expect(await status()).toMatchObject({
        freshness: 'current',
        checked_at: archive.clock.now(),
      });
    });

    test('importing is idempotent, whatever the order of the file', async () => {
      const entry = fc.record({ id: fc.constantFrom('1', '2', '3'), name: fc.string() });
      const entries = fc
        .uniqueArray(entry, { selector: ({ id }) => id, minLength: 1 })
        .map((all) => all.map(({ id, name }) => sampleListing(id, name)));
      await fc.assert(
        fc.asyncProperty(entries, async (given) => {
          const first = await importList(archive, input(given), force);
          const again = await importList(archive, input([...given, ...given].reverse()), options);
          expect(again).toEqual({ ...first, outcome: 'unchanged', faults: [] });
        }),
        { numRuns: 10 },
      );
    });

    test('what changed between versions, and what is read back', async () => {
      await take(ten);
      const second = ten.slice(1).map((each) => (each.id === 'e5' ? renamed(each) : each));
      second.push(sampleListing('new', 'New'));
      const { version } = await take(second);
      expect(version).toMatchObject({ number: 2, added: 1, removed: 1, changed: 1 });
      const changes = await changesBetween(archive, list, 1, 2);
      expect(changes.map(({ kind, id, properties }) => [kind, id, properties])).toEqual([
        ['removed', 'e0', []],
        ['changed', 'e5', ['names', 'properties.Title']],
        ['added', 'new', []],
      ]);
      const current = (await currentVersions(archive)).find((each) => each.list === list);
      const read = current ? await readVersion(archive, current) : [];
      expect(read.map(({ id }) => id)).toEqual([...ten.slice(1).map(({ id }) => id), 'new']);
      expect(await changesBetween(archive, list, 0, 1)).toHaveLength(10);
      const unknown = changesBetween(archive, list, 1, 9);
      await expect(unknown).rejects.toMatchObject({ code: 'screening.list.version' });
    });

    test.each<[string, Partial<ListInput>, number, string]>([
      ['empty', {}, 0, 'screening.list.empty'],
      ['a fifth and one gone', {}, 7, 'screening.list.shrunk'],
      [
        'cut short',
        { outcome: () => ({ read: 10, rejected: 0, faults: [new Fault('screening.x.cut')] }) },
        10,
        'screening.x.cut',
      ],
      [
        'a third unreadable',
        { outcome: () => ({ read: 15, rejected: 5, faults: [] }) },
        10,
        'screening.list.rejected',
      ],
      ['older', { published_on: '2025-12-31' }, 10, 'screening.list.older'],
      ['broken on the way', { content: { kind: 'full', entries: broken() } }, 0, 'screening.x.off'],
    ])('a broken update keeps the last good one: %s', async (_, given, entries, code) => {
      const good = await take(ten, { published_on: '2026-01-01' });
      const files = () => readdirSync(join(archive.folder, list));
      const before = files();
      archive.clock.advance(DAY);
      const failed_since = archive.clock.now();
      const next = [...ten.slice(0, entries)].map(renamed);
      const bad = await take(next, { published_on: '2026-01-02', ...given });
      expect(bad).toMatchObject({ outcome: 'refused', version: good.version });
      expect(bad.faults.map((fault) => fault.code)).toEqual([code]);
      archive.clock.advance(DAY);
      await recordFailedUpdate(archive, list, [new Fault('screening.x.server')], 'ana');
      expect(await status()).toMatchObject({
        freshness: 'failed',
        version: good.version,
        failed_since,
        failures: 2,
        faults: [{ code: 'screening.x.server' }],
      });
      expect(files()).toEqual(before);
      await take(ten, { published_on: '2026-01-01' });
      expect(await status()).toMatchObject({ freshness: 'current', failures: 0 });
    });

    test('that entries in force were repaired is said until a good list comes', async () => {
      const places = 'e1 (list.xml:7)';
      const warnings = [new Fault('screening.list.repaired', { list, n: 1, places })];
      const outcome = () => ({ read: 10, rejected: 0, faults: [], warnings });
      expect(await take(ten, { outcome })).toMatchObject({ outcome: 'imported', faults: [] });
      const repairs = [{ code: 'screening.list.repaired', params: { list, n: 1, places } }];
      expect(await status()).toMatchObject({ freshness: 'current', repairs });
      await take(ten, { outcome });
      expect(await status()).toMatchObject({ repairs });
      await take(ten.map(renamed));
      expect(await status()).toMatchObject({ repairs: [] });
    });

    test('force takes what shrank, never what is empty or broken', async () => {
      await take(ten);
      const shrunk = await importList(archive, input(ten.slice(0, 2)), force);
      expect(shrunk).toMatchObject({ outcome: 'imported', version: { removed: 8 } });
      expect(shrunk.faults.map(({ code }) => code)).toEqual(['screening.list.shrunk']);
      expect(await importList(archive, input([]), force)).toMatchObject({ outcome: 'refused' });
    });

    test('exactly the share that is allowed may go', async () => {
      await take(ten);
      expect(await take(ten.slice(0, 8))).toMatchObject({ outcome: 'imported' });
    });

    test('a list is stale by its own date, however lately it was imported', async () => {
      await take(ten, { published_on: '2025-11-01' });
      const old = { freshness: 'stale', content_on: '2025-11-01', is_old: true };
      expect(await status()).toMatchObject({ ...old, checked_at: archive.clock.now() });
      // The same entries, published again, are as new as that.
      const published_on = isoTime(archive.clock.now()).slice(0, 10);
      expect(await take(ten, { published_on })).toMatchObject({ outcome: 'unchanged' });
      const fresh_again = { freshness: 'current', content_on: published_on, is_old: false };
      expect(await status()).toMatchObject(fresh_again);
    });

    test('a list nobody updates goes stale; one that never came is missing', async () => {
      await take(ten);
      expect(await status(archive.clock.now() + 2 * DAY)).toMatchObject({ freshness: 'current' });
      expect(await status(archive.clock.now() + 2 * DAY + 1)).toMatchObject({ freshness: 'stale' });
      list = 'never_came';
      await take([]);
      expect(await status()).toMatchObject({ freshness: 'missing', version: null });
    });

    test('a delta is applied to the version it belongs to, once, and to no other', async () => {
      const delta = (onto: string | null, sha256: string): Partial<ListInput> => ({
        published_on: '2026-01-03',
        files: [{ name: 'delta.xml', sha256 }],
        content: { kind: 'delta', onto, entries: deltaEntries(list) },
      });
      expect(await take([], delta(null, 'd0'))).toMatchObject({ outcome: 'refused' });
      await take(ten, { published_on: '2026-01-02' });
      const unproven = await take([], delta('2025-12-24', 'd1'));
      expect(unproven.faults.map(({ code }) => code)).toEqual(['screening.list.delta_unproven']);
      const right = await take([], delta('2026-01-02', 'd1'));
      expect(right).toMatchObject({
        outcome: 'imported',
        version: { kind: 'delta', number: 2, entries: 10, added: 1, removed: 1, changed: 1 },
      });
      const again = await take([], delta('2026-01-02', 'd1'));
      expect(again).toMatchObject({ outcome: 'unchanged', version: right.version });
      await take(ten, { published_on: '2026-01-03', issuer_version: '7' });
      const wrong = await take([], delta('6', 'd2'));
      expect(wrong.faults.map(({ code }) => code)).toEqual(['screening.list.delta_onto']);
      expect(await take([], delta('7', 'd2'))).toMatchObject({ outcome: 'imported' });
    });

    test('deltas in order need no force, also onto what was published twice', async () => {
      const delta = (onto: string, issuer_version: string): Partial<ListInput> => ({
        issuer_version,
        files: [{ name: 'delta.xml', sha256: `d${issuer_version}` }],
        content: { kind: 'delta', onto, entries: deltaEntries(list) },
      });
      await take(ten, { issuer_version: '41' });
      await take(ten, { issuer_version: '42' });
      const early = await take([], delta('43', '44'));
      expect(early.faults).toMatchObject([
        { code: 'screening.list.delta_onto', params: { onto: '43', held: '42' } },
      ]);
      const next = await take([], delta('42', '43'));
      expect(next).toMatchObject({ outcome: 'imported', version: { issuer_version: '43' } });
      // Applied again it is nothing new, and does not make the version before it the one in force.
      expect(await take([], delta('42', '43'))).toMatchObject({ outcome: 'unchanged' });
      const late = await take([], { ...delta('42', '43'), files: [] });
      expect(late.faults.map(({ code }) => code)).toEqual(['screening.list.delta_onto']);
    });

    test('what was listed on a day', async () => {
      const dated = (id: string, listed_on: string | null) => sampleListing(id, id, { listed_on });
      const first = [
        dated('old', '2020-05-05'),
        dated('undated', null),
        dated('gone', '2021-01-01'),
      ];
      await take(first, { published_on: '2026-01-10' });
      archive.clock.advance(30 * DAY);
      const second = [
        ...first.slice(0, 2),
        dated('fresh', '2026-01-20'),
        dated('soon', '2026-03-01'),
      ];
      await importList(archive, input(second, { published_on: '2026-02-01' }), force);
      const on = async (day: string, as_known = false) => {
        const answer = await listingsOn(archive, list, day, { as_known });
        return [answer.basis, answer.version?.number, answer.listings.map(({ id }) => id)];
      };
      expect(await on('2020-06-01')).toEqual(['before_first', 1, ['old']]);
      expect(await on('2026-01-19')).toEqual(['version', 1, ['gone', 'old', 'undated']]);
      expect(await on('2026-01-20')).toEqual(['version', 1, ['gone', 'old', 'undated', 'fresh']]);
      expect(await on('2026-02-01')).toEqual(['version', 2, ['fresh', 'old', 'undated']]);
      expect(await on('2026-03-01')).toEqual(['version', 2, ['fresh', 'old', 'soon', 'undated']]);
      expect(await on('2026-01-20', true)).toEqual(['nothing', undefined, []]);
      const today = isoTime(archive.clock.now()).slice(0, 10);
      expect((await on(today, true))[1]).toBe(2);
    });

    test('a damaged or missing snapshot is a fault, not half a list', async () => {
      const { version } = await take(ten);
      if (!version) throw new Error('imported');
      const file = join(archive.folder, list, `${version.hash}.jsonl.gz`);
      const bytes = readFileSync(file);
      const damaged = { code: 'screening.list.damaged' };
      writeFileSync(file, bytes.subarray(0, bytes.length - 20));
      await expect(readVersion(archive, version)).rejects.toMatchObject(damaged);
      const other = await take(ten.slice(1));
      if (!other.version) throw new Error('refused');
      writeFileSync(
        file,
        readFileSync(join(archive.folder, list, `${other.version.hash}.jsonl.gz`)),
      );
      await expect(readVersion(archive, version)).rejects.toMatchObject(damaged);
      rmSync(file);
      await expect(readVersion(archive, version)).rejects.toMatchObject(damaged);
      await importList(archive, input(ten), force);
      expect(await readVersion(archive, version)).toHaveLength(10);
    });

    test('a damaged copy is mended by the same list, and keeps no newer one out', async () => {
      const { version } = await take(ten);
      if (!version) throw new Error('imported');
      const file = join(archive.folder, list, `${version.hash}.jsonl.gz`);
      writeFileSync(file, 'no gzip');
      expect(await take(ten)).toMatchObject({ outcome: 'unchanged' });
      expect(await readVersion(archive, version)).toHaveLength(10);
      rmSync(file);
      const next = await take(ten.slice(1));
      expect(next.outcome).toBe('imported');
      expect(next.faults.map(({ code }) => code)).toEqual(['screening.list.damaged']);
    });

    test('what was confidential once passes no way out', async () => {
      const info = { id: list, title, issuer: 'UIF', confidential: true };
      await take(ten, { list: info });
      await take(ten.slice(1), { list: { ...info, confidential: false } });
      expect((await readVersions(ledger.db, list)).map((each) => each.confidential)).toEqual([
        true,
        true,
      ]);
      const guard = await createExportGuard(ledger.db);
      expect(() => guard.check(list)).toThrow('screening.confidential');
      expect(() => guard.check('list_1')).not.toThrow();
      const items = [
        { list, id: 1 },
        { list: 'list_1', id: 2 },
      ];
      expect(guard.keep(items)).toEqual({ kept: [items[1]], withheld: 1 });
    });

    test('an id that is no id, an entry of another list', async () => {
      list = '../outside';
      await expect(take(ten)).rejects.toMatchObject({ code: 'screening.list.id' });
      list = 'own';
      const foreign = await importList(archive, { ...input([]), ...sampleInput(ten) }, options);
      expect(foreign.outcome).toBe('imported');
      const mixed = sampleInput([sampleListing('x', 'X', { list: 'other' })]);
      const { faults } = await importList(archive, mixed, options);
      expect(faults.map(({ code }) => code)).toEqual(['screening.list.foreign']);
    });

    test('every import and every refusal is in the audit log', async () => {
      const entries = await readAudit(ledger.db, 0, 1_000);
      const kinds = entries.map(({ entry }) => JSON.parse(entry).kind);
      const attempts = await ledger.db.selectFrom('list_attempt').select('outcome').execute();
      const of = (outcome: string) => attempts.filter((each) => each.outcome === outcome).length;
      expect(kinds.filter((kind) => kind === 'list.imported')).toHaveLength(of('imported'));
      expect(kinds.filter((kind) => kind === 'list.refused')).toHaveLength(of('refused'));
    });
  });
});

function renamed(listing: Listing): Listing {
  const names = listing.names.map((name) => ({ ...name, full: `${name.full} bis` }));
  return { ...listing, names, properties: { Title: ['Ing.'] } };
}

async function* broken(): AsyncIterable<Listing> {
  yield* [];
  throw new Fault('screening.x.off', {}, { file: 'list.csv', line: 7 });
}

async function* deltaEntries(list: string) {
  yield { remove: 'e0' };
  yield { put: { ...sampleListing('e1', 'Other name'), list } };
  yield { put: { ...sampleListing('new', 'New'), list } };
}
