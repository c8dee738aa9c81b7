import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreementOf, type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { createSpeaker } from '../../base/index.js';
import { filePermit, listDisclosures } from '../session/index.js';
import { anyProtocol } from '../session/protocol.js';
import { type InquiryData, inquiry, listDocuments, showInquiry } from './index.js';

const US = 'exmaus33.us';
const US2 = 'exmcus33.us';
const MX = 'exmbmxmm.mx';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let nodes: TestNodes;
let abroad: string;
let home: string;
beforeAll(async () => {
  nodes = await testNodes([US, US2, MX], [anyProtocol(inquiry)]);
  abroad = await nodes.agree([US, MX]);
  const { parties } = agreementOf([nodes.of(US), nodes.of(US2)]);
  const registered = parties.map((party) => ({ ...party, legal_bases: ['US.314b'] }));
  home = await nodes.agree([US, US2], { parties: registered });
}, 240_000);
afterAll(() => nodes.close());

const request = {
  about: {
    kind: 'payment',
    references: [{ kind: 'uetr', value: '0b1f6a3e-7f5c-4a8e-9d44-7c0e1f2a3b4c' }],
    amount_minor: '1250000',
    currency: 'USD',
    paid_on: '2026-10-30',
    originator: 'Comercial Ejemplo SA de CV',
  },
  questions: ['beneficiary', 'purpose', 'documents'],
  text: 'Does the invoice fit the goods?',
  urgency: 'standard',
};
const statement = {
  name: 'invoice.txt',
  media_type: 'text/plain',
  content_base64: Buffer.from('Invoice 17: 400 crates of limes').toString('base64'),
};
const answer = (changes: object = {}) => ({
  answers: [
    {
      question: 'purpose',
      text: 'Payment of invoice 17',
      parties: [{ role: 'ultimate_beneficiary', name: 'Ana Ejemplo', identifiers: [] }],
    },
  ],
  documents: [statement],
  final: true,
  ...changes,
});

const rowAt = async (name: string, session: string) => {
  const row = await nodes
    .of(name)
    .ledger.db.selectFrom('exchange_session')
    .select(['state', 'data', 'deadline_at'])
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  return { state: row.state, data: row.data as InquiryData, deadline_at: row.deadline_at };
};
const act = async (
  name: string,
  session: string,
  action: string,
  input: unknown,
  officers = ['eo', 'eo2'],
) => {
  for (const officer of officers) {
    const done = await nodes
      .of(name)
      .node.act({ session, action, officer, input: input as never, note: '' });
    if (done.waits_for === 0) break;
  }
  await nodes.settle();
};
const begin = (from: string, to: string) =>
  nodes.of(from).node.begin({
    protocol: 'inquiry',
    agreement_id: from === US2 || to === US2 ? home : abroad,
    peer: to,
  });
const asked = async (from: string, to: string, input: object = request) => {
  const session = await begin(from, to);
  await act(from, session, 'request', input, ['eo']);
  return session;
};

test('a request is answered in parts, with documents, after two officers approved', async () => {
  const session = await asked(US2, US);
  expect((await rowAt(US, session)).state).toBe('to_answer');
  await act(US, session, 'provide', answer({ final: false }), ['eo']);
  expect((await rowAt(US2, session)).data.answers).toEqual([]);
  await act(US, session, 'provide', answer({ final: false }));
  const part = await rowAt(US2, session);
  expect([part.state, part.data.answers.length]).toEqual(['requested', 1]);
  await act(US, session, 'provide', answer({ documents: [] }));
  expect((await rowAt(US2, session)).state).toBe('answered');
  expect((await rowAt(US, session)).state).toBe('answered');
  const [kept] = await listDocuments(nodes.of(US2).ledger.db, session);
  expect(Buffer.from(kept?.content ?? []).toString()).toContain('400 crates of limes');
  // The registrations of both that opened the path are in the record of either side.
  for (const name of [US, US2]) expect((await rowAt(name, session)).data.permits).toHaveLength(2);
  const disclosures = await listDisclosures(nodes.of(US2).ledger.db);
  const bodies = disclosures.filter((each) => each.session === session);
  expect(bodies).toHaveLength(3);
});

test('the same request is a letter in either language', async () => {
  const session = await asked(US2, US);
  const { data } = await rowAt(US, session);
  const letter = { from: US2, to: US, ...data };
  const en = showInquiry(letter, createSpeaker('en'));
  const es = showInquiry(letter, createSpeaker('es'));
  expect(en.length).toBe(es.length);
  expect(en.join('\n')).toContain('Payment of 12,500.00 USD on 2026-10-30');
  expect(es.join('\n')).toContain('Pago de 12,500.00 USD del 2026-10-30');
  expect(es.join('\n')).toContain('¿Quién lo recibió?');
  for (const lines of [en, es]) expect(lines.join('\n')).toContain('0b1f6a3e-7f5c');
});

test('reminders come at half and at seven eighths; the end is told as a refusal', async () => {
  const session = await asked(US2, US);
  const reminded: number[] = [];
  for (let hour = 0; hour < 121; hour++) {
    nodes.clock.advance(HOUR_MS);
    await nodes.of(US).node.tick();
    reminded.push((await rowAt(US, session)).data.reminders);
  }
  expect([reminded.indexOf(1), reminded.indexOf(2)]).toEqual([59, 104]);
  await nodes.settle();
  expect((await rowAt(US, session)).state).toBe('refused');
  const theirs = await rowAt(US2, session);
  expect([theirs.state, theirs.data.refusal]).toEqual(['refused', 'no_answer']);
});

test('what a bank will not tell looks like what nobody read', async () => {
  const outcomes = [];
  for (const kept_reason of [null, 'declined', 'no_relationship'] as const) {
    const session = await asked(US2, US);
    const seen: number[] = [];
    nodes.of(US2).onArrival = (bytes) => void seen.push(bytes.length);
    if (kept_reason) await act(US, session, 'refuse', { code: 'no_answer', kept_reason }, ['eo']);
    // What the asker sends meanwhile is taken alike, whatever was decided.
    await act(US2, session, 'object', { ground: 'outdated', text: '' }, ['eo']);
    await nodes.settle();
    const { db } = nodes.of(US2).ledger;
    const sent = db.selectFrom('exchange_message').select(['kind', 'state']);
    const rows = await sent.where('session', '=', session).where('way', '=', 'out').execute();
    expect(rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'inquiry.request delivered',
      'inquiry.object delivered',
    ]);
    expect(seen).toEqual([]);
    nodes.clock.advance(5 * DAY_MS);
    await nodes.of(US).node.tick();
    await nodes.settle();
    nodes.of(US2).onArrival = null;
    const { body } = await nodes
      .of(US)
      .ledger.db.selectFrom('exchange_session')
      .innerJoin('exchange_message', 'exchange_message.session', 'exchange_session.id')
      .select('exchange_message.bytes as body')
      .where('exchange_session.id', '=', session)
      .where('kind', '=', 'inquiry.refuse')
      .executeTakeFirstOrThrow();
    const theirs = await rowAt(US2, session);
    outcomes.push([theirs.state, theirs.data.refusal, Number(body) - 2 * session.length]);
  }
  const sizes = outcomes.map(([, , size]) => Number(size));
  // Ids count up in these tests, by a digit at most.
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(4);
  for (const [state, refusal] of outcomes)
    expect([state, refusal]).toEqual(['refused', 'no_answer']);
  const session = await asked(US2, US);
  await act(US, session, 'refuse', { code: 'too_broad' }, ['eo']);
  expect((await rowAt(US2, session)).data.refusal).toBe('too_broad');
});

test('an alert is assessed, objected to, corrected and taken back, with proof', async () => {
  const session = await begin(US, MX);
  const alert = {
    about: { kind: 'subject', class: 'person', name: 'Juan Ejemplo', identifiers: [] },
    text: 'Funnel account pattern',
    documents: [statement],
  };
  await act(US, session, 'alert', alert, ['eo']);
  expect((await rowAt(US, session)).state).toBe('new');
  await act(US, session, 'alert', alert);
  await act(MX, session, 'assess', { outcome: 'useful' }, ['analyst']);
  await act(US, session, 'correct', { about: 'name', text: 'His name is Juan Ejemplar' });
  // A Mexican bank may not even object without its permits: it would tell of its customer.
  const objection = { ground: 'wrong_person', text: '' };
  await expect(act(MX, session, 'object', objection, ['eo'])).rejects.toThrow('path_denied');
  expect((await rowAt(MX, session)).data.history.map(({ what }) => what)).toEqual([
    'alerted',
    'assessed_useful',
    'corrected',
  ]);
  expect(await listDocuments(nodes.of(MX).ledger.db, session)).toHaveLength(1);
  await act(US, session, 'revoke', null, ['eo']);
  expect([(await rowAt(US, session)).state, (await rowAt(MX, session)).state]).toEqual([
    'revoked',
    'revoked',
  ]);
  expect((await rowAt(MX, session)).data.alert).toBeNull();
  expect(await listDocuments(nodes.of(MX).ledger.db, session)).toEqual([]);
  const events = await nodes
    .of(MX)
    .ledger.db.selectFrom('exchange_disclosure_event')
    .select('kind')
    .orderBy('at')
    .execute();
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['outcome', 'corrected', 'revoked']),
  );
});

test('a Mexican bank asks abroad once the opinion and release are there', async () => {
  const session = await begin(MX, US);
  const ask = { session, action: 'request', officer: 'eo', input: request, note: '' };
  await expect(nodes.of(MX).node.act(ask)).rejects.toThrow(/path_denied.*opinion, release/);
  const now = nodes.clock.now();
  const dates = { valid_from: now - 1, valid_until: now + 90 * DAY_MS, holder: MX };
  const { ledger } = nodes.of(MX);
  const opinion = {
    counsel: 'Lic. Ejemplo',
    document_sha256: 'a'.repeat(64),
    to_country: 'US',
    agreement: abroad,
    id_types: ['curp', 'rfc', 'clabe', 'account', 'phone', 'payment', 'person_name'],
    legal_basis: 'MX.LIC115-EXT',
  };
  await filePermit(ledger, { kind: 'opinion', body: opinion, ...dates }, 'counsel', now);
  const release = { agreement: abroad, to: US, note: 'Released' };
  await filePermit(ledger, { kind: 'release', body: release, ...dates }, 'co', now);
  await nodes.of(MX).node.act(ask);
  await nodes.settle();
  expect((await rowAt(US, session)).state).toBe('to_answer');
});

test('documents are what they say they are, and answers are to what was asked', async () => {
  const session = await asked(US2, US);
  const attempt = (changes: object) => act(US, session, 'provide', answer(changes));
  const pdf = { ...statement, media_type: 'application/pdf' };
  await expect(attempt({ documents: [pdf] })).rejects.toThrow('exchange.inquiry.document');
  const exe = { ...statement, media_type: 'application/x-msdownload' };
  await expect(attempt({ documents: [exe] })).rejects.toThrow('exchange.inquiry.input');
  const secret = Buffer.from('See the SAR of March').toString('base64');
  await expect(attempt({ documents: [{ ...statement, content_base64: secret }] })).rejects.toThrow(
    'exchange.secret.text',
  );
  const other = [{ question: 'relationship', text: '', parties: [] }];
  await expect(attempt({ answers: other })).rejects.toThrow('exchange.inquiry.not_asked');
  await expect(attempt({ answers: [], documents: [] })).rejects.toThrow('empty_answer');
  const wallet = { type: 'wallet', value: 'bc1q' };
  const about = { kind: 'subject', class: 'wallet', identifiers: [wallet] };
  await expect(asked(US2, US, { ...request, about })).rejects.toThrow('exchange.inquiry.id_type');
});
