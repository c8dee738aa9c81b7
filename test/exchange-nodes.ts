/** Nodes of the exchange for tests: real ledgers, keys, files; post goes from hand to hand. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, fixedClock, isoTime, present } from '../src/base/index.js';
import {
  type Agreement,
  type AnyProtocol,
  addOfficer,
  bundledPaths,
  cardFingerprint,
  createAuthority,
  createExchangeNode,
  createIdentity,
  type ExchangeNode,
  filePermit,
  issueCertificate,
  type NodeEvent,
  type NodeIdentity,
  type NodeParts,
  openBlobs,
  openVault,
  type PeerDirectory,
  peerDirectory,
} from '../src/exchange/index.js';
import type { Ledger } from '../src/store/index.js';
import { LEDGER_KINDS } from './ledgers.js';

export interface TestNode {
  readonly name: string;
  readonly node: ExchangeNode;
  readonly ledger: Ledger;
  readonly identity: NodeIdentity;
  readonly folder: string;
  readonly events: NodeEvent[];
  /** Set to make the post to this node fail, or to look at what arrives. */
  onArrival: ((bytes: Uint8Array) => void) | null;
  /** Sets its clock so many milliseconds before that of the others, or behind. */
  skew(by_ms: number): void;
  /** The process dies at the so-many-th statement from now on, and stays dead until revived. */
  dieAt(statement: number): void;
  /** Starts the process again on what it left; whether it had died. */
  revive(): boolean;
}

export interface TestNodes {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly of: (name: string) => TestNode;
  /** Delivers until nothing waits anywhere. */
  settle(): Promise<void>;
  /** An agreement that all of these nodes have signed. */
  agree(names: readonly string[], changes?: Partial<Agreement>, basis?: string): Promise<string>;
  close(): Promise<void>;
}

export const START = Date.parse('2026-11-02T12:00:00Z');
const DAY_MS = 86_400_000;

/**
 * Nodes named as `exmaus33.us` (a bank) or `authority-a.mx`; each with officers `eo`, `eo2`
 * (exchange), `co`, `co2` (compliance), `counsel`, `auditor`, `analyst`, `ao`, `ao2` (authority),
 * and with the policy and the registrations that its country's open paths need.
 */
export async function testNodes(
  names: readonly string[],
  protocols: readonly AnyProtocol[],
  toolsOf: (name: string, identity: NodeIdentity, peers: PeerDirectory) => unknown = () => ({}),
): Promise<TestNodes> {
  const clock = fixedClock(START);
  const root = mkdtempSync(join(tmpdir(), 'puente-exchange-'));
  const authority = createAuthority(
    join(root, 'ca'),
    { name: 'Trial authority', valid_days: 300 },
    clock,
    (count) => randomBytes(count),
  );
  const identities = names.map((name) => identityOf(root, name, authority, clock));
  const nodes = new Map<string, TestNode>();
  for (const identity of identities) {
    const others = identities.filter((each) => each !== identity).map((each) => each.card);
    const peers = peerDirectory(others);
    const { node: name } = identity.card;
    const opened = await openNode(join(root, name), identity, {
      peers,
      clock,
      protocols,
      tools: toolsOf(name, identity, peers),
      post: async (to, bytes) => {
        const peer = present(nodes.get(to), to);
        peer.onArrival?.(bytes);
        try {
          return await peer.node.receive(bytes, name);
        } catch (error) {
          const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
          if (!(error instanceof Fault) && !(error instanceof Killed) && !isFull) throw error;
          throw new Fault('exchange.wire.unreachable', { node: to });
        }
      },
    });
    nodes.set(name, opened);
    await staff(opened.ledger, name, names);
  }
  const of = (name: string) => present(nodes.get(name), name);
  const settle = async () => {
    for (let quiet = false; !quiet; ) {
      const taken = await Promise.all([...nodes.values()].map(({ node }) => node.deliver()));
      quiet = taken.every((count) => count === 0);
    }
  };
  return {
    clock,
    of,
    settle,
    async agree(parties, changes, basis) {
      const agreement = agreementOf(parties.map(of), changes, basis);
      let id = '';
      for (const name of parties) id = (await of(name).node.sign(agreement, 'co')).id;
      await settle();
      return id;
    },
    async close() {
      for (const { ledger } of nodes.values()) await ledger.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

class Killed extends Error {}

async function openNode(
  folder: string,
  identity: NodeIdentity,
  given: Pick<NodeParts, 'peers' | 'clock' | 'protocols' | 'tools' | 'post'>,
): Promise<TestNode> {
  const { node: name } = identity.card;
  const ledger = await present(LEDGER_KINDS[0], 'PGlite').open();
  const events: NodeEvent[] = [];
  const life = { left: Number.POSITIVE_INFINITY };
  let ids = 0;
  let ahead_ms = 0;
  const clock = { now: () => given.clock.now() + ahead_ms };
  const start = () =>
    createExchangeNode({
      ...given,
      clock,
      identity,
      ledger: mortal(ledger, life),
      blobs: openBlobs(join(folder, 'messages')),
      vault: openVault(join(folder, 'secrets')),
      ids: { next: () => `t-${name}-${++ids}` },
      paths: bundledPaths(),
      tell: (event) => void events.push(event),
    });
  let node = start();
  return {
    name,
    get node() {
      return node;
    },
    ledger,
    identity,
    folder,
    events,
    onArrival: null,
    skew: (by_ms) => {
      ahead_ms = by_ms;
    },
    dieAt: (statement) => {
      life.left = statement;
    },
    revive: () => {
      const died = life.left <= 0;
      life.left = Number.POSITIVE_INFINITY;
      node = start();
      return died;
    },
  };
}

/** A ledger whose process dies before a statement: what was committed stays, the rest is gone. */
function mortal(ledger: Ledger, life: { left: number }): Ledger {
  const db = ledger.db.withPlugin({
    transformQuery: ({ node }) => {
      life.left--;
      if (life.left <= 0) throw new Killed('killed');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...ledger, db };
}

/** Parties with the law that its country's open paths rest on. */
export function agreementOf(
  nodes: readonly TestNode[],
  changes: Partial<Agreement> = {},
  basis?: string,
): Agreement {
  const BASES = {
    'US bank': 'US.FIN-2025-G001',
    'MX bank': 'MX.LIC115-EXT',
    'US authority': 'US.314a',
    'MX authority': 'MX.UIF-REQ',
  } as const;
  return {
    version: 1,
    title: 'Trial of two institutions',
    parties: nodes.map(({ identity: { card } }) => ({
      node: card.node,
      institution: card.names.en,
      country: card.country,
      role: card.role === 'bank' ? 'bank' : 'authority',
      legal_bases: [
        basis ?? BASES[`${card.country} ${card.role === 'bank' ? 'bank' : 'authority'}`],
      ],
      card: cardFingerprint(card),
    })),
    purpose: 'fentanyl_proceeds',
    protocols: ['inquiry', 'discovery', 'search', 'order', 'feed', 'monitoring', 'tracing'],
    id_types: ['curp', 'rfc', 'clabe', 'account', 'phone', 'payment', 'person_name'],
    elements_max: 10_000,
    budgets: { day: 100_000, epoch: 1_000_000 },
    stages: 'count_then_subjects',
    k_min: 5,
    retention_days: 365,
    tlp: 'AMBER',
    onward: 'none',
    epoch: { first_at: isoTime(START - DAY_MS), days: 30 },
    effective_at: isoTime(START - DAY_MS),
    expires_at: isoTime(START + 200 * DAY_MS),
    ...changes,
  };
}

function identityOf(
  root: string,
  name: string,
  authority: ReturnType<typeof createAuthority>,
  clock: ReturnType<typeof fixedClock>,
): NodeIdentity {
  const draft = { node: name, hosts: ['127.0.0.1'], valid_days: 90 };
  const tls = issueCertificate(authority, draft, clock, (count) => randomBytes(count));
  const [own = '', country = ''] = name.split('.');
  const role = own.startsWith('authority') ? 'authority' : 'bank';
  const label = `${own} (fictional)`;
  return createIdentity(
    join(root, name, 'identity'),
    {
      node: name,
      bic: role === 'bank' ? own.toUpperCase() : null,
      country: country === 'us' ? 'US' : 'MX',
      role,
      names: { en: label, es: label },
      url: 'https://127.0.0.1:7',
      valid_days: 365,
    },
    tls,
    clock,
  );
}

async function staff(ledger: Ledger, name: string, all: readonly string[]): Promise<void> {
  const people = {
    admin: ['administrator'],
    eo: ['exchange_officer'],
    eo2: ['exchange_officer'],
    co: ['compliance_officer'],
    co2: ['compliance_officer'],
    counsel: ['counsel'],
    auditor: ['auditor'],
    analyst: ['analyst'],
    ao: ['authority_officer'],
    ao2: ['authority_officer'],
  } as const;
  for (const [id, roles] of Object.entries(people)) {
    await addOfficer(ledger, { id, name: id, roles, since: 0 }, 'admin', START);
  }
  const dates = { valid_from: START - DAY_MS, valid_until: START + 300 * DAY_MS };
  if (name.endsWith('.us')) {
    const body = { title: 'Sharing abroad', adopted_by: 'Board', to_country: 'MX' };
    await filePermit(ledger, { kind: 'policy', holder: name, body, ...dates }, 'co', START);
    for (const holder of all.filter((each) => each.endsWith('.us'))) {
      const proof = { programme: '314b', reference: 'R-1', proof: 'portal' };
      const registration = { kind: 'registration', holder, body: proof, ...dates } as const;
      await filePermit(ledger, registration, 'co', START);
    }
  }
  for (const holder of all.filter((each) => name.endsWith('.mx') && each.endsWith('.mx'))) {
    const body = { officers: ['eo', 'eo2'], format: 'CNBV 2020' };
    await filePermit(ledger, { kind: 'named_officers', holder, body, ...dates }, 'co', START);
  }
}
