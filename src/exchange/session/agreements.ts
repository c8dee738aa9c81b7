/** How agreements come into force: offered, signed by every party, ended by any. */
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { mayAct } from '../../model/index.js';
import { appendAudit, canonicalJson, jsonText, type Tables } from '../../store/index.js';
import {
  type Agreement,
  agreementId,
  agreementSchema,
  partyOf,
  readAgreement,
} from '../agreement/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import {
  cardFingerprint,
  encodeMessage,
  type Json,
  type Message,
  openEnvelope,
  pinnedCard,
  sealEnvelope,
  verifyingKeyOf,
} from '../wire/index.js';
import { insertOut } from './commit.js';
import type { NodeParts } from './node-parts.js';
import { nodeTime } from './node-time.js';
import { requireRole } from './officers.js';
import { REFUSALS, sealReceipt } from './receipt.js';
import { officerOf } from './rows.js';

/** Messages about agreements are outside of any. */
const AGREEMENT_OFFERED = 'agreement.offered';
const AGREEMENT_ENDED = 'agreement.ended';
const AGREEMENT_TYPE = 'application/vnd.puente.agreement+json';
const LIFE_MS = 30 * 86_400_000;

const offered = z.strictObject({
  agreement: agreementSchema,
  /** Node → its envelope over the agreement, base64. */
  signatures: z.record(z.string(), z.string().max(200_000)),
});
const ended = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });

export interface AgreementStanding {
  readonly id: string;
  readonly agreement: Agreement;
  readonly state: 'proposed' | 'in_force' | 'ended';
  readonly signed_by: readonly string[];
}

/**
 * Signs an agreement for this node and sends it to the other parties: the first signature proposes
 * it, the last puts it in force. Only a compliance officer may. Signing again changes nothing.
 */
export async function signAgreement(
  parts: NodeParts,
  value: unknown,
  officer_id: string,
): Promise<AgreementStanding> {
  const agreement = readAgreement(value);
  refuseSecrets(agreement);
  const me = parts.identity.card;
  const now = await nodeTime(parts.ledger.db, parts.clock);
  const officer = await requireRole(parts.ledger.db, officer_id, ['compliance_officer'], now);
  partyOf(agreement, me.node);
  const known = await standingOf(parts, agreementId(agreement));
  if (known?.state === 'ended' || Date.parse(agreement.expires_at) <= now) {
    throw new Fault('exchange.agreement.ended', { id: agreementId(agreement) });
  }
  checkParties(parts, agreement, now);
  const text = Buffer.from(canonicalJson(agreement));
  const envelope = sealEnvelope(AGREEMENT_TYPE, text, [parts.identity.signing]);
  const signature = Buffer.from(envelope).toString('base64');
  return merge(parts, agreement, { [me.node]: signature }, officer.id, now, true);
}

/** Ends an agreement for everybody: nothing is exchanged under it any more. */
export async function endAgreement(parts: NodeParts, id: string, officer_id: string) {
  const now = await nodeTime(parts.ledger.db, parts.clock);
  const officer = await officerOf(parts.ledger.db, officer_id);
  if (!mayAct(officer, ['compliance_officer', 'counsel'], now)) {
    throw new Fault('exchange.officer.role', { officer: officer.id, needed: 'compliance_officer' });
  }
  const standing = await standingOf(parts, id);
  if (standing === null) throw new Fault('exchange.agreement.unknown', { id });
  await markEnded(parts, standing, officer.id, now, true);
}

export async function standingOf(parts: NodeParts, id: string): Promise<AgreementStanding | null> {
  const row = await parts.ledger.db
    .selectFrom('exchange_agreement')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { body, state, signatures } = row;
  return { id, agreement: body as Agreement, state, signed_by: Object.keys(signatures).sort() };
}

/** Takes a message about an agreement, and answers with the same receipt each time. */
export async function receiveAgreement(
  parts: NodeParts,
  { header, sender }: Message,
  bytes: Uint8Array,
): Promise<string> {
  const now = await nodeTime(parts.ledger.db, parts.clock);
  const digest = sha256(bytes);
  const receipt = (verdict: keyof typeof REFUSALS) =>
    sealReceipt(
      { message: header.id, digest, verdict: REFUSALS[verdict], at: isoTime(now) },
      parts.identity.signing,
    );
  if (header.kind === AGREEMENT_ENDED) {
    const parsed = ended.safeParse(header.body);
    const standing = parsed.success ? await standingOf(parts, parsed.data.id) : null;
    const isParty = standing?.agreement.parties.some(({ node }) => node === sender.node);
    if (!standing || !isParty) return receipt('agreement');
    await markEnded(parts, standing, sender.node, now, false);
    return receipt('taken');
  }
  const parsed = offered.safeParse(header.body);
  if (!parsed.success || header.kind !== AGREEMENT_OFFERED) return receipt('body');
  try {
    const agreement = readAgreement(parsed.data.agreement);
    refuseSecrets(agreement);
    partyOf(agreement, parts.identity.card.node);
    partyOf(agreement, sender.node);
    await merge(parts, agreement, parsed.data.signatures, sender.node, now, false);
    return receipt('taken');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    parts.tell?.({ what: 'refused', peer: sender.node, detail: error.message });
    return receipt('agreement');
  }
}

/** Signatures that hold are added; an agreement that all have signed is in force. */
async function merge(
  parts: NodeParts,
  agreement: Agreement,
  signatures: Readonly<Record<string, string>>,
  actor: string,
  now: number,
  tellOthers: boolean,
): Promise<AgreementStanding> {
  const id = agreementId(agreement);
  for (const [node, envelope] of Object.entries(signatures)) {
    checkSignature(parts, agreement, node, envelope, now);
  }
  await parts.ledger.db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('exchange_agreement')
      .select(['signatures', 'state'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const before = row?.signatures ?? {};
    const all: Record<string, unknown> = { ...signatures, ...before };
    const complete = agreement.parties.every(({ node }) => all[node] !== undefined);
    const state = row?.state === 'ended' ? 'ended' : complete ? 'in_force' : 'proposed';
    const values = { signatures: jsonText(all), state, at: isoTime(now) } as const;
    await trx
      .insertInto('exchange_agreement')
      .values({ id, body: jsonText(agreement), ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    const signed_by = Object.keys(all).sort();
    if (signed_by.length > Object.keys(before).length) {
      const body = { agreement: id, state, signed_by };
      await appendAudit(trx, [{ kind: 'agreement.signed', at: isoTime(now), actor, body }]);
    }
    if (!tellOthers) return;
    const message = { agreement, signatures: all };
    for (const { node } of agreement.parties) {
      if (node === parts.identity.card.node) continue;
      await queue(parts, trx, { to: node, id, kind: AGREEMENT_OFFERED, body: message, now });
    }
  });
  const standing = await standingOf(parts, id);
  if (standing === null) throw new Fault('exchange.agreement.unknown', { id });
  return standing;
}

async function queue(
  parts: NodeParts,
  trx: Transaction<Tables>,
  given: {
    readonly to: string;
    readonly id: string;
    readonly kind: string;
    readonly body: unknown;
    readonly now: number;
  },
): Promise<void> {
  const { to, id: session, kind, body, now } = given;
  const id = parts.ids.next();
  const at = isoTime(now);
  const expires_at = now + LIFE_MS;
  const dates = { created_at: at, expires_at: isoTime(expires_at) };
  const from = parts.identity.card.node;
  const header = { id, kind, agreement: null, session, from, to, ...dates, body: body as Json };
  const options = { key: parts.identity.signing, guard: () => {} };
  const bytes = encodeMessage(header, [], options);
  const hash = await parts.blobs.keep(bytes);
  const about = { id, kind, to, session, agreement: null, expires_at };
  await insertOut(trx, { ...about, hash, bytes: bytes.length }, at);
}

async function markEnded(
  parts: NodeParts,
  { id, agreement, state }: AgreementStanding,
  actor: string,
  now: number,
  tellOthers: boolean,
): Promise<void> {
  if (state === 'ended') return;
  await parts.ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_agreement')
      .set({ state: 'ended', at: isoTime(now) })
      .where('id', '=', id)
      .execute();
    const body = { agreement: id };
    await appendAudit(trx, [{ kind: 'agreement.ended', at: isoTime(now), actor, body }]);
    if (!tellOthers) return;
    for (const { node } of agreement.parties) {
      if (node === parts.identity.card.node) continue;
      await queue(parts, trx, { to: node, id, kind: AGREEMENT_ENDED, body: { id }, now });
    }
  });
}

/** That each party is the node whose card people pinned here, in the country and role it has. */
function checkParties(parts: NodeParts, agreement: Agreement, now: number): void {
  for (const party of agreement.parties) {
    const own = party.node === parts.identity.card.node;
    const card = own ? parts.identity.card : pinnedCard(parts.peers, party.node, now);
    const same =
      cardFingerprint(card) === party.card &&
      card.country === party.country &&
      card.role === party.role;
    if (!same) throw new Fault('exchange.agreement.card', { node: party.node });
  }
}

function checkSignature(
  parts: NodeParts,
  agreement: Agreement,
  node: string,
  envelope: string,
  now: number,
): void {
  partyOf(agreement, node);
  const own = node === parts.identity.card.node;
  const card = own ? parts.identity.card : pinnedCard(parts.peers, node, now);
  const key = verifyingKeyOf(card.signing_key);
  const { payload } = openEnvelope(Buffer.from(envelope, 'base64'), {
    payload_type: AGREEMENT_TYPE,
    keyOf: (id) => (id === key.key_id ? key : null),
    signatures_max: 1,
  });
  if (Buffer.from(payload).toString() !== canonicalJson(agreement)) {
    throw new Fault('exchange.agreement.signature', { node });
  }
}
