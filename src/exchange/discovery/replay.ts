/**
 * An auditor's replay of one party's side of a run. The party opens its seed and inputs; all that
 * it sent must follow from them bit for bit, and what it committed to must stand in its log before
 * what it sent. A party may still have put false subjects into its set before it committed: against
 * that the auditor holds the opened inputs to the party's files (`justified`).
 */
import { sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import {
  answerCount,
  answerOrder,
  blindSet,
  type ExchangeContext,
  type Group,
  type GroupWork,
  type HeldKey,
  packInputs,
  suiteOf,
} from '../group/index.js';
import type { Records, Vault } from '../session/index.js';
import type { TokenInput } from '../subject/index.js';
import { commit, holderKey } from './commitment.js';
import type { Commitment } from './discovery-data.js';
import { AREA } from './run-guards.js';
import { bucketOf } from './sizes.js';

/** What a party shows to an auditor. */
export interface OpenedRun {
  readonly seed: Uint8Array;
  readonly inputs: readonly string[];
}

/** A message of the run, of either way, as it lies in the record. */
export interface RunMessage {
  readonly kind: string;
  readonly body: unknown;
  readonly attachments: readonly Uint8Array[];
}

/** What of a party's story does not hold; none where all does. */
export const REPLAY_FINDINGS = [
  'seed',
  'inputs',
  'key',
  'unjustified',
  'batch',
  'evaluations',
  'tags',
  'sum_proof',
  'order',
  'proofs',
  'not_logged',
  'logged_late',
] as const;
export type ReplayFinding = (typeof REPLAY_FINDINGS)[number];

export interface Replay {
  readonly curve: Group;
  readonly group: GroupWork;
  readonly session: string;
  readonly binding: ExchangeContext;
  readonly role: 'learner' | 'holder';
  readonly opened: OpenedRun;
  /** The messages of the run, oldest first, as the party's peer holds them. */
  readonly messages: readonly RunMessage[];
  /** The party's own audit log, entries in order. */
  readonly log: readonly string[];
  /** Inputs that the party's files account for; absent: not looked at. */
  readonly justified?: ReadonlySet<string>;
}

/** Computes a party's side again, and tells what differs from what it sent and logged. */
export async function replay(run: Replay): Promise<readonly ReplayFinding[]> {
  const { opened, role, justified, curve, binding } = run;
  const found = new Set<ReplayFinding>();
  const said = commitmentOf(run);
  const again = commit(curve, opened, role === 'holder' ? binding : null);
  for (const part of ['seed', 'inputs', 'key'] as const) {
    if (said?.[part] !== again[part]) found.add(part);
  }
  if (justified && opened.inputs.some((input) => !justified.has(input))) found.add('unjustified');
  const differs = role === 'learner' ? await learnerDiffers(run) : await holderDiffers(run);
  for (const finding of differs) found.add(finding);
  const logged = logFinding(run, said);
  if (logged) found.add(logged);
  return REPLAY_FINDINGS.filter((finding) => found.has(finding));
}

/** What the institution opens: its seed of the run, and the inputs that it kept. */
export async function openRun(given: {
  readonly vault: Vault;
  readonly records: Records;
  readonly agreement_id: string;
  readonly epoch: number;
  readonly session: string;
}): Promise<OpenedRun> {
  const { vault, records, agreement_id, epoch, session } = given;
  const seed = await vault.derive(agreement_id, epoch, `session ${session} discovery`);
  const kept = await records.find(AREA.part, `${session} inputs`);
  return { seed, inputs: ((kept ?? []) as readonly TokenInput[]).map(({ input }) => input) };
}

/** What the party was held to, as its peer heard it first. */
function commitmentOf({ messages, role }: Replay): Commitment | null {
  const message =
    role === 'learner'
      ? sentIn({ messages }, 'discovery.blinded')
      : (sentIn({ messages }, 'discovery.accepted') ?? sentIn({ messages }, 'discovery.proposed'));
  return (message?.body as { readonly commitment?: Commitment } | undefined)?.commitment ?? null;
}

async function learnerDiffers(run: Replay): Promise<readonly ReplayFinding[]> {
  const { group, opened, binding } = run;
  const sent = sentIn(run, 'discovery.blinded');
  const rows = (sent?.attachments[0]?.length ?? 0) / 32;
  const inputs = packInputs(opened.inputs);
  if (rows < opened.inputs.length) return ['batch'];
  const session = { suite: suiteOf(binding), seed: opened.seed };
  const blinded = await blindSet(group, session, { inputs, rows });
  return isSame(sent?.attachments[0], blinded) ? [] : ['batch'];
}

async function holderDiffers(run: Replay): Promise<readonly ReplayFinding[]> {
  const { curve, group, opened, binding } = run;
  const pair = holderKey(curve, opened.seed, binding);
  const key = await group.hold(pair.secret, 'scalar');
  try {
    return await holderFindings(run, { key, public_key: pair.public });
  } finally {
    await group.forget(key);
  }
}

async function holderFindings(run: Replay, key: HeldKey): Promise<readonly ReplayFinding[]> {
  const { group, opened, binding } = run;
  const blinded = sentIn(run, 'discovery.blinded')?.attachments[0];
  const counted = sentIn(run, 'discovery.counted');
  if (!blinded || !counted) return [];
  const session = { suite: suiteOf(binding), seed: opened.seed };
  const own = packInputs(opened.inputs);
  const bounds = { elements_max: blinded.length / 32 };
  const tags = bucketOf(opened.inputs.length);
  const asked = { blinded, bounds, own, tags, with_proof: true };
  const again = await answerCount(group, session, key, asked);
  const [evaluated, sent_tags, sum_proof] = counted.attachments;
  const found: ReplayFinding[] = [];
  if (!isSame(evaluated, again.evaluated)) found.push('evaluations');
  if (!isSame(sent_tags, again.tags)) found.push('tags');
  if (!isSame(sum_proof, again.sum_proof)) found.push('sum_proof');
  const revealed = sentIn(run, 'discovery.revealed');
  if (!revealed) return found;
  const order = await answerOrder(group, session, key, { blinded, evaluated: again.evaluated });
  if (!isSame(revealed.attachments[0], order.order_seed)) found.push('order');
  if (!isSame(revealed.attachments[1], order.proofs)) found.push('proofs');
  return found;
}

/** A commitment that was logged after what it is about binds nobody. */
function logFinding(run: Replay, said: Commitment | null): ReplayFinding | null {
  const sends = run.role === 'learner' ? 'discovery.blinded' : 'discovery.counted';
  const wanted = said === null ? '' : canonicalJson(said);
  let committed_at = -1;
  let sent_at = Number.POSITIVE_INFINITY;
  run.log.forEach((text, position) => {
    const { kind, body } = JSON.parse(text) as LogEntry;
    if (body?.session !== run.session) return;
    const note = body.note?.commitment;
    const isIt = kind === 'exchange.discovery' && note && canonicalJson(note) === wanted;
    if (isIt && committed_at < 0) committed_at = position;
    if (kind === 'exchange.sent' && body.kind === sends) sent_at = Math.min(sent_at, position);
  });
  if (committed_at < 0) return 'not_logged';
  return committed_at < sent_at ? null : 'logged_late';
}

interface LogEntry {
  readonly kind: string;
  readonly body?: {
    readonly session?: string;
    readonly kind?: string;
    readonly note?: { readonly commitment?: unknown };
  };
}

function sentIn({ messages }: Pick<Replay, 'messages'>, kind: string): RunMessage | undefined {
  return messages.find((message) => message.kind === kind);
}

function isSame(sent: Uint8Array | undefined, again: Uint8Array): boolean {
  return sent !== undefined && sha256(sent) === sha256(again);
}
