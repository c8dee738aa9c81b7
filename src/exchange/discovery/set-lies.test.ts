import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  curpsOf,
  type DiscoveryNodes,
  discoveryNodes,
  type Heard,
  suspects,
} from '../../../test/discovery-nodes.js';
import { present } from '../../base/index.js';
import { readAudit } from '../../store/index.js';
import {
  answerCount,
  blindSet,
  contextHash,
  contextKey,
  countShared,
  type Group,
  type GroupWork,
  openGroup,
  packInputs,
  suiteOf,
  workHere,
} from '../group/index.js';
import { ledgerRecords, openVault } from '../session/index.js';
import { encodeMessage, type Json } from '../wire/index.js';
import { openRun, type Replay, replay } from './replay.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const PURPOSE = 'fentanyl_proceeds';

let nodes: DiscoveryNodes;
let curve: Group;
let group: GroupWork;
beforeAll(async () => {
  curve = await openGroup();
  group = workHere(curve);
  nodes = await discoveryNodes([US, MX]);
  nodes.books.set(US, suspects(curpsOf(20)));
  nodes.books.set(MX, suspects(curpsOf(20, 10)));
}, 60_000);
afterAll(() => nodes.close());

const bindingOf = (agreement: string, session: string, epoch = 0) => ({
  agreement,
  epoch: String(epoch),
  purpose: `${PURPOSE} discovery ${session}`,
});
const messagesOf = (session: string) =>
  nodes.heard
    .filter(({ header }) => header.session === session)
    .map(({ header, attachments }) => ({
      kind: header.kind,
      body: (header.body as { readonly content: unknown }).content,
      attachments,
    }));
const inputsOf = (curps: readonly string[]) => curps.map((curp) => `cifx1|curp|${curp}`);

describe('an auditor replays a run from what its party opens', () => {
  let honest: { readonly learner: Replay; readonly holder: Replay };
  beforeAll(async () => {
    const agreement_id = await nodes.agree([US, MX], { title: 'Audited' });
    const session = await nodes.run(MX, US, agreement_id);
    const sideOf = async (name: string, role: 'learner' | 'holder'): Promise<Replay> => {
      const { ledger, folder } = nodes.of(name);
      const vault = openVault(join(folder, 'secrets'));
      const records = ledgerRecords(ledger.db);
      const opened = await openRun({ vault, records, agreement_id, epoch: 0, session });
      const entries = await readAudit(ledger.db, 0, 10_000);
      return {
        curve,
        group,
        session,
        binding: bindingOf(agreement_id, session),
        role,
        opened,
        messages: messagesOf(session),
        log: entries.map(({ entry }) => entry),
        justified: new Set(inputsOf(curpsOf(30))),
      };
    };
    honest = { learner: await sideOf(MX, 'learner'), holder: await sideOf(US, 'holder') };
  });

  test('both sides hold, bit for bit', async () => {
    expect(await replay(honest.learner)).toEqual([]);
    expect(await replay(honest.holder)).toEqual([]);
  });

  /** The same run with one kind of message changed. */
  const changed = (side: Replay, kind: string, attachment: number, by: Uint8Array): Replay => ({
    ...side,
    messages: side.messages.map((message) =>
      message.kind === kind
        ? {
            ...message,
            attachments: message.attachments.map((bytes, i) => (i === attachment ? by : bytes)),
          }
        : message,
    ),
  });
  const attachmentOf = (side: Replay, kind: string, index: number) =>
    new Uint8Array(
      present(side.messages.find((each) => each.kind === kind)?.attachments[index], kind),
    );

  test('a learner that sent guesses and committed to its book is found out', async () => {
    const { learner } = honest;
    const session = { suite: suiteOf(learner.binding), seed: learner.opened.seed };
    const guesses = packInputs(inputsOf(curpsOf(60, 1_000)));
    const blinded = await blindSet(group, session, { inputs: guesses, rows: 64 });
    const lie = changed(learner, 'discovery.blinded', 0, blinded);
    expect(await replay(lie)).toEqual(['batch']);
  });

  test('a set made up before it was committed to does not fit the files', async () => {
    // Nothing in the protocol stops it: the run went through. That is what the audit is for.
    const { learner } = honest;
    const book = new Set(inputsOf(curpsOf(20)));
    expect(await replay({ ...learner, justified: book })).toEqual(['unjustified']);
    const { justified: _, ...unlooked } = learner;
    expect(await replay(unlooked)).toEqual([]);
  });

  test('an opening of other inputs, or of another seed, is no opening', async () => {
    const { learner } = honest;
    const { opened } = learner;
    const other = { ...opened, inputs: opened.inputs.slice(1) };
    expect(await replay({ ...learner, opened: other })).toEqual(['inputs', 'batch']);
    const seed = new Uint8Array(32).fill(7);
    const reseeded = { ...learner, opened: { ...opened, seed } };
    expect(await replay(reseeded)).toEqual(['seed', 'inputs', 'batch']);
  });

  test.each([
    ['tags of subjects that it does not have', 'discovery.counted', 1, 'tags'],
    ['evaluations by another key', 'discovery.counted', 0, 'evaluations'],
    ['another order', 'discovery.revealed', 0, 'order'],
    ['other proofs', 'discovery.revealed', 1, 'proofs'],
  ] as const)('a holder that gave %s is found out', async (_name, kind, index, finding) => {
    const bytes = attachmentOf(honest.holder, kind, index);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(await replay(changed(honest.holder, kind, index, bytes))).toEqual([finding]);
  });

  test('a commitment that is put into the log afterwards binds nobody', async () => {
    const { learner } = honest;
    const isCommitment = (entry: string) =>
      entry.includes(learner.session) && entry.includes('"commitment"');
    const rest = learner.log.filter((entry) => !isCommitment(entry));
    const late = [...rest, ...learner.log.filter(isCommitment)];
    expect(await replay({ ...learner, log: late })).toEqual(['logged_late']);
    expect(await replay({ ...learner, log: rest })).toEqual(['not_logged']);
    // An auditor who only looks whether it is there would be content.
    expect(late.some(isCommitment)).toBe(true);
  });
});

describe('one purpose is not another', () => {
  const halves = (bytes: Uint8Array, width: number) => {
    const hex = Buffer.from(bytes).toString('hex');
    return Array.from({ length: bytes.length / width }, (_, i) =>
      hex.slice(i * width * 2, (i + 1) * width * 2),
    );
  };
  const counted = (session: string) =>
    present(
      messagesOf(session).find(({ kind }) => kind === 'discovery.counted'),
      'an answer',
    );

  test('answers of two agreements, and of two epochs, have nothing in common', async () => {
    const one = await nodes.agree([US, MX], { title: 'Purpose one' });
    const two = await nodes.agree([US, MX], { title: 'Purpose two' });
    const sessions = [await nodes.run(MX, US, one), await nodes.run(MX, US, two)];
    nodes.clock.advance(31 * 86_400_000);
    sessions.push(await nodes.run(MX, US, one));
    const tags = sessions.flatMap((id) =>
      halves(counted(id).attachments[1] ?? new Uint8Array(), 10),
    );
    const elements = sessions.flatMap((id) =>
      halves(counted(id).attachments[0] ?? new Uint8Array(), 32),
    );
    expect([new Set(tags).size, new Set(elements).size]).toEqual([tags.length, elements.length]);
  });

  test('a batch of one agreement is refused under another', async () => {
    const one = await nodes.agree([US, MX], { title: 'Reuse one' });
    const two = await nodes.agree([US, MX], { title: 'Reuse two' });
    const first = await nodes.run(MX, US, one);
    const input = { learner: 'us', id_types: ['curp'], stage_two: 'always' } as const;
    const second = await nodes.propose(MX, US, two, input);
    await nodes.both(US, second, 'accept');
    const stolen = present(nodes.heard.find(isBatchOf(first)), 'the first batch');
    const proposal = present(messagesOf(second)[0], 'the proposal').body as Content;
    // The learner's node is a liar's: what it sends is written by hand.
    const fault = async (change: (content: Content) => Content, id: string) => {
      const { events, node } = nodes.of(US);
      events.length = 0;
      await node.receive(rewritten(stolen, { agreement: two, session: second, id }, change), MX);
      return events.map(({ detail }) => detail).join();
    };
    expect(await fault((content) => content, 'stolen-1')).toContain('exchange.discovery.context');
    const context = contextHash(bindingOf(two, second, 1));
    const relabelled = (content: Content) => ({ ...content, context });
    expect(await fault(relabelled, 'stolen-2')).toContain('exchange.discovery.commitment');
    const { commitment } = proposal;
    const repeated = (content: Content) => ({ ...content, context, commitment });
    expect(await fault(repeated, 'stolen-3')).toContain('exchange.discovery.batch_again');
    await nodes.settle();
    const genuine = present(nodes.heard.find(isBatchOf(second)), 'the second batch');
    expect(contentOf(genuine).context).not.toBe(contentOf(stolen).context);
  });

  interface Content {
    readonly context: string;
    readonly commitment: unknown;
  }
  const contentOf = ({ header }: Heard) =>
    (header.body as unknown as { readonly content: Content }).content;
  const isBatchOf =
    (session: string) =>
    ({ header }: Heard) =>
      header.session === session && header.kind === 'discovery.blinded';

  function rewritten(
    { header, attachments }: Heard,
    named: { readonly agreement: string; readonly session: string; readonly id: string },
    change: (content: Content) => Content,
  ): Uint8Array {
    const { attachments: _, ...rest } = header;
    const { content, release } = header.body as unknown as { content: Content; release: Json };
    const body = { content: change(content), release } as unknown as Json;
    const key = nodes.of(MX).identity.signing;
    return encodeMessage({ ...rest, ...named, body }, attachments, { key, guard: () => {} });
  }

  test('evaluated all the same, it finds nothing; without the binding it finds all', async () => {
    const set = packInputs(['ana', 'beto', 'caro']);
    const bound = { agreement: 'a1', epoch: '0', purpose: 'p' };
    const foreign = { ...bound, agreement: 'a2' };
    const shared = async (asked: typeof bound | null, answered: typeof bound | null) => {
      const learner = { suite: suiteOf(asked), seed: new Uint8Array(32).fill(1) };
      const holder = { suite: suiteOf(answered), seed: new Uint8Array(32).fill(2) };
      const pair = contextKey(curve, new Uint8Array(32).fill(3), answered ?? bound);
      const key = { key: await group.hold(pair.secret, 'scalar'), public_key: pair.public };
      const blinded = await blindSet(group, learner, { inputs: set });
      const about = { blinded, bounds: { elements_max: 64 }, own: set, with_proof: false };
      const answer = await answerCount(group, holder, key, about);
      return (await countShared(group, learner, { blinded, answer, public_key: null })).shared;
    };
    expect(await shared(bound, bound)).toBe(3);
    expect(await shared(bound, foreign)).toBe(0);
    expect(await shared(null, null)).toBe(3);
  });
});
