/** The run itself: count first, then which. */
import { Fault, present } from '../../base/index.js';
import {
  answerCount,
  answerOrder,
  countShared,
  learnShared,
  PROOF_BYTES,
  packInputs,
} from '../group/index.js';
import type { Outcome } from '../session/index.js';
import { subjectsOf } from '../subject/index.js';
import type { Checks } from './checks.js';
import { acceptedBody, blindedBody, type DiscoveryData } from './discovery-data.js';
import { AREA, claimBatch, claimRun, type RunOutcome } from './run-guards.js';
import {
  base64,
  type Context,
  channelWith,
  checkRole,
  checkRows,
  keep,
  keepIn,
  keptBytes,
  keptInputs,
  materialOf,
  runOf,
  withHolderKey,
} from './run-material.js';
import { bandOf, bucketOf } from './sizes.js';
import { messageBody, sendBlinded, waitUntil } from './take-part.js';

/** Learner: the peer takes part and is held to its inputs and its key. */
export async function begin(context: Context, checks: Checks): Promise<Outcome<DiscoveryData>> {
  checkRole(context, 'learner');
  const { commitment } = acceptedBody.parse(messageBody(context));
  if (commitment.key === null) throw new Fault('exchange.discovery.key');
  const { data } = context.session;
  const ours = present(data.ours, 'our commitment');
  return sendBlinded(context, checks, { data: { ...data, theirs: commitment }, ours, found: null });
}

/** Holder: evaluates the batch, in a drawn order, beside tags of its own set. */
export async function evaluateBatch(
  context: Context,
  checks: Checks,
): Promise<Outcome<DiscoveryData>> {
  checkRole(context, 'holder');
  const { session, tools, now } = context;
  const body = blindedBody.parse(messageBody(context));
  const { binding, context_hash, group_session } = await materialOf(context);
  if (body.context !== context_hash) throw new Fault('exchange.discovery.context');
  if (body.id_types.join() !== session.data.id_types.join()) {
    throw new Fault('exchange.discovery.type', { type: body.id_types.join(', ') });
  }
  const { theirs } = session.data;
  const isHeld = theirs?.inputs === body.commitment.inputs && theirs.seed === body.commitment.seed;
  if (theirs !== null && !isHeld) throw new Fault('exchange.discovery.commitment');
  checkRows(context, body.rows);
  const [blinded] = attachmentsOf(context, [body.rows * 32]);
  const own = packInputs((await keptInputs(context)).map(({ input }) => input));
  const tags = bucketOf(own.ends.length);
  const bounds = { elements_max: body.rows };
  const { seed } = group_session;
  const answer = await withHolderKey(context, { binding, seed }, (key) =>
    answerCount(tools.group, group_session, key, { blinded, bounds, own, tags, with_proof: true }),
  );
  const { rows, stage_two } = body;
  const run = runOf(context, false, body.id_types);
  return {
    state: stage_two === 'never' ? 'counted_out' : 'evaluated',
    data: { ...session.data, rows, stage_two, theirs: body.commitment },
    send: [
      {
        kind: 'discovery.counted',
        body: {},
        attachments: [answer.evaluated, answer.tags, answer.sum_proof],
      },
    ],
    effects: [
      claimRun(run, { session: session.id, now, groupBy: checks.groupBy }),
      claimBatch(blinded, { session: session.id, now }),
      keep(context, 'blinded', base64(blinded)),
      keep(context, 'evaluated', base64(answer.evaluated)),
    ],
    deadline_at: stage_two === 'never' ? null : waitUntil(context),
    note: { rows, tags, stage_two },
  };
}

/** Learner: knows how many. Where the peer may not learn of it, what follows is settled. */
export async function count(context: Context, checks: Checks): Promise<Outcome<DiscoveryData>> {
  const { session, tools, now } = context;
  const { data } = session;
  const rows = present(data.rows, 'the size of the batch');
  const [evaluated, tags, sum_proof] = attachmentsOf(context, [rows * 32, null, PROOF_BYTES]);
  const blinded = await keptBytes(context, 'blinded');
  const { group_session } = await materialOf(context);
  const counted = await countShared(tools.group, group_session, {
    blinded,
    answer: { evaluated, tags, sum_proof },
    public_key: peerKey(data),
  });
  const { shared, is_shared } = counted;
  const outcome = { inputs: data.inputs ?? 0, shared };
  // Until which ones are known, the band is shown only where officers decide by it.
  const isSettled = data.stage_two === 'always' && checks.follows_always;
  const kept = {
    data: { ...data, band: isSettled ? null : bandOf(shared) },
    effects: [
      keep(context, 'evaluated', base64(evaluated)),
      keep(context, 'is_shared', base64(is_shared)),
      keepIn(AREA.outcome, `${channelWith(context)} ours ${session.id}`, outcome, now),
    ],
  };
  if (data.stage_two === 'never') return { state: 'count_known', deadline_at: null, ...kept };
  const deadline_at = waitUntil(context);
  if (data.stage_two === 'officers') return { state: 'counted', deadline_at, ...kept };
  if (!checks.follows_always && shared === 0) {
    return { state: 'count_known', deadline_at: null, ...kept };
  }
  const send = [{ kind: 'discovery.followed', body: {} }];
  return { state: 'awaiting_reveal', send, deadline_at, ...kept };
}

/** Holder: the learner asks on. */
export async function hearFollowUp(context: Context): Promise<Outcome<DiscoveryData>> {
  const { session, now } = context;
  const { rows, reveals } = session.data;
  const key = `${channelWith(context)} theirs ${session.id}`;
  const outcome = { inputs: rows ?? 0, shared: rows ?? 0 };
  const effects = [keepIn(AREA.outcome, key, outcome, now)];
  if (reveals) {
    const revealed = await reveal(context);
    return { ...revealed, effects };
  }
  return { state: 'asked', data: session.data, effects, deadline_at: waitUntil(context) };
}

/** Holder: the learner's officers, who have seen the band, do not ask on. */
export function hearClosing(context: Context): Outcome<DiscoveryData> {
  const { session, now } = context;
  const key = `${channelWith(context)} theirs ${session.id}`;
  const outcome = { inputs: session.data.rows ?? 0, shared: 0 };
  const effects = [keepIn(AREA.outcome, key, outcome, now)];
  return { state: 'closed', data: session.data, effects, deadline_at: null };
}

/** Holder: gives away the order of stage 1, and proves it. */
export async function reveal(context: Context): Promise<Outcome<DiscoveryData>> {
  const { session, tools } = context;
  const [blinded, evaluated] = [
    await keptBytes(context, 'blinded'),
    await keptBytes(context, 'evaluated'),
  ];
  const { binding, group_session } = await materialOf(context);
  const { seed } = group_session;
  const answer = await withHolderKey(context, { binding, seed }, (key) =>
    answerOrder(tools.group, group_session, key, { blinded, evaluated }),
  );
  const attachments = [answer.order_seed, answer.proofs];
  return {
    state: 'revealed',
    data: session.data,
    send: [{ kind: 'discovery.revealed', body: {}, attachments }],
    deadline_at: null,
  };
}

/** Learner: knows which. */
export async function learn(context: Context): Promise<Outcome<DiscoveryData>> {
  const { session, tools } = context;
  const { data } = session;
  const [order_seed, proofs] = attachmentsOf(context, [null, null]);
  const inputs = await keptInputs(context);
  const { group_session } = await materialOf(context);
  const shared = await learnShared(tools.group, group_session, {
    blinded: await keptBytes(context, 'blinded'),
    evaluated: await keptBytes(context, 'evaluated'),
    is_shared: await keptBytes(context, 'is_shared'),
    answer: { order_seed, proofs },
    public_key: peerKey(data),
    inputs: inputs.length,
  });
  const matched = subjectsOf(shared.map((i) => present(inputs[i], 'an input')));
  const found = await tools.records.find(
    AREA.outcome,
    `${channelWith(context)} ours ${session.id}`,
  );
  const band = bandOf((found as RunOutcome).shared);
  const effects = [keep(context, 'matched', matched)];
  return { state: 'learned', data: { ...data, band }, effects, deadline_at: null };
}

/** What the learner's officers are shown: the band, and who is shared once that is known. */
export async function show(context: Context): Promise<Outcome<DiscoveryData>> {
  const { session, tools } = context;
  const { state, data } = session;
  const matched =
    state === 'learned' ? await tools.records.find(AREA.part, `${session.id} matched`) : null;
  return { state, data, answer: { band: data.band, matched } };
}

function peerKey({ theirs }: DiscoveryData): Uint8Array {
  return new Uint8Array(Buffer.from(present(theirs?.key, 'the key of the holder'), 'hex'));
}

/** A message's attachments: as many as are due, and as long where that is known. */
function attachmentsOf<const N extends readonly (number | null)[]>(
  { cause }: Context,
  lengths: N,
): { [K in keyof N]: Uint8Array } {
  const found = cause.by === 'message' ? cause.message.attachments : [];
  const fits =
    found.length === lengths.length &&
    lengths.every((length, i) => length === null || found[i]?.length === length);
  if (!fits) {
    const bytes = found.map(({ length }) => length).join(', ');
    throw new Fault('exchange.discovery.attachments', { bytes });
  }
  return found as unknown as { [K in keyof N]: Uint8Array };
}
