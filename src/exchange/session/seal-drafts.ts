/** Drafts become signed messages: judged, scanned, recorded, kept on disk; not yet sent. */
import { Fault, isoTime } from '../../base/index.js';
import {
  type Agreement,
  type AgreementParty,
  judgePath,
  type PathAnswer,
  partyOf,
} from '../agreement/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import { encodeMessage, type Json } from '../wire/index.js';
import { ABORT_KIND, abortKind } from './core-kinds.js';
import type { NodeParts } from './node-parts.js';
import type { AnyProtocol, Cause, Draft, MessageKind } from './protocol.js';
import { type ReleaseRecord, releaseRecord } from './release-record.js';
import { type KeptSession, listPermits } from './rows.js';

/** A message that waits for its transaction. */
export interface SealedMessage {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly session: string;
  readonly hash: string;
  readonly bytes: number;
  readonly expires_at: number;
  readonly release: ReleaseRecord;
}

const DAY_MS = 86_400_000;
/** How long a message may wait for a peer that is away. */
const LIFE_DAYS_MAX = 30;

/** What each side of a session may tell the other, by what is on file here. */
export function pathBetween(
  parts: NodeParts,
  permits: Awaited<ReturnType<typeof listPermits>>,
  given: {
    readonly agreement: Agreement;
    readonly agreement_id: string;
    readonly from: AgreementParty;
    readonly to: AgreementParty;
    readonly informs: MessageKind['informs'];
    readonly now: number;
  },
): PathAnswer {
  const { agreement, now } = given;
  return judgePath(parts.paths, { ...given, id_types: agreement.id_types, at_ms: now, permits });
}

/**
 * Seals each draft. Throws `exchange.path_denied` where the matrix does not allow what a message
 * would make known, and `exchange.secret.…` where it holds what never leaves: then nothing is sent.
 */
export async function sealDrafts(
  parts: NodeParts,
  given: {
    readonly session: KeptSession;
    readonly protocol: AnyProtocol;
    readonly drafts: readonly Draft[];
    readonly cause: Cause;
    readonly approvals: readonly string[];
    readonly now: number;
  },
): Promise<readonly SealedMessage[]> {
  const { session, protocol, drafts, cause, approvals, now } = given;
  if (drafts.length === 0) return [];
  const permits = await listPermits(parts.ledger.db);
  const sealed: SealedMessage[] = [];
  for (const draft of drafts) {
    const kind = kindOf(protocol, draft.kind);
    const to = draft.to === undefined ? session.peer : partyOf(session.agreement, draft.to);
    const { agreement, agreement_id, us } = session;
    const question = { agreement, agreement_id, from: us, to, informs: kind.informs, now };
    const path = pathBetween(parts, permits, question);
    if (!path.allowed) {
      throw new Fault('exchange.path_denied', {
        kind: draft.kind,
        from: us.node,
        to: to.node,
        missing: path.missing.join(', '),
      });
    }
    const content = kind.body.parse(draft.body);
    const scanned = refuseSecrets(content);
    const record = { agreement, us, to, kind, path, cause, approvals, scanned, now };
    const release = releaseRecord(record);
    sealed.push(await sealOne(parts, session, draft, { to: to.node, content, release, now }));
  }
  return sealed;
}

export function kindOf(protocol: AnyProtocol, name: string): MessageKind {
  const kind = name === ABORT_KIND ? abortKind : protocol.kinds[name];
  if (kind === undefined) throw new Fault('exchange.kind', { kind: name });
  return kind;
}

async function sealOne(
  parts: NodeParts,
  session: KeptSession,
  draft: Draft,
  given: {
    readonly to: string;
    readonly content: unknown;
    readonly release: ReleaseRecord;
    readonly now: number;
  },
): Promise<SealedMessage> {
  const { to, content, release, now } = given;
  const agreed_ms = Date.parse(session.agreement.expires_at);
  const expires_at = Math.min(now + LIFE_DAYS_MAX * DAY_MS, agreed_ms);
  const header = {
    id: parts.ids.next(),
    kind: draft.kind,
    agreement: session.agreement_id,
    session: draft.session ?? session.id,
    from: parts.identity.card.node,
    to,
    created_at: isoTime(now),
    expires_at: isoTime(expires_at),
    ...(draft.in_reply_to === undefined ? {} : { in_reply_to: draft.in_reply_to }),
    body: { content, release } as unknown as Json,
  };
  const options = { key: parts.identity.signing, guard: () => {} };
  const bytes = encodeMessage(header, draft.attachments ?? [], options);
  const hash = await parts.blobs.keep(bytes);
  const { id, kind, session: name } = header;
  return { id, kind, to, session: name, hash, bytes: bytes.length, expires_at, release };
}
