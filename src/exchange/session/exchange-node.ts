/** A node of the exchange: takes messages, acts for officers, delivers, watches the clock. */
import { Fault, isoTime } from '../../base/index.js';
import { appendAudit } from '../../store/index.js';
import { type Agreement, epochAt } from '../agreement/index.js';
import { joinMessages, WIRE_BOUNDS } from '../wire/index.js';
import {
  type Action,
  type ActionAnswer,
  act,
  discardSession,
  dueSessions,
  type Opening,
  openSession,
  passDeadline,
} from './act.js';
import {
  type AgreementStanding,
  endAgreement,
  receiveAgreement,
  signAgreement,
  standingOf,
} from './agreements.js';
import { deliverTo, takeReceipt, waitingPeers } from './deliver.js';
import type { NodeParts } from './node-parts.js';
import { nodeTime } from './node-time.js';
import { openMessage, receiveMessage } from './receive.js';

export interface ExchangeNode {
  /** Takes a message and returns the receipt's text; throws where it is no message for us. */
  receive(bytes: Uint8Array, from?: string): Promise<string>;
  begin(opening: Opening): Promise<string>;
  act(action: Action): Promise<ActionAnswer>;
  /** Forgets a session in which nothing has happened, when its first action was refused. */
  discard(session: string): Promise<void>;
  sign(agreement: unknown, officer: string): Promise<AgreementStanding>;
  endAgreement(id: string, officer: string): Promise<void>;
  agreement(id: string): Promise<AgreementStanding | null>;
  /** One round of deliveries to every peer for whom something waits; how many were taken. */
  deliver(): Promise<number>;
  /** What waits for a peer that fetches its messages itself, as one body. */
  waitingFor(peer: string): Promise<Uint8Array>;
  receipt(peer: string, text: string): Promise<void>;
  /** Deadlines that have come, and epochs whose keys are to be destroyed. */
  tick(): Promise<void>;
}

/** How long after an epoch's end its keys stay: one epoch, in which owners tokenise anew. */
const OVERLAP_EPOCHS = 1;
const PULL_BYTES_MAX = WIRE_BOUNDS.message_bytes_max / 2;
const PULL_MESSAGES_MAX = 100;

/** Builds a node. It does nothing by itself: whoever runs it calls `deliver` and `tick`. */
export function createExchangeNode(parts: NodeParts): ExchangeNode {
  const inTurn = createTurns();
  return {
    async receive(bytes, from) {
      const message = openMessage(parts, bytes);
      if (from !== undefined && from !== message.header.from) {
        throw new Fault('exchange.wire.message.sender', { from: message.header.from, node: from });
      }
      return inTurn(message.header.session, () =>
        message.header.agreement === null
          ? receiveAgreement(parts, message, bytes)
          : receiveMessage(parts, message, bytes),
      );
    },
    begin: (opening) => openSession(parts, opening),
    act: (action) => inTurn(action.session, () => act(parts, action)),
    discard: (session) => inTurn(session, () => discardSession(parts, session)),
    sign: (agreement, officer) =>
      inTurn('agreements', () => signAgreement(parts, agreement, officer)),
    endAgreement: (id, officer) => inTurn(id, () => endAgreement(parts, id, officer)),
    agreement: (id) => standingOf(parts, id),
    async deliver() {
      const peers = await waitingPeers(parts);
      const taken = await Promise.all(
        peers.map((peer) => inTurn(`to ${peer}`, () => deliverTo(parts, peer))),
      );
      return taken.reduce((sum, count) => sum + count, 0);
    },
    waitingFor: (peer) => inTurn(`to ${peer}`, () => waitingFor(parts, peer)),
    receipt: (peer, text) => inTurn(`to ${peer}`, () => takeReceipt(parts, peer, text)),
    async tick() {
      const now = await nodeTime(parts.ledger.db, parts.clock);
      for (const id of await dueSessions(parts.ledger.db, now)) {
        await inTurn(id, () => passDeadline(parts, id));
      }
      await parts.sweep?.(now);
      await destroyEpochs(parts, now);
    },
  };
}

async function waitingFor(parts: NodeParts, peer: string): Promise<Uint8Array> {
  const rows = await parts.ledger.db
    .selectFrom('exchange_message')
    .select(['sha256', 'bytes'])
    .where('peer', '=', peer)
    .where('state', '=', 'waiting')
    .orderBy('position')
    .limit(PULL_MESSAGES_MAX)
    .execute();
  const messages: Uint8Array[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Number(row.bytes);
    if (messages.length > 0 && bytes > PULL_BYTES_MAX) break;
    messages.push(await parts.blobs.read(row.sha256));
  }
  return joinMessages(messages);
}

/** Destroys the secrets of epochs that are over, and says so in the log. */
async function destroyEpochs(parts: NodeParts, now: number): Promise<void> {
  for (const { agreement: id, epoch } of await parts.vault.epochs()) {
    const standing = await standingOf(parts, id);
    if (standing !== null && !isOver(standing.agreement, epoch, now)) continue;
    await parts.vault.destroy(id, epoch);
    const actor = parts.identity.card.node;
    const entry = { kind: 'exchange.epoch_destroyed', at: isoTime(now), actor };
    await parts.ledger.db
      .transaction()
      .execute((trx) => appendAudit(trx, [{ ...entry, body: { agreement: id, epoch } }]));
  }
}

function isOver(agreement: Agreement, epoch: number, now: number): boolean {
  return epochAt(agreement, now) > epoch + OVERLAP_EPOCHS;
}

/** Runs what has the same name one after another; what has other names does not wait. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => {});
    last.set(name, settled);
    void settled.then(() => {
      if (last.get(name) === settled) last.delete(name);
    });
    return turn;
  };
}
