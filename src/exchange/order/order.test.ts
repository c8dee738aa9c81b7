import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreementOf, type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { readCalendars } from '../../model/index.js';
import { ledgerRecords } from '../session/index.js';
import { anyProtocol } from '../session/protocol.js';
import {
  type AccountHolder,
  listInbox,
  listInstructions,
  type OrderTools,
  order,
  writeInstructionsCsv,
} from './index.js';
import type { OrderData } from './order-data.js';

const UIF = 'authority-b.mx';
const MX = 'exmbmxmm.mx';
const US = 'exmaus33.us';
const DAY_MS = 86_400_000;
const PHONE = '+525512345678';

const HOLDERS: readonly AccountHolder[] = [
  {
    id: 'c-1',
    name: '=HYPERLINK("x") Ejemplo',
    claims: [{ type: 'phone', value: '+52 55 1234 5678' }],
    accounts: [
      { account: '1001', state: 'open', currency: 'MXN', balance_minor: '250000' },
      { account: '1002', state: 'closed', currency: 'USD', balance_minor: '0' },
    ],
  },
  {
    id: 'c-2',
    name: 'Otra Persona',
    claims: [{ type: 'phone', value: '+52 55 8765 4321' }],
    accounts: [{ account: '2001', state: 'open', currency: 'MXN', balance_minor: null }],
  },
];

let nodes: TestNodes;
let agreement: string;
beforeAll(async () => {
  const toolsOf = (name: string): OrderTools => ({
    book: { order: { holders: () => HOLDERS } },
    records: {
      find: (area, key) => ledgerRecords(nodes.of(name).ledger.db).find(area, key),
      list: (area, start) => ledgerRecords(nodes.of(name).ledger.db).list(area, start),
    },
    business_day: readCalendars('filing/calendars.yaml').addBusinessDays,
  });
  nodes = await testNodes([UIF, MX, US], [anyProtocol(order)], toolsOf);
  const { parties } = agreementOf([nodes.of(UIF), nodes.of(MX)]);
  agreement = await nodes.agree([UIF, MX], {
    parties: parties.map((party) => ({ ...party, legal_bases: ['MX.CNBV-OFICIO'] })),
  });
}, 240_000);
afterAll(() => nodes.close());

const oficio = (changes: object = {}) => ({
  folio: 'UIF/110/F/2026/17',
  issuer: 'UIF',
  articles: ['art. 142 LIC'],
  kind: 'freeze',
  subjects: [{ reference: 's-1', name: 'Ejemplo', claims: [{ type: 'phone', value: PHONE }] }],
  business_days: 3,
  text: '',
  ...changes,
});
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
const serve = async (changes: object = {}) => {
  const session = await nodes
    .of(UIF)
    .node.begin({ protocol: 'order', agreement_id: agreement, peer: MX });
  await act(UIF, session, 'serve', oficio(changes), ['ao', 'ao2']);
  return session;
};
const dataAt = async (name: string, session: string) => {
  const row = await nodes
    .of(name)
    .ledger.db.selectFrom('exchange_session')
    .select(['state', 'data'])
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  return { state: row.state, data: row.data as OrderData };
};
const instructions = () => listInstructions(nodes.of(MX).ledger.db);

test('a freeze is matched, executed by two officers as a row and a file, and replied', async () => {
  const session = await serve();
  expect(await act(MX, session, 'match', null, ['eo'])).toMatchObject([
    { account: '1001', reference: 's-1', by: ['phone'] },
    { account: '1002' },
  ]);
  await expect(act(MX, session, 'reply', {}, ['eo', 'co'])).rejects.toThrow('not_executed');
  const foreign = { accounts: ['2001'] };
  await expect(act(MX, session, 'execute', foreign, ['eo', 'co'])).rejects.toThrow('order.account');
  await act(MX, session, 'execute', { accounts: ['1001'] }, ['eo', 'eo']);
  expect(await instructions()).toEqual([]);
  await act(MX, session, 'execute', { accounts: ['1001'] }, ['co']);
  const [only, ...rest] = await instructions();
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ action: 'freeze', account: '1001', folio: 'UIF/110/F/2026/17' });
  const csv = writeInstructionsCsv(await instructions());
  expect(csv.split('\r\n')).toHaveLength(3);
  expect(csv).toContain(`"'=HYPERLINK(""x"") Ejemplo"`);
  await act(MX, session, 'reply', { text: 'Executed', balances: true }, ['eo', 'co']);
  const { state, data } = await dataAt(UIF, session);
  expect(state).toBe('replied');
  expect(data.reply).toMatchObject({
    outcome: 'executed',
    accounts: [{ account: '1001', balance_minor: '250000' }],
  });
});

test('an unfreeze lifts what its order froze, once, and only for the same authority', async () => {
  const lifting = { kind: 'unfreeze', of_folio: 'UIF/110/F/2026/17', subjects: [] };
  const other = await serve({ ...lifting, folio: 'SAT/1', issuer: 'SAT' });
  expect(await act(MX, other, 'match', null, ['eo'])).toEqual([]);
  const session = await serve({ ...lifting, folio: 'UIF/110/F/2026/18' });
  await act(MX, session, 'match', null, ['eo']);
  await act(MX, session, 'execute', {}, ['eo', 'co']);
  expect((await instructions()).map(({ action }) => action)).toEqual(['freeze', 'unfreeze']);
  const again = await serve({ ...lifting, folio: 'UIF/110/F/2026/19' });
  expect(await act(MX, again, 'match', null, ['eo'])).toEqual([]);
  await act(MX, again, 'reply', {}, ['eo', 'co']);
  expect((await dataAt(UIF, again)).data.reply?.outcome).toBe('nothing_held');
  await expect(serve({ ...lifting, of_folio: undefined })).rejects.toThrow('order.of_folio');
});

test('information is answered with the balances only if they are told', async () => {
  const session = await serve({ folio: 'CNBV/1', issuer: 'CNBV', kind: 'information' });
  await act(MX, session, 'match', null, ['analyst']);
  await expect(act(MX, session, 'execute', {}, ['eo', 'co'])).rejects.toThrow('no_action');
  await act(MX, session, 'reply', {}, ['eo', 'co']);
  const { data } = await dataAt(UIF, session);
  expect(data.reply).toMatchObject({ outcome: 'held', executed_at: null });
  expect(data.reply?.accounts.map(({ balance_minor }) => balance_minor)).toEqual([null, null]);
});

test('the inbox shows what is due, by business days, and goes on when it is overdue', async () => {
  const session = await serve({ folio: 'FGR/1', issuer: 'FGR', kind: 'information' });
  const { data } = await dataAt(MX, session);
  // Served on Monday 2 November at 12:00 UTC: three business days end with Thursday in Mexico.
  expect([data.served_on, data.due_on, data.answer_by]).toEqual([
    '2026-11-02',
    '2026-11-05',
    '2026-11-06T06:00:00.000Z',
  ]);
  const inbox = () => listInbox(nodes.of(MX).ledger.db, [anyProtocol(order)], nodes.clock.now());
  expect(await inbox()).toContainEqual(
    expect.objectContaining({ id: session, days_left: 3, actions: ['match'] }),
  );
  for (let day = 0; day < 6; day++) {
    nodes.clock.advance(DAY_MS);
    await nodes.of(MX).node.tick();
  }
  const late = (await inbox()).find(({ id }) => id === session);
  expect(late?.days_left).toBeLessThan(0);
  expect(late?.reminders).toBeGreaterThanOrEqual(4);
  expect((await dataAt(MX, session)).data.overdue).toBe(true);
  await act(MX, session, 'match', null, ['eo']);
  await act(MX, session, 'reply', {}, ['eo', 'co']);
  expect((await dataAt(UIF, session)).state).toBe('replied');
  expect((await inbox()).some(({ id }) => id === session)).toBe(false);
});

test('a bank serves no orders, nor does an authority serve abroad', async () => {
  const session = await nodes
    .of(MX)
    .node.begin({ protocol: 'order', agreement_id: agreement, peer: UIF });
  const input = oficio();
  await expect(act(MX, session, 'serve', input, ['ao', 'ao2'])).rejects.toThrow('order.authority');
  const { parties } = agreementOf([nodes.of(UIF), nodes.of(US)]);
  const abroad = await nodes.agree([UIF, US], {
    parties: parties.map((party) =>
      party.country === 'MX' ? { ...party, legal_bases: ['MX.CNBV-OFICIO'] } : party,
    ),
  });
  const across = await nodes
    .of(UIF)
    .node.begin({ protocol: 'order', agreement_id: abroad, peer: US });
  await expect(act(UIF, across, 'serve', input, ['ao', 'ao2'])).rejects.toThrow('path_denied');
});
