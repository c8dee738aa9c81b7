import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreementOf, type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { packageRoot } from '../../base/index.js';
import { openGroup, workHere } from '../group/index.js';
import { filePermit, ledgerRecords, listPermits } from '../session/index.js';
import { anyProtocol } from '../session/protocol.js';
import {
  type HeldSubject,
  listPositives,
  type SearchData,
  type SearchTools,
  search,
  sweepEnclaves,
} from './index.js';

const FED = 'authority-a.us';
const US = 'exmaus33.us';
const US2 = 'exmcus33.us';
const MX = 'exmbmxmm.mx';
const DAY_MS = 86_400_000;

const phone = (value: string) => ({ type: 'phone', value }) as const;
const LISTED = [
  {
    tracking_number: 'T-1',
    claims: [
      phone('+525512345678'),
      { type: 'person_name', given: 'Ana', paternal: 'Ejemplo', born_on: '1980-02-03' },
    ],
  },
  { tracking_number: 'T-2', claims: [phone('+12125550101')] },
];
const BOOKS: Record<string, readonly HeldSubject[]> = {
  [US]: [
    { id: 'c-17', held: ['account'], claims: [phone('+52 55 1234 5678')] },
    ...Array.from({ length: 100 }, (_, i) => ({
      id: `c-${100 + i}`,
      held: ['account'] as const,
      claims: [phone(`+1212555${2000 + i}`)],
    })),
  ],
  [US2]: Array.from({ length: 101 }, (_, i) => ({
    id: `d-${i}`,
    held: ['payment'] as const,
    claims: [phone(`+1212555${4000 + i}`)],
  })),
};

let nodes: TestNodes;
const agreements = new Map<string, string>();
beforeAll(async () => {
  const curve = await openGroup();
  const group = workHere(curve);
  const toolsOf = (name: string): SearchTools => ({
    group,
    curve,
    records: {
      find: (area, key) => ledgerRecords(nodes.of(name).ledger.db).find(area, key),
      list: (area, start) => ledgerRecords(nodes.of(name).ledger.db).list(area, start),
    },
    book: { search: { holdings: () => BOOKS[name] ?? [] } },
    permits: () => listPermits(nodes.of(name).ledger.db),
  });
  nodes = await testNodes([FED, US, US2, MX], [anyProtocol(search)], toolsOf);
  for (const bank of [US, US2, MX]) {
    const budgets = { day: 1_000, epoch: 4_000 };
    const { parties } = agreementOf([nodes.of(FED), nodes.of(bank)]);
    const agreed = await nodes.agree([FED, bank], {
      budgets,
      id_types: ['phone', 'person_name'],
      parties: parties.map((party) => ({ ...party, legal_bases: ['US.314a'] })),
    });
    agreements.set(bank, agreed);
  }
}, 240_000);
afterAll(() => nodes.close());

const act = async (
  name: string,
  session: string,
  action: string,
  input: unknown,
  officers: readonly string[],
) => {
  let answer: unknown = null;
  for (const officer of officers) {
    const done = await nodes.of(name).node.act({ session, action, officer, input, note: '' });
    answer = done.answer;
  }
  await nodes.settle();
  return answer;
};
const begin = (bank: string) =>
  nodes.of(FED).node.begin({
    protocol: 'search',
    agreement_id: agreements.get(bank) ?? '',
    peer: bank,
  });
const publish = async (bank: string, subjects: readonly unknown[] = LISTED) => {
  const session = await begin(bank);
  await act(FED, session, 'publish', { reference: 'R-2026-11', subjects }, ['ao', 'ao2']);
  return session;
};
const searched = async (bank: string) => {
  const session = await publish(bank);
  await act(bank, session, 'name', { officers: ['eo', 'eo2'] }, ['co']);
  await act(bank, session, 'search', null, ['eo']);
  return session;
};
const rowAt = async (name: string, session: string) => {
  const row = await nodes
    .of(name)
    .ledger.db.selectFrom('exchange_session')
    .select(['state', 'data'])
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  return { state: row.state, data: row.data as SearchData };
};
const recordsOf = async (name: string) => {
  const { db } = nodes.of(name).ledger;
  const rows = await db.selectFrom('exchange_record').selectAll().execute();
  return rows.filter(({ area }) => area === 'search.enclave');
};
const messagesOf = async (name: string, session: string) => {
  const { db } = nodes.of(name).ledger;
  const rows = await db
    .selectFrom('exchange_message')
    .select(['kind', 'bytes', 'way'])
    .where('session', '=', session)
    .orderBy('position')
    .execute();
  return rows.map(({ kind, bytes, way }) => ({ kind, bytes: Number(bytes), way }));
};

test('the bank finds whom it holds, and two named officers answer', async () => {
  const session = await searched(US);
  expect((await rowAt(US, session)).state).toBe('review');
  const found = await act(US, session, 'review', null, ['eo']);
  const subjects = ['c-17'];
  expect(found).toEqual([
    { subject: 'c-17', inputs: ['cifx1|phone|+525512345678'], held: ['account'] },
  ]);
  const answer = { subjects, contact: 'compliance@example.com' };
  const never = { subjects: ['c-100'], contact: 'x' };
  await expect(act(US, session, 'propose', never, ['eo'])).rejects.toThrow('search.not_found');
  await act(US, session, 'propose', answer, ['eo']);
  await expect(act(US, session, 'confirm', answer, ['eo'])).rejects.toThrow('same_officer');
  const other = { ...answer, contact: 'other' };
  await expect(act(US, session, 'confirm', other, ['eo2'])).rejects.toThrow('other_proposal');
  await act(US, session, 'confirm', answer, ['eo2']);
  expect((await rowAt(FED, session)).state).toBe('positive');
  expect(await listPositives(nodes.of(FED).ledger.db, session)).toEqual([
    { tracking_numbers: ['T-1'], held: ['account'] },
  ]);
  expect((await recordsOf(US)).filter(({ key }) => key.startsWith(session))).toEqual([]);
});

test('only the named see the enclave, whoever else is in office', async () => {
  const session = await publish(US2);
  await expect(act(US2, session, 'name', { officers: ['eo', 'eo'] }, ['co'])).rejects.toThrow(
    'named_few',
  );
  await act(US2, session, 'name', { officers: ['eo', 'eo2'] }, ['co']);
  await expect(act(US2, session, 'search', null, ['co'])).rejects.toThrow('search.not_named');
  await act(US2, session, 'search', null, ['eo2']);
  await expect(act(US2, session, 'review', null, ['co'])).rejects.toThrow('search.not_named');
});

test('to the authority a search with hits and one without are the same', async () => {
  nodes.clock.advance(DAY_MS);
  const [hit, none] = [await searched(US), await searched(US2)];
  const [with_hit, without] = [await messagesOf(FED, hit), await messagesOf(FED, none)];
  expect(with_hit.map(({ kind, way }) => [kind, way])).toEqual(
    without.map(({ kind, way }) => [kind, way]),
  );
  // Names of nodes are of one length here; ids count up by a digit at most.
  with_hit.forEach(({ bytes }, i) => {
    expect(Math.abs(bytes - (without[i]?.bytes ?? 0))).toBeLessThanOrEqual(8);
  });
  const states = [await rowAt(US, hit), await rowAt(US2, none)];
  expect(states.map(({ state }) => state)).toEqual(['review', 'review']);
  const shapes = states.map(({ data }) => JSON.stringify({ ...data, list: null, history: [] }));
  expect(shapes[0]?.replace(/"[^"]*Z"/g, '')).toBe(shapes[1]?.replace(/"[^"]*Z"/g, ''));
  // Control: what is answered does show.
  const answer = { subjects: ['c-17'], contact: 'compliance@example.com' };
  await act(US, hit, 'propose', answer, ['eo']);
  await act(US, hit, 'confirm', answer, ['eo2']);
  expect((await messagesOf(FED, hit)).length).toBe(without.length + 1);
});

test('the enclave is sealed, and gone when the time is over, without a word', async () => {
  const session = await searched(US);
  const rows = (await recordsOf(US)).filter(({ key }) => key.startsWith(session));
  expect(rows.length).toBeGreaterThan(2);
  expect(JSON.stringify(rows)).not.toMatch(/5512345678|c-17|cifx1/);
  const before = (await messagesOf(FED, session)).length;
  nodes.clock.advance(14 * DAY_MS);
  await expect(act(US, session, 'review', null, ['eo'])).rejects.toThrow('search.over');
  for (let day = 0; day < 3; day++) {
    nodes.clock.advance(DAY_MS);
    for (const name of [FED, US]) await nodes.of(name).node.tick();
    await nodes.settle();
  }
  expect((await rowAt(US, session)).state).toBe('over');
  expect((await rowAt(FED, session)).state).toBe('over');
  expect(await recordsOf(US)).toEqual([]);
  expect((await messagesOf(FED, session)).length).toBe(before);
});

test('a session that is aborted leaves nothing in the enclave', async () => {
  const session = await publish(US);
  await act(US, session, 'abort', null, ['eo']);
  await sweepEnclaves(nodes.of(US).ledger.db, nodes.clock.now());
  expect(await recordsOf(US)).toEqual([]);
});

test('a bank that dictionary-searches the list is stopped by its budget', async () => {
  nodes.clock.advance(DAY_MS);
  const kept = BOOKS[US] ?? [];
  BOOKS[US] = Array.from({ length: 1_100 }, (_, i) => ({
    id: `g-${i}`,
    held: ['account'],
    claims: [phone(`+1212${5_550_000 + i}`)],
  }));
  const session = await searched(US);
  BOOKS[US] = kept;
  expect((await rowAt(US, session)).state).toBe('aborted');
  expect(nodes.of(FED).events.some(({ detail }) => detail.includes('exchange.budget'))).toBe(true);
});

test('an authority of one country does not serve a bank of the other', async () => {
  await expect(publish(MX)).rejects.toThrow('exchange.path_denied');
});

test('the blind look-up is off without process on each subject, which serves once', async () => {
  nodes.clock.advance(DAY_MS);
  const [hash, spare] = ['d'.repeat(64), 'e'.repeat(64)];
  const ask = {
    reference: 'GJ-1',
    id_type: 'phone',
    processes: [hash],
    subjects: [{ tracking_number: 'T-1', claims: [phone('+525512345678')] }],
  };
  const look = async (input: object) => {
    const session = await begin(US);
    await act(FED, session, 'look_up', input, ['ao', 'ao2']);
    return session;
  };
  const refused = await look(ask);
  await nodes.settle();
  expect(nodes.of(US).events.at(-1)?.detail).toContain('exchange.search.process');
  expect((await rowAt(FED, refused)).state).toBe('aborted');
  const now = nodes.clock.now();
  const lodge = (sealed_sha256: string) =>
    filePermit(
      nodes.of(US).ledger,
      {
        kind: 'legal_process',
        holder: FED,
        body: { authority: 'Court', sealed_sha256, subjects: 1 },
        valid_from: now - 1,
        valid_until: now + 30 * DAY_MS,
      },
      'counsel',
      now,
    );
  await lodge(hash);
  const session = await look(ask);
  expect((await rowAt(US, session)).state).toBe('to_admit');
  await act(US, session, 'admit', null, ['co', 'counsel']);
  expect((await rowAt(FED, session)).state).toBe('positive');
  expect(await listPositives(nodes.of(FED).ledger.db, session)).toEqual([
    { tracking_numbers: ['T-1'], held: [] },
  ]);
  const again = await look(ask);
  expect((await rowAt(FED, again)).state).toBe('aborted');
  // Two identifiers on one process: refused at both ends.
  await lodge(spare);
  const two = { ...ask, processes: [spare], subjects: LISTED };
  await expect(look(two)).rejects.toThrow('exchange.search.process_each');
  // The bank's transcript holds no identifier that was asked about.
  const data = JSON.stringify((await rowAt(US, session)).data);
  expect(data).not.toContain('5512345678');
});

test('no other module reads what the exchange keeps apart', () => {
  const readers = (sources: readonly { path: string; text: string }[]) =>
    sources
      .filter(({ text }) => /exchange_record|search\.enclave/.test(text))
      .map(({ path }) => path);
  const root = packageRoot();
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `src/${path}`, text: readFileSync(join(root, 'src', path), 'utf8') }));
  const strangers = (all: typeof sources) =>
    readers(all).filter((path) => !/^src\/(exchange|store)\//.test(path));
  expect(strangers(sources)).toEqual([]);
  const outsideSearch = sources.filter(
    ({ path, text }) => !path.startsWith('src/exchange/search/') && text.includes('search.enclave'),
  );
  expect(outsideSearch).toEqual([]);
  // Control: a rule engine that reads it is found.
  const planted = { path: 'src/typology/train.ts', text: "selectFrom('exchange_record')" };
  expect(strangers([...sources, planted])).toEqual(['src/typology/train.ts']);
});
