/** What every step of a run works with, computed again from the session's seed each time. */
import { Fault, isoTime, present } from '../../base/index.js';
import type { IdType } from '../agreement/index.js';
import {
  contextHash,
  type ExchangeContext,
  type Session as GroupSession,
  type HeldKey,
  suiteOf,
} from '../group/index.js';
import { putRecord, type StepContext } from '../session/index.js';
import { type TokenInput, type TokenInputs, tokenInputs } from '../subject/index.js';
import { holderKey } from './commitment.js';
import type { DiscoveryData } from './discovery-data.js';
import type { DiscoveryTools } from './discovery-tools.js';
import { AREA, channelOf, type Effect, type RunOf } from './run-guards.js';
import { bucketOf } from './sizes.js';

export type Context = StepContext<DiscoveryData, DiscoveryTools>;

/** What a run's computations are bound to. */
export function contextOf({ session, epoch }: Pick<Context, 'session' | 'epoch'>): ExchangeContext {
  const { agreement_id, agreement, id } = session;
  const purpose = `${agreement.purpose} discovery ${id}`;
  return { agreement: agreement_id, epoch: String(epoch), purpose };
}

export async function materialOf(context: Context): Promise<{
  readonly binding: ExchangeContext;
  readonly context_hash: string;
  readonly group_session: GroupSession;
}> {
  const binding = contextOf(context);
  const seed = await context.seed('discovery');
  const group_session = { suite: suiteOf(binding), seed };
  return { binding, context_hash: contextHash(binding), group_session };
}

/** Uses the holder's key of this run, and forgets it. */
export async function withHolderKey<T>(
  { tools }: Context,
  { binding, seed }: { readonly binding: ExchangeContext; readonly seed: Uint8Array },
  use: (key: HeldKey) => Promise<T>,
): Promise<T> {
  const pair = holderKey(tools.curve, seed, binding);
  const key = await tools.group.hold(pair.secret, 'scalar');
  try {
    return await use({ key, public_key: pair.public });
  } finally {
    await tools.group.forget(key);
  }
}

/** This side's inputs from its book; a Fault where they are more than the agreement allows. */
export async function readInputs(
  { session, tools }: Context,
  id_types: readonly IdType[],
): Promise<TokenInputs> {
  const found = await tokenInputs(tools.book.subjects(id_types), id_types);
  const count = found.inputs.length;
  const max = session.agreement.elements_max;
  if (count > max) throw new Fault('exchange.discovery.size', { count, max });
  return found;
}

/** Types that a run may be about: those of the agreement, each once. */
export function checkTypes({ session }: Context, id_types: readonly IdType[]): void {
  const foreign = id_types.find((type) => !session.agreement.id_types.includes(type));
  if (foreign !== undefined) throw new Fault('exchange.discovery.type', { type: foreign });
  if (new Set(id_types).size < id_types.length) throw new Fault('exchange.discovery.type_twice');
}

/** A learner evaluates nothing, and a holder sends no batch. */
export function checkRole({ session }: Context, role: 'learner' | 'holder'): void {
  if (session.data.role !== role) throw new Fault('exchange.discovery.role', { role });
}

export function checkRows({ session }: Context, rows: number): void {
  const max = bucketOf(session.agreement.elements_max);
  if (rows > max) throw new Fault('exchange.discovery.size', { count: rows, max });
}

export function runOf({ session, epoch }: Context, we_learn: boolean, types: readonly IdType[]) {
  const [us, them] = [session.us.node, session.peer.node];
  const ends = we_learn ? { learner: us, holder: them } : { learner: them, holder: us };
  return { agreement_id: session.agreement_id, epoch, ...ends, id_types: types } satisfies RunOf;
}

export function channelWith({ session }: Context): string {
  return channelOf(session.agreement_id, session.peer.node);
}

/** Keeps a part of a run beside its session. */
export function keep({ session, now }: Context, part: string, body: unknown): Effect {
  return keepIn(AREA.part, `${session.id} ${part}`, body, now);
}

export function keepIn(area: string, key: string, body: unknown, now: number): Effect {
  return putRecord({ area, key, body, at: isoTime(now) }, 'fail');
}

export async function keptInputs({ session, tools }: Context): Promise<readonly TokenInput[]> {
  const body = await tools.records.find(AREA.part, `${session.id} inputs`);
  return present(body, 'the inputs of a run') as readonly TokenInput[];
}

/** Bytes that were kept as base64. */
export async function keptBytes(
  { session, tools }: Context,
  part: 'blinded' | 'evaluated' | 'is_shared',
): Promise<Uint8Array> {
  const body = await tools.records.find(AREA.part, `${session.id} ${part}`);
  return new Uint8Array(Buffer.from(present(body, part) as string, 'base64'));
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
