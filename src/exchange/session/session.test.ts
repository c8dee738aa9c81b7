import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { sha256 } from '../../base/index.js';
import { checkAudit } from '../../store/index.js';
import { given, officerInput } from './officer-input.js';
import { addOfficer, retireOfficer } from './officers.js';
import { anyProtocol, type Protocol } from './protocol.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const DAY_MS = 86_400_000;

interface Count {
  readonly asked: number;
}

const askSchema = z.strictObject({ text: z.string() });

/** A protocol of three arrows, for what the core does around any. */
const toy: Protocol<Count, unknown> = {
  name: 'inquiry',
  title: { en: 'Toy', es: 'Juguete' },
  data: z.strictObject({ asked: z.int() }),
  begin: { state: 'new', data: { asked: 0 } },
  states: {
    new: { title: { en: 'New', es: 'Nueva' } },
    asked: { title: { en: 'Asked', es: 'Pedida' } },
    done: { title: { en: 'Done', es: 'Hecha' }, ends: true },
  },
  kinds: {
    'inquiry.ask': {
      body: askSchema,
      informs: 'customer',
      charge: () => ({ id_type: 'curp', elements: 400 }),
    },
    'inquiry.tell': { body: z.strictObject({ n: z.int() }), informs: 'customer' },
    'inquiry.close': { body: z.strictObject({}), informs: 'nothing' },
  },
  steps: [
    {
      from: ['new'],
      to: ['asked'],
      on: { action: 'ask', roles: ['exchange_officer'], approvals: 2 },
      run: ({ cause }) => ({
        state: 'asked',
        data: { asked: 1 },
        send: [{ kind: 'inquiry.ask', body: officerInput(askSchema, given(cause)) }],
      }),
    },
    {
      from: ['new'],
      to: ['asked'],
      on: { message: 'inquiry.ask' },
      run: ({ session }) => ({ state: 'asked', data: { asked: session.data.asked + 1 } }),
    },
    {
      from: ['asked'],
      to: ['done'],
      on: { action: 'tell', roles: ['exchange_officer'], approvals: 1 },
      run: ({ session }) => ({
        state: 'done',
        data: session.data,
        send: [{ kind: 'inquiry.tell', body: { n: session.data.asked } }],
      }),
    },
    {
      from: ['asked'],
      to: ['done'],
      on: { message: 'inquiry.tell' },
      run: ({ session }) => ({ state: 'done', data: session.data }),
    },
  ],
};

let nodes: TestNodes;
let agreement: string;
let killed: string;
const EPOCH = { first_at: '2026-11-01T00:00:00.000Z', days: 30 };
beforeAll(async () => {
  nodes = await testNodes([US, MX], [anyProtocol(toy)]);
  agreement = await nodes.agree([US, MX], { budgets: { day: 1_000, epoch: 4_000 } });
  killed = await nodes.agree([US, MX], { title: 'Crashes', epoch: { ...EPOCH, days: 366 } });
}, 60_000);
afterAll(() => nodes.close());
beforeEach(() => {
  nodes.of(US).events.length = 0;
  nodes.of(MX).events.length = 0;
});

const ask = async (text: string, officers = ['eo', 'eo2']) => {
  const { node } = nodes.of(US);
  const session = await node.begin({ protocol: 'inquiry', agreement_id: agreement, peer: MX });
  for (const officer of officers) {
    await node.act({ session, action: 'ask', officer, input: { text }, note: '' });
  }
  return session;
};

const stateAt = async (name: string, session: string) => {
  const { db } = nodes.of(name).ledger;
  const row = await db
    .selectFrom('exchange_session')
    .select('state')
    .where('id', '=', session)
    .executeTakeFirst();
  return row?.state ?? null;
};

test('an agreement is in force on both sides once both have signed, and not before', async () => {
  expect((await nodes.of(US).node.agreement(agreement))?.state).toBe('in_force');
  expect((await nodes.of(MX).node.agreement(agreement))?.signed_by).toEqual([US, MX]);
  const { node } = nodes.of(US);
  await expect(
    node.begin({ protocol: 'inquiry', agreement_id: 'f'.repeat(64), peer: MX }),
  ).rejects.toThrow('exchange.agreement.unknown');
});

test('an action that needs two pairs of eyes waits for the second officer', async () => {
  const session = await ask('one', ['eo', 'eo']);
  expect(await stateAt(US, session)).toBe('new');
  const { node } = nodes.of(US);
  const other = { session, action: 'ask', officer: 'eo2', input: { text: 'other' }, note: '' };
  expect((await node.act(other)).waits_for).toBe(1);
  const same = { ...other, input: { text: 'one' } };
  expect((await node.act(same)).state).toBe('asked');
  await expect(node.act({ ...same, officer: 'analyst' })).rejects.toThrow('exchange.action');
});

test('what could not be done is refused to the first officer', async () => {
  const { node, ledger } = nodes.of(US);
  const session = await node.begin({ protocol: 'inquiry', agreement_id: agreement, peer: MX });
  const action = { session, action: 'ask', officer: 'eo', input: { txt: 'typo' }, note: '' };
  await expect(node.act(action)).rejects.toThrow('exchange.inquiry.input');
  const approvals = await ledger.db
    .selectFrom('exchange_approval')
    .select('officer')
    .where('session', '=', session)
    .execute();
  expect(approvals).toEqual([]);
});

test('the same message again has its effect once, and the same receipt', async () => {
  const session = await ask('two');
  const receipts: string[] = [];
  const seen: Uint8Array[] = [];
  nodes.of(MX).onArrival = (bytes) => void seen.push(bytes);
  await nodes.settle();
  nodes.of(MX).onArrival = null;
  const [bytes = new Uint8Array()] = seen;
  const again = await Promise.all([1, 2, 3].map(() => nodes.of(MX).node.receive(bytes, US)));
  receipts.push(...again);
  expect(new Set(receipts).size).toBe(1);
  const { db } = nodes.of(MX).ledger;
  const row = await db
    .selectFrom('exchange_session')
    .select('data')
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  expect(row.data).toEqual({ asked: 1 });
  const charges = await db.selectFrom('exchange_charge').selectAll().execute();
  expect(charges.length).toBeGreaterThan(0);
  expect(new Set(charges.map((each) => each.message)).size).toBe(charges.length);
});

test('a Mexican bank tells a US bank of no customer until its permits are on file', async () => {
  nodes.clock.advance(86_400_000);
  const session = await ask('three');
  await nodes.settle();
  const { node } = nodes.of(MX);
  const tell = { session, action: 'tell', officer: 'eo', input: null, note: '' };
  await expect(node.act(tell)).rejects.toThrow(/exchange.path_denied.*opinion, release/);
  expect(await stateAt(MX, session)).toBe('asked');
});

test('what never leaves is refused where it is written, and where it arrives', async () => {
  await expect(ask('We have filed a SAR on him')).rejects.toThrow('exchange.secret.text');
  await expect(ask('ya se presentó un reporte de operación inusual')).rejects.toThrow(
    'exchange.secret.text',
  );
});

test('a budget is charged before anything is evaluated, and holds', async () => {
  nodes.clock.advance(86_400_000);
  await ask('four');
  await ask('five');
  const over = await ask('six');
  await nodes.settle();
  expect(await stateAt(MX, over)).not.toBe('asked');
  expect(await stateAt(US, over)).toBe('aborted');
  expect(nodes.of(MX).events.some(({ detail }) => detail.includes('exchange.budget'))).toBe(true);
  const { db } = nodes.of(MX).ledger;
  const rows = await db.selectFrom('exchange_budget').selectAll().execute();
  const today = rows.filter(({ period }) => period.endsWith('2026-11-04'));
  expect(today.map(({ spent }) => Number(spent))).toEqual([800]);
});

test('a clock set back is not believed', async () => {
  nodes.clock.advance(-2 * 86_400_000);
  await expect(ask('seven')).rejects.toThrow('exchange.clock_back');
  nodes.clock.advance(2 * 86_400_000);
});

test('an officer ends a session, and both sides record it', async () => {
  nodes.clock.advance(86_400_000);
  const session = await ask('eight');
  await nodes.settle();
  const { node } = nodes.of(US);
  await node.act({ session, action: 'abort', officer: 'eo', input: null, note: '' });
  await nodes.settle();
  expect([await stateAt(US, session), await stateAt(MX, session)]).toEqual(['aborted', 'aborted']);
});

test('only who may work in a session ends it; who left office approves nothing', async () => {
  nodes.clock.advance(86_400_000);
  const { node, ledger } = nodes.of(US);
  const session = await node.begin({ protocol: 'inquiry', agreement_id: killed, peer: MX });
  const abort = { session, action: 'abort', input: null, note: '' };
  await expect(node.act({ ...abort, officer: 'auditor' })).rejects.toThrow('officer.role');
  const ask = { session, action: 'ask', input: { text: 'nine' }, note: '' };
  const now = nodes.clock.now();
  const leaver = { id: 'leaver', name: 'Leaver', roles: ['exchange_officer'], since: 0 } as const;
  await addOfficer(ledger, leaver, 'admin', now);
  await node.act({ ...ask, officer: 'leaver' });
  await retireOfficer(ledger, 'leaver', 'admin', now);
  expect((await node.act({ ...ask, officer: 'eo' })).waits_for).toBe(1);
  await expect(retireOfficer(ledger, 'admin', 'admin', now)).rejects.toThrow('officer.last');
});

test('a node has no session with itself, and signs nothing that has ended', async () => {
  const { node } = nodes.of(US);
  const self = { protocol: 'inquiry', agreement_id: killed, peer: US } as const;
  await expect(node.begin(self)).rejects.toThrow('exchange.session.self');
  const gone = await nodes.agree([US, MX], { title: 'Short' });
  await node.endAgreement(gone, 'co');
  const standing = await node.agreement(gone);
  await expect(node.sign(standing?.agreement, 'co')).rejects.toThrow('exchange.agreement.ended');
});

test('both ends hold the same record of every disclosure, and both logs are whole', async () => {
  const sent = await nodes.of(US).ledger.db.selectFrom('exchange_disclosure').selectAll().execute();
  const taken = await nodes
    .of(MX)
    .ledger.db.selectFrom('exchange_disclosure')
    .selectAll()
    .execute();
  const mirror = new Map(taken.map((row) => [row.message, row.body]));
  const arrived = sent.filter(({ message }) => mirror.has(message));
  expect(arrived.length).toBeGreaterThanOrEqual(3);
  for (const row of arrived) expect(row.body).toEqual(mirror.get(row.message));
  for (const name of [US, MX]) {
    const { ledger, identity } = nodes.of(name);
    const key = { name, key: identity.signing.private_key };
    expect(await checkAudit(ledger.db, key)).toMatchObject({ faults: [] });
  }
});

/** A session in which the US bank has asked, under the agreement of much budget. */
const askedOf = async (text: string) => {
  const { node } = nodes.of(US);
  const session = await node.begin({ protocol: 'inquiry', agreement_id: killed, peer: MX });
  for (const officer of ['eo', 'eo2'])
    await node.act({ session, action: 'ask', officer, input: { text }, note: '' });
  return session;
};

/** States of the session at both ends, and of its one message; elements charged for it. */
const outcomeOf = async (session: string) => {
  const [sent, taken] = await Promise.all([rowsOf(US, session), rowsOf(MX, session)]);
  const { db } = nodes.of(MX).ledger;
  const charges = await db
    .selectFrom('exchange_charge')
    .select('elements')
    .where('message', '=', sent[0]?.id ?? '')
    .execute();
  return {
    at: [await stateAt(US, session), await stateAt(MX, session)],
    messages: [...sent, ...taken].map(({ state }) => state),
    charged: charges.map(({ elements }) => Number(elements)),
  };
};

const ONCE = { at: ['asked', 'asked'], messages: ['delivered', 'done'], charged: [400] };

test('a full disk takes no message, and once it has room, takes it once', async (context) => {
  if (!existsSync('/dev/full')) context.skip('this system has no /dev/full');
  const there = nodes.of(MX);
  // What waits from before arrives first.
  await nodes.settle();
  const session = await askedOf('full');
  let tries = 0;
  // The draft of the file is a device on which every write fails with ENOSPC.
  there.onArrival = (bytes) => {
    const hash = sha256(bytes);
    const folder = join(there.folder, 'messages', hash.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    symlinkSync('/dev/full', join(folder, `${hash}.${process.pid}.part`));
    tries++;
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    await nodes.settle();
    nodes.clock.advance(60_000);
  }
  expect(tries).toBe(3);
  const waiting = { at: ['asked', null], messages: ['waiting'], charged: [] };
  expect(await outcomeOf(session)).toEqual(waiting);
  there.onArrival = null;
  await nodes.settle();
  expect(await outcomeOf(session)).toEqual(ONCE);
});

test('clocks a day apart: nothing is lost or done twice', async () => {
  nodes.of(US).skew(DAY_MS);
  const ahead = await askedOf('from tomorrow');
  await nodes.settle();
  const waiting = { at: ['asked', null], messages: ['waiting'], charged: [] };
  expect(await outcomeOf(ahead)).toEqual(waiting);
  // The clock is set right: the node trusts it again when it has caught up with what was seen.
  nodes.of(US).skew(0);
  await expect(askedOf('too early')).rejects.toThrow('exchange.clock_back');
  nodes.clock.advance(DAY_MS + 600_000);
  await nodes.settle();
  expect(await outcomeOf(ahead)).toEqual(ONCE);

  nodes.of(MX).skew(DAY_MS);
  const behind = await askedOf('from yesterday');
  await nodes.settle();
  expect(await outcomeOf(behind)).toEqual(ONCE);
  const end = { session: behind, action: 'abort', officer: 'eo', input: null, note: '' };
  await nodes.of(MX).node.act(end);
  await nodes.settle();
  expect(await stateAt(US, behind)).toBe('asked');
  nodes.of(MX).skew(0);
  nodes.clock.advance(DAY_MS + 600_000);
  await nodes.settle();
  expect([await stateAt(US, behind), await stateAt(MX, behind)]).toEqual(['aborted', 'aborted']);
});

test.each([
  ['sender', US],
  ['receiver', MX],
])(
  'killed before any statement, the %s goes on and nothing is done twice',
  async (_who, victim) => {
    let died = true;
    for (let statement = 1; died; statement++) {
      nodes.clock.advance(86_400_000);
      const { node } = nodes.of(US);
      const session = await node.begin({ protocol: 'inquiry', agreement_id: killed, peer: MX });
      const ask = { session, action: 'ask', input: { text: `${victim} ${statement}` }, note: '' };
      await node.act({ ...ask, officer: 'eo' });
      nodes.of(victim).dieAt(statement);
      await node.act({ ...ask, officer: 'eo2' }).catch(isKilled);
      await nodes.settle().catch(isKilled);
      died = nodes.of(victim).revive();
      if ((await stateAt(US, session)) === 'new') {
        await nodes.of(US).node.act({ ...ask, officer: 'eo2' });
      }
      nodes.clock.advance(600_000);
      await nodes.settle();
      expect([await stateAt(US, session), await stateAt(MX, session)]).toEqual(['asked', 'asked']);
      const there = await nodes
        .of(MX)
        .ledger.db.selectFrom('exchange_session')
        .select('data')
        .where('id', '=', session)
        .executeTakeFirstOrThrow();
      expect(there.data).toEqual({ asked: 1 });
      const sent = await rowsOf(US, session);
      expect(sent.map(({ state }) => state)).toEqual(['delivered']);
      const taken = await rowsOf(MX, session);
      expect(taken.map(({ id, state }) => [id, state])).toEqual([[sent[0]?.id, 'done']]);
      const charged = await nodes
        .of(MX)
        .ledger.db.selectFrom('exchange_charge')
        .select('elements')
        .where('message', '=', sent[0]?.id ?? '')
        .execute();
      expect(charged.map(({ elements }) => Number(elements))).toEqual([400]);
    }
  },
  120_000,
);

function isKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error;
}

function rowsOf(name: string, session: string) {
  const { db } = nodes.of(name).ledger;
  const messages = db.selectFrom('exchange_message').select(['id', 'state']);
  return messages.where('session', '=', session).execute();
}
