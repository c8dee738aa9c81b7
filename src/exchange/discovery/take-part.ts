/** The beginning of a run: one proposes it, the other takes part. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import { ID_TYPES, type IdType } from '../agreement/index.js';
import { blindSet, packInputs } from '../group/index.js';
import { schemaFault } from '../guard/schema-fault.js';
import type { Draft, Outcome } from '../session/index.js';
import type { TokenInputs } from '../subject/index.js';
import type { Checks } from './checks.js';
import { commit } from './commitment.js';
import {
  type acceptedBody,
  type DiscoveryData,
  proposedBody,
  STAGE_TWO,
  type StageTwo,
} from './discovery-data.js';
import { AREA, checkChange, checkFirstRun, checkUsefulness, claimRun } from './run-guards.js';
import {
  base64,
  type Context,
  channelWith,
  checkTypes,
  keep,
  keepIn,
  keptInputs,
  materialOf,
  readInputs,
  runOf,
} from './run-material.js';
import { bucketOf } from './sizes.js';

/** What an officer says who proposes a run. */
export const proposeInput = z.strictObject({
  /** Who learns. For both ways propose two runs. */
  learner: z.enum(['us', 'peer']),
  id_types: z.array(z.enum(ID_TYPES)).min(1),
  /** Where we learn: who decides on stage 2 (see `STAGE_TWO`). */
  stage_two: z.enum(STAGE_TWO).optional(),
  /** Where the peer learns: whether stage 2 is answered without asking officers again. */
  reveals: z.boolean().optional(),
});
export type ProposeInput = z.infer<typeof proposeInput>;

/** What an officer says who takes part in a run that a peer proposed. */
export const acceptInput = proposeInput.pick({ stage_two: true, reveals: true });
export type AcceptInput = z.infer<typeof acceptInput>;

const DAY_MS = 86_400_000;
/** How long either side waits for the other before a run ends. */
const WAIT_DAYS = 14;
export const waitUntil = ({ now }: Context) => now + WAIT_DAYS * DAY_MS;

/** Reads an officer's input, or says what of it is wrong. */
export function readInput<T>(schema: z.ZodType<T>, { cause }: Context): T {
  const parsed = schema.safeParse((cause.by === 'officer' ? cause.input : null) ?? {});
  if (parsed.success) return parsed.data;
  throw schemaFault('exchange.discovery.input', parsed.error);
}

export async function propose(context: Context, checks: Checks): Promise<Outcome<DiscoveryData>> {
  const { learner, id_types, stage_two, reveals } = readInput(proposeInput, context);
  const types = inOrder(id_types);
  const we_learn = learner === 'us';
  const begun = we_learn
    ? await beginLearning(context, checks, { types, stage_two })
    : await beginHolding(context, { types, reveals: reveals ?? false });
  const body = { learner: we_learn ? 'opener' : 'peer', id_types: types, commitment: begun.ours };
  return outcomeOf(context, begun, 'proposed', { kind: 'discovery.proposed', body });
}

/** A proposal comes in: it is checked, and waits for officers unless policy has answered. */
export async function consider(context: Context, checks: Checks): Promise<Outcome<DiscoveryData>> {
  const { learner, id_types, commitment } = proposedBody.parse(messageBody(context));
  checkTypes(context, id_types);
  const types = inOrder(id_types);
  const we_learn = learner === 'peer';
  if (commitment.key === null && we_learn) throw new Fault('exchange.discovery.key');
  if (!we_learn) {
    checkMayTell(context);
    await checkFirstRun(context.tools.records, runOf(context, false, types), checks.groupBy);
    if (checks.usefulness) {
      await checkUsefulness(context.tools.records, channelWith(context), 'theirs');
    }
  }
  const role = we_learn ? 'learner' : 'holder';
  const data: DiscoveryData = {
    ...context.session.data,
    role,
    id_types: types,
    theirs: commitment,
  };
  const { agreement_id, peer } = context.session;
  const policy = context.tools.policy?.({ agreement_id, peer: peer.node, id_types: types });
  const waiting = { state: 'offered', data, deadline_at: waitUntil(context) };
  // Policy takes part as the holder only: what we ask of a peer, officers sign.
  if (we_learn || policy?.takes_part !== true) return waiting;
  return takePart(withData(context, data), checks, { reveals: policy.reveals });
}

/** Officers, or policy, take part in a run that the peer proposed. */
export async function takePart(
  context: Context,
  checks: Checks,
  input: AcceptInput,
): Promise<Outcome<DiscoveryData>> {
  const { role, id_types: types } = context.session.data;
  if (role === 'learner') {
    const { stage_two } = input;
    const begun = await beginLearning(context, checks, { types, stage_two });
    return sendBlinded(context, checks, begun);
  }
  const begun = await beginHolding(context, { types, reveals: input.reveals ?? false });
  const body: z.infer<typeof acceptedBody> = { commitment: begun.ours };
  return outcomeOf(context, begun, 'awaiting_batch', { kind: 'discovery.accepted', body });
}

/** One side's part of a run, before anything is sent. */
interface Begun {
  readonly found: TokenInputs;
  readonly ours: NonNullable<DiscoveryData['ours']>;
  readonly data: DiscoveryData;
}

async function beginLearning(
  context: Context,
  checks: Checks,
  given: { readonly types: readonly IdType[]; readonly stage_two: StageTwo | undefined },
): Promise<Begun> {
  const { types, stage_two = 'always' } = given;
  const { session, tools } = context;
  checkTypes(context, types);
  // Whether officers ask on says something of our customers: only where we may tell the peer that.
  if (stage_two === 'officers' && !context.mayTell('count').allowed) {
    throw new Fault('exchange.discovery.stage_two', { peer: session.peer.node });
  }
  const run = runOf(context, true, types);
  await checkFirstRun(tools.records, run, checks.groupBy);
  if (checks.usefulness) await checkUsefulness(tools.records, channelWith(context), 'ours');
  const found = await readInputs(context, types);
  if (checks.set_change) {
    const before = await lastInputs(context, types);
    const now = found.inputs.map(({ input }) => input);
    if (before !== null) checkChange(before, now, session.agreement.k_min);
  }
  const { group_session } = await materialOf(context);
  const inputs = found.inputs.map(({ input }) => input);
  const ours = commit(tools.curve, { seed: group_session.seed, inputs }, null);
  const rows = bucketOf(inputs.length);
  const data = { ...session.data, role: 'learner' as const, id_types: [...types], stage_two, rows };
  return { found, ours, data: { ...data, inputs: inputs.length, ours } as DiscoveryData };
}

async function beginHolding(
  context: Context,
  { types, reveals }: { readonly types: readonly IdType[]; readonly reveals: boolean },
): Promise<Begun> {
  const { session, tools } = context;
  checkTypes(context, types);
  checkMayTell(context);
  const found = await readInputs(context, types);
  const { binding, group_session } = await materialOf(context);
  const inputs = found.inputs.map(({ input }) => input);
  const ours = commit(tools.curve, { seed: group_session.seed, inputs }, binding);
  const data = { ...session.data, role: 'holder' as const, id_types: [...types], reveals };
  return { found, ours, data: { ...data, inputs: inputs.length, ours } };
}

/** The learner's batch: sent once the holder is held to its inputs and its key. */
export async function sendBlinded(
  context: Context,
  checks: Checks,
  { data, found, ours }: Pick<Begun, 'data' | 'ours'> & { readonly found: TokenInputs | null },
): Promise<Outcome<DiscoveryData>> {
  const { session, now, tools } = context;
  const { rows, id_types, stage_two } = data;
  const inputs = found?.inputs ?? (await keptInputs(context));
  const { context_hash, group_session } = await materialOf(context);
  const packed = packInputs(inputs.map(({ input }) => input));
  const asked = { inputs: packed, ...(rows === null ? {} : { rows }) };
  const blinded = await blindSet(tools.group, group_session, asked);
  const body = { id_types, rows, stage_two, context: context_hash, commitment: ours };
  const set_key = `${channelWith(context)} ${[...id_types].join(' ')} ${session.id}`;
  return {
    state: 'awaiting_count',
    data,
    send: [{ kind: 'discovery.blinded', body, attachments: [blinded] }],
    effects: [
      claimRun(runOf(context, true, id_types), {
        session: session.id,
        now,
        groupBy: checks.groupBy,
      }),
      keep(context, 'blinded', base64(blinded)),
      keepIn(AREA.set, set_key, { session: session.id }, now),
      ...(found === null ? [] : [keep(context, 'inputs', found.inputs)]),
    ],
    deadline_at: waitUntil(context),
    note: { commitment: ours, rows },
    ...(found === null ? {} : { answer: answerOf(found, rows) }),
  };
}

function outcomeOf(
  context: Context,
  { found, ours, data }: Begun,
  state: string,
  draft: Draft,
): Outcome<DiscoveryData> {
  return {
    state,
    data,
    send: [draft],
    effects: [keep(context, 'inputs', found.inputs)],
    deadline_at: waitUntil(context),
    note: { commitment: ours },
    answer: answerOf(found, data.rows),
  };
}

/** What the institution's own officers are told of their set. */
function answerOf({ inputs, refused }: TokenInputs, rows: number | null) {
  return { inputs: inputs.length, rows, refused };
}

/** Inputs of the last run with this peer and these types, or null. */
async function lastInputs(
  context: Context,
  types: readonly IdType[],
): Promise<readonly string[] | null> {
  const { records } = context.tools;
  const prefix = `${channelWith(context)} ${types.join(' ')} `;
  const last = (await records.list(AREA.set, prefix)).at(-1);
  if (last === undefined) return null;
  const { session } = last.body as { readonly session: string };
  const kept = await records.find(AREA.part, `${session} inputs`);
  return kept === null ? null : (kept as TokenInputs['inputs']).map(({ input }) => input);
}

/** A holder tells the learner of its customers, first how many, then which. */
function checkMayTell(context: Context): void {
  const { us, peer } = context.session;
  const path = context.mayTell('customer');
  if (path.allowed) return;
  const missing = path.missing.join(', ');
  const about = { kind: 'discovery.counted', from: us.node, to: peer.node, missing };
  throw new Fault('exchange.path_denied', about);
}

/** In the order of the closed list, so that the order says nothing. */
function inOrder(types: readonly IdType[]): IdType[] {
  return ID_TYPES.filter((type) => types.includes(type));
}

export function messageBody({ cause }: Context): unknown {
  return cause.by === 'message' ? cause.message.body : null;
}

function withData(context: Context, data: DiscoveryData): Context {
  return { ...context, session: { ...context.session, data } };
}
