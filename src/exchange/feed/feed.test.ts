import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { Fault, fixedClock, isoTime, systemClock } from '../../base/index.js';
import { ledgerRecords } from '../session/index.js';
import { anyProtocol } from '../session/protocol.js';
import { memoryNonces, type NodeIdentity, serveWire } from '../wire/index.js';
import { peerDirectory } from '../wire/peers.js';
import { freePort, replyOf, startTrial } from '../wire/samples.js';
import { type Edition, editionHash, sealEdition } from './edition.js';
import type { FeedData, FeedTools } from './feed-data.js';
import { adoptedItems, heldEditions } from './feed-records.js';
import { adoptedFiles, feed, judgeEditionFile, TAXII_TYPE, taxiiShelf } from './index.js';
import { collectionId } from './taxii.js';

const UIF = 'authority-b.mx';
const MX = 'exmbmxmm.mx';
const US = 'exmaus33.us';
const DAY_MS = 86_400_000;

const helped: Record<string, number> = {};
let nodes: TestNodes;
beforeAll(async () => {
  nodes = await testNodes(
    [UIF, MX, US],
    [anyProtocol(feed)],
    (name, identity, peers): FeedTools => ({
      identity,
      peers,
      records: {
        find: (area, key) => ledgerRecords(nodes.of(name).ledger.db).find(area, key),
        list: (area, start) => ledgerRecords(nodes.of(name).ledger.db).list(area, start),
      },
      check_typology: (text, file) => ({
        faults: text.includes('evil') ? [new Fault('yaml.syntax', { reason: '' }, { file })] : [],
        is_own: text.includes('id: own_rule'),
      }),
      book: {
        feed: {
          preview: (items) => ({
            customers: 1_000,
            counts: Object.fromEntries(
              items.map(({ id }) => [id, id.startsWith('broad') ? 600 : 3]),
            ),
          }),
          usefulness: () => helped,
        },
      },
    }),
  );
}, 90_000);
afterAll(() => nodes.close());

const account = (id: string, value = '646180157042875763') => ({
  type: 'indicator',
  id,
  area: 'fentanyl_proceeds',
  published_in: 'Comunicado 17 (fictional)',
  indicator: { list: 'feed_accounts', kind: 'account', value },
});
const rule = (id: string, more = '') => ({
  type: 'typology',
  id,
  area: 'fentanyl_proceeds',
  yaml: `language: 1\nid: ${id}\narea: fentanyl\n${more}`,
});
const draft = (name: string, items: readonly object[], changes: object = {}) => ({
  feed: name,
  title: { en: 'Trial', es: 'Prueba' },
  valid_until: isoTime(nodes.clock.now() + 30 * DAY_MS),
  tlp: 'AMBER',
  pap: 'GREEN',
  kind: 'delta',
  items,
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
    const given = { session, action, officer, input, note: 'trial' };
    ({ answer } = await nodes.of(name).node.act(given));
  }
  await nodes.settle();
  return answer;
};
const issue = (session: string, input: unknown) => act(UIF, session, 'issue', input, ['ao', 'ao2']);
const begin = async (peer: string, changes: object = {}) => {
  const agreement_id = await nodes.agree([UIF, peer], changes);
  return nodes.of(UIF).node.begin({ protocol: 'feed', agreement_id, peer });
};
const dataAt = async (name: string, session: string) => {
  const row = await nodes
    .of(name)
    .ledger.db.selectFrom('exchange_session')
    .select(['state', 'data'])
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  return { state: row.state, data: row.data as FeedData };
};
const adopted = async (name: string, feed_name: string) => {
  const records = ledgerRecords(nodes.of(name).ledger.db);
  const items = await adoptedItems(records, `${UIF}/${feed_name}/`);
  return items.map(({ item }) => item.id).sort();
};
const previewAndAdopt = async (name: string, session: string, input: object = {}) => {
  await act(name, session, 'preview', null, ['analyst']);
  return act(name, session, 'adopt', input, ['eo', 'co']);
};

test('an edition is previewed at home, adopted by two officers, and becomes files', async () => {
  const session = await begin(MX);
  const items = [account('a-1'), rule('new_rule'), account('broad-1', '032180000118359719')];
  await issue(session, draft('first', items));
  expect(await dataAt(MX, session)).toMatchObject({ state: 'received', data: { waiting: [1] } });
  await expect(act(MX, session, 'adopt', {}, ['eo'])).rejects.toThrow('exchange.action');
  const seen = await act(MX, session, 'preview', null, ['analyst']);
  expect(seen).toMatchObject({ customers: 1_000, broad: ['broad-1'] });
  await expect(act(MX, session, 'adopt', {}, ['eo', 'co'])).rejects.toThrow('feed.broad');
  await act(MX, session, 'adopt', { items: ['a-1', 'new_rule'] }, ['eo', 'eo']);
  expect(await adopted(MX, 'first')).toEqual([]);
  const answer = await act(MX, session, 'adopt', { items: ['a-1', 'new_rule'] }, ['co']);
  expect(answer).toMatchObject({ adopted: ['a-1', 'new_rule'], left: ['broad-1'] });
  const files = await adoptedFiles(nodes.of(MX).ledger.db, nodes.clock.now());
  expect(files.map(({ path }) => path)).toEqual([
    'indicators.csv',
    'typologies/fentanyl/new_rule.yaml',
  ]);
  expect(files[0]?.text).toContain('"feed_accounts","account","646180157042875763"');
  const later = await adoptedFiles(nodes.of(MX).ledger.db, nodes.clock.now() + 31 * DAY_MS);
  expect(later.map(({ text }) => text.trim().split('\r\n').length)).toEqual([1]);
});

test('what is taken back stops at once; what is added waits', async () => {
  const session = await begin(MX);
  await issue(session, draft('second', [account('a-1'), account('a-2')]));
  await previewAndAdopt(MX, session);
  expect(await adopted(MX, 'second')).toEqual(['a-1', 'a-2']);
  const revoked = { type: 'revocation', id: 'a-1', reason: 'wrong' };
  await issue(session, draft('second', [revoked, account('a-3')]));
  expect(await adopted(MX, 'second')).toEqual(['a-2']);
  await act(MX, session, 'decline', { reason: 'other' }, ['eo']);
  expect(await adopted(MX, 'second')).toEqual(['a-2']);
  await issue(session, draft('second', [account('a-4')], { kind: 'full' }));
  expect(await adopted(MX, 'second')).toEqual([]);
});

test('a second subscriber gets the whole chain, each item with what is wrong with it', async () => {
  const session = await begin(MX);
  const poisoned = [rule('own_rule'), account('a-1')];
  await issue(session, draft('third', poisoned));
  await issue(session, draft('third', [account('a-2')]));
  const across = await begin(US);
  await act(UIF, across, 'send', { feed: 'third' }, ['ao']);
  const { state, data } = await dataAt(US, across);
  expect([state, data.waiting]).toEqual(['received', [1, 2]]);
  expect(data.set_aside).toEqual([{ seq: 1, id: 'own_rule', flaw: 'rule_own' }]);
  await previewAndAdopt(US, across);
  expect(await adopted(US, 'third')).toEqual(['a-1', 'a-2']);
  const evil = draft('third', [rule('evil_rule', '# evil')]);
  await expect(issue(session, evil)).rejects.toThrow('exchange.feed.item');
});

test('usefulness goes back in bands, nothing below the smallest group, once a week', async () => {
  const session = await begin(MX, { k_min: 10 });
  await issue(session, draft('fourth', [account('a-1'), account('a-2'), account('a-3')]));
  await previewAndAdopt(MX, session);
  Object.assign(helped, { 'a-1': 9, 'a-2': 12, 'a-3': 250 });
  await act(MX, session, 'feedback', null, ['eo']);
  const { data } = await dataAt(UIF, session);
  expect(data.useful).toEqual({ 'a-1': 'below_k', 'a-2': '5-19', 'a-3': '100+' });
  await expect(act(MX, session, 'feedback', null, ['eo'])).rejects.toThrow('feed.soon');
});

test('two editions of one number end the trust, and both stay as proof', async () => {
  const session = await begin(MX);
  await issue(session, draft('fifth', [account('a-1')]));
  const [first] = await heldEditions(ledgerRecords(nodes.of(UIF).ledger.db), UIF, 'fifth');
  const other = { ...first, items: [] } as unknown as Edition;
  const envelope = Buffer.from(sealEdition(other, nodes.of(UIF).identity.signing));
  // The publisher rewrites its own record, and sends the other one.
  const key = `${UIF}/fifth/000001`;
  const body = JSON.stringify({ edition: other, envelope: envelope.toString('base64') });
  await nodes
    .of(UIF)
    .ledger.db.updateTable('exchange_record')
    .set({ body })
    .where('key', '=', key)
    .execute();
  await issue(session, draft('fifth', [account('a-2')]));
  const { state, data } = await dataAt(MX, session);
  expect(state).toBe('contradicted');
  expect(data.contradiction).toMatchObject({ held: editionHash(first as Edition) });
  const proofs = await ledgerRecords(nodes.of(MX).ledger.db).list('feed_contradiction', '');
  expect(proofs).toHaveLength(1);
  await expect(act(MX, session, 'preview', null, ['eo'])).rejects.toThrow('exchange.action');
});

test('banks that compare editions by file see that each was told something else', async () => {
  const session = await begin(MX);
  await issue(session, draft('seventh', [account('a-1')]));
  const [first] = await heldEditions(ledgerRecords(nodes.of(UIF).ledger.db), UIF, 'seventh');
  const { db } = nodes.of(MX).ledger;
  const peers = peerDirectory([nodes.of(UIF).identity.card]);
  const key = nodes.of(UIF).identity.signing;
  const judged = async (edition: unknown) => {
    const bytes = sealEdition(edition as Edition, key);
    return (await judgeEditionFile(db, peers, bytes, nodes.clock.now())).verdict;
  };
  expect(await judged(first)).toBe('again');
  await act(MX, session, 'preview', null, ['eo']);
  expect(await judged({ ...first, tlp: 'CLEAR' })).toBe('contradicts');
  const adopting = act(MX, session, 'adopt', {}, ['eo', 'co']);
  await expect(adopting).rejects.toThrow('feed.contradicted');
});

test('what never leaves an institution does not leave in an edition either', async () => {
  const session = await begin(MX);
  const telling = { ...account('a-1'), published_in: 'SAR 17' };
  await expect(issue(session, draft('eighth', [telling]))).rejects.toThrow('exchange.secret');
  const again = [{ type: 'revocation', id: 'a-1', reason: 'wrong' }];
  await issue(session, draft('eighth', again));
  const reuse = issue(session, draft('eighth', [account('a-1')]));
  await expect(reuse).rejects.toThrow('exchange.feed.item');
});

test('a subscriber that missed editions asks for them', async () => {
  const session = await begin(MX);
  await issue(session, draft('sixth', [account('a-1')]));
  const { db } = nodes.of(MX).ledger;
  await issue(session, draft('sixth', [account('a-2')]));
  // Its store was put back to the day before the second edition.
  await db.deleteFrom('exchange_record').where('key', '=', `${UIF}/sixth/000002`).execute();
  await issue(session, draft('sixth', [account('a-3')]));
  const { state } = await dataAt(MX, session);
  expect(state).toBe('received');
  const held = await heldEditions(ledgerRecords(db), UIF, 'sixth');
  expect(held.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a bank publishes nothing', async () => {
  const agreement_id = await nodes.agree([UIF, MX]);
  const session = await nodes.of(MX).node.begin({ protocol: 'feed', agreement_id, peer: UIF });
  const give = act(MX, session, 'issue', draft('bank', []), ['ao', 'ao2']);
  await expect(give).rejects.toThrow('feed.authority');
});

test('a subscriber’s program reads over TAXII what its bank was sent', async () => {
  const agreement_id = await nodes.agree([UIF, MX], { title: 'Feed that a program reads' });
  const own = await nodes.of(UIF).node.begin({ protocol: 'feed', agreement_id, peer: MX });
  await issue(own, draft('ninth', [account('a-1')]));
  const across = await begin(US);
  await issue(across, draft('ninth', [account('a-2')]));
  // TLS judges certificates by the machine's clock; the nodes' own stands still in another month.
  const clock = fixedClock(systemClock.now());
  const trial = startTrial(clock);
  const port = await freePort();
  const [uif, mx, us] = [trial.node(UIF, port), trial.node(MX), trial.node(US)];
  const refused: string[] = [];
  const parts = { ledger: nodes.of(UIF).ledger, publisher: uif.card, clock: nodes.clock };
  const server = await serveWire({
    identity: uif,
    host: '127.0.0.1',
    port,
    peers: peerDirectory([mx.card, us.card]),
    nonces: memoryNonces(clock),
    clock,
    handle: async () => replyOf('none'),
    shelves: [taxiiShelf(parts)],
    on_refused: ({ fault }) => refused.push(fault.code),
  });
  const read = (path: string, by: NodeIdentity, method = 'GET') =>
    readOver({ host: '127.0.0.1', port, path, method }, by);
  const editions = await heldEditions(ledgerRecords(nodes.of(UIF).ledger.db), UIF, 'ninth');
  const collection = collectionId({ publisher: uif.card, editions });
  const objects = `/taxii2/feeds/collections/${collection}/objects/`;
  const itemsFor = async (by: NodeIdentity) => {
    const { json } = await read(`${objects}?match[type]=indicator`, by);
    return ((json.objects ?? []) as { name: string }[]).map(({ name }) => name);
  };
  try {
    expect(await read('/taxii2/', mx)).toMatchObject({ status: 200, type: TAXII_TYPE });
    expect(await itemsFor(mx)).toEqual(['a-1']);
    expect(await itemsFor(us)).toEqual(['a-1', 'a-2']);
    // Another's card, another method, another path: each looks alike.
    const stranger = await read('/taxii2/', trial.node('exmcus33.us'));
    expect(stranger).toMatchObject({ status: 403, json: { answer: 'refused' } });
    expect(refused).toEqual(['exchange.wire.reader.unknown']);
    expect((await read('/taxii2/', mx, 'POST')).status).toBe(403);
    expect((await read('/puente/v1/pull', mx)).status).toBe(403);
    expect((await read(objects.replace('objects', 'none'), mx)).status).toBe(404);
    await nodes.of(UIF).node.endAgreement(agreement_id, 'co');
    expect((await read(objects, mx)).status).toBe(404);
    expect(await itemsFor(us)).toEqual(['a-1', 'a-2']);
  } finally {
    await server.close(0);
    trial.end();
  }
});

async function readOver(options: RequestOptions, { tls }: NodeIdentity) {
  const { certificate_pem: cert, key_pem: key, authority_pem: ca } = tls;
  const asked = request({ ...options, cert, key, ca, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { statusCode: status, headers } = answer;
  const body = await text(answer);
  const json = JSON.parse(body) as Record<string, unknown>;
  return { status, type: headers['content-type'], json };
}
