/** Nodes that speak discovery, with books that a test fills. */
import { sql } from 'kysely';
import { present } from '../src/base/index.js';
import type { Subject } from '../src/exchange/index.js';
import {
  type AcceptInput,
  anyProtocol,
  type Checks,
  discoveryProtocol,
  type IdType,
  ledgerRecords,
  type MessageHeader,
  openGroup,
  type ProposeInput,
  workHere,
} from '../src/exchange/index.js';
import { type TestNodes, testNodes } from './exchange-nodes.js';

export interface DiscoveryNodes extends TestNodes {
  /** What each node suspects; replaced as a test needs it. */
  readonly books: Map<string, readonly Subject[]>;
  /** Everything that reached any node, in the order in which it did. */
  readonly heard: Heard[];
  /** Proposes a run with two officers, and returns its session. */
  propose(from: string, to: string, agreement: string, input: Proposal): Promise<string>;
  /** Two officers do the same. */
  both(node: string, session: string, action: string, input?: AcceptInput): Promise<unknown>;
  /** A whole run, with stage 2 always asked and revealed; its session. */
  run(learner: string, holder: string, agreement: string, input?: RunInput): Promise<string>;
  stateAt(node: string, session: string): Promise<string | null>;
  shown(node: string, session: string): Promise<Shown>;
}

/** {@link ProposeInput} as a test writes it. */
export type Proposal = Omit<ProposeInput, 'id_types'> & { readonly id_types: readonly IdType[] };

export interface RunInput {
  readonly id_types?: readonly IdType[];
  readonly stage_two?: 'always' | 'never';
}

export interface Shown {
  readonly band: string;
  readonly matched: readonly { readonly subject: string; readonly by: readonly string[] }[] | null;
}

/** A message on its way, read without looking at its signature. */
export interface Heard {
  readonly to: string;
  readonly header: MessageHeader;
  readonly attachments: readonly Uint8Array[];
  readonly bytes: Uint8Array;
}

export async function discoveryNodes(
  names: readonly string[],
  checks?: Checks,
): Promise<DiscoveryNodes> {
  const curve = await openGroup();
  const books = new Map<string, readonly Subject[]>();
  const made: { nodes?: TestNodes } = {};
  const protocols = [anyProtocol(discoveryProtocol(checks))];
  const nodes = await testNodes(names, protocols, (name) => ({
    curve,
    group: workHere(curve),
    book: { subjects: () => books.get(name) ?? [] },
    records: {
      find: (area: string, key: string) => records(name).find(area, key),
      list: (area: string, prefix: string) => records(name).list(area, prefix),
    },
  }));
  made.nodes = nodes;
  const heard: Heard[] = [];
  for (const name of names) {
    nodes.of(name).onArrival = (bytes) => void heard.push({ to: name, ...readHeard(bytes) });
  }
  const records = (name: string) => ledgerRecords(present(made.nodes, 'nodes').of(name).ledger.db);
  const both: DiscoveryNodes['both'] = async (name, session, action, input = {}) => {
    const { node } = nodes.of(name);
    const given = { session, action, input, note: '' };
    await node.act({ ...given, officer: 'eo' });
    return (await node.act({ ...given, officer: 'eo2' })).answer;
  };
  const propose: DiscoveryNodes['propose'] = async (from, to, agreement_id, input) => {
    const { node } = nodes.of(from);
    const session = await node.begin({ protocol: 'discovery', agreement_id, peer: to });
    const given = { session, action: 'propose', input, note: '' };
    await node.act({ ...given, officer: 'eo' });
    await node.act({ ...given, officer: 'eo2' });
    await nodes.settle();
    return session;
  };
  const stateAt: DiscoveryNodes['stateAt'] = async (name, session) => {
    const { rows } = await sql<{ state: string }>`
      SELECT state FROM exchange_session WHERE id = ${session}`.execute(nodes.of(name).ledger.db);
    return rows[0]?.state ?? null;
  };
  return {
    ...nodes,
    books,
    heard,
    both,
    propose,
    stateAt,
    async run(learner, holder, agreement, wanted = {}) {
      const id_types: readonly IdType[] = wanted.id_types ?? ['curp'];
      const input = { learner: 'us', id_types, stage_two: wanted.stage_two ?? 'always' } as const;
      const session = await propose(learner, holder, agreement, input);
      await both(holder, session, 'accept', { reveals: true });
      await nodes.settle();
      return session;
    },
    async shown(name, session) {
      const { node } = nodes.of(name);
      const action = { session, action: 'show', officer: 'co', input: {}, note: '' };
      return (await node.act(action)).answer as Shown;
    },
  };
}

export function readHeard(bytes: Uint8Array): Omit<Heard, 'to'> {
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const envelope = JSON.parse(Buffer.from(bytes.subarray(4, end)).toString()) as {
    readonly payload: string;
  };
  const payload = Buffer.from(envelope.payload, 'base64').toString();
  const header = JSON.parse(payload) as MessageHeader;
  let start = end;
  const attachments = header.attachments.map(({ bytes: length }) => {
    start += length;
    return bytes.subarray(start - length, start);
  });
  return { header, attachments, bytes };
}

/** Valid CURPs: nobody's, since their homonym digits run through all. */
export function curpsOf(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => curpOf(from + i));
}

function curpOf(n: number): string {
  const day = String(1 + (n % 28)).padStart(2, '0');
  const month = String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0');
  const year = String(50 + (Math.floor(n / 336) % 50)).padStart(2, '0');
  const stem = `MOTR${year}${month}${day}HJCRMN${Math.floor(n / 16_800) % 10}`;
  const sum = [...stem].reduce((all, each, i) => all + CURP_LETTERS.indexOf(each) * (18 - i), 0);
  return stem + String((10 - (sum % 10)) % 10);
}

const CURP_LETTERS = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Subjects with one CURP each. */
export function suspects(curps: readonly string[], label = 'p'): Subject[] {
  return curps.map((value, i) => ({
    id: `${label}${i}`,
    is_likely_victim: false,
    claims: [{ type: 'curp', value }],
  }));
}
