/** What a session of joint monitoring keeps, at the hub, at a bank and at an operator. */
import { z } from 'zod';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import type { Agreement } from '../agreement/index.js';
import type { Group, GroupWork } from '../group/index.js';
import {
  type ArrivedMessage,
  dropRecords,
  type Effect,
  type Outcome,
  putRecord,
  type Records,
  type StepContext,
} from '../session/index.js';
import type { ContributorOptions } from './contributor.js';
import type { Detect } from './hub.js';
import { campaignSchema } from './monitoring-messages.js';
import { type MonitoringPolicy, readMonitoringPolicies } from './policy.js';
import type { Epoch } from './records.js';

const count = z.int().nonnegative();
const key = campaignSchema.shape.keys.shape.US;

export const monitoringData = z.strictObject({
  /** The operators' keys come one after the other; the banks are told when both are there. */
  campaign: campaignSchema
    .extend({ keys: z.strictObject({ US: key.nullable(), MX: key.nullable() }) })
    .nullable(),
  /** At the hub. */
  banks: z.array(z.string()),
  /** Banks whose contribution is here, in the order in which they came. */
  contributed: z.array(z.string()),
  /** The bank that was asked last and has not answered, and which of its questions it is. */
  waits_for: z.strictObject({ node: z.string(), turn: count }).nullable(),
  answers: count,
  found: z
    .strictObject({
      rounds: count,
      asks: count,
      unasked: count,
      patterns: z.string(),
      withheld: z.string(),
    })
    .nullable(),
  /** At a bank: what its tokens are for. */
  doing: z.enum(['contribute', 'answer', 'learn']).nullable(),
  /** Batches of identifiers whose tokens are here. */
  batches: count,
  /** Questions that came. */
  asked: count,
});
export type MonitoringData = z.infer<typeof monitoringData>;

export const NO_MONITORING: MonitoringData = {
  campaign: null,
  banks: [],
  contributed: [],
  waits_for: null,
  answers: 0,
  found: null,
  doing: null,
  batches: 0,
  asked: 0,
};

/** The institution's own store for joint monitoring, opened for the time of `work`. */
export type MonitoringBook = <T>(
  epoch: Epoch,
  work: (
    own: Pick<ContributorOptions, 'engine' | 'institution' | 'evidence' | 'listed' | 'referenceOf'>,
  ) => Promise<T>,
) => Promise<T>;

/** What the steps are given, of whichever party: the book is asked of banks only. */
export interface MonitoringTools {
  readonly group: GroupWork;
  readonly curve: Group;
  readonly records: Records;
  readonly book: { readonly monitoring: MonitoringBook };
  /** The search of the hub, which sees numbers and no token. */
  readonly detect: Detect;
  /** Absent: those of `exchange/monitoring.yaml`. */
  readonly policies?: () => readonly MonitoringPolicy[];
}

export type Context = StepContext<MonitoringData, MonitoringTools>;
export type Step = Outcome<MonitoringData>;

/** A message of this epoch, for a step that one began; else `exchange.monitoring.epoch`. */
export function messageOf<T>(
  context: Context,
  schema: z.ZodType<T & { readonly epoch: number }>,
): { readonly message: ArrivedMessage; readonly body: T } {
  if (context.cause.by !== 'message') throw new Error('a message began this step');
  const { message } = context.cause;
  const body = schema.parse(message.body);
  if (body.epoch !== context.epoch) {
    throw new Fault('exchange.monitoring.epoch', { epoch: body.epoch, now: context.epoch });
  }
  return { message, body };
}

export function epochOf(
  { session }: Context,
  { epoch, from, until }: NonNullable<Campaign>,
): Epoch {
  return {
    agreement: session.agreement_id,
    id: String(epoch),
    from_ms: Date.parse(from),
    to_ms: Date.parse(until),
  };
}

type Campaign = MonitoringData['campaign'];

export function policyOf({ tools }: Context, id: string): MonitoringPolicy {
  const policies = tools.policies?.() ?? readMonitoringPolicies();
  const found = policies.find((policy) => policy.id === id);
  if (!found) throw new Fault('exchange.monitoring.other_policy', { id });
  return found;
}

/** Operators and hub; `exchange.monitoring.roles` where the agreement does not name them. */
export function rolesOf(agreement: Agreement) {
  const { hub, operators } = agreement;
  if (!hub || !operators) throw new Fault('exchange.monitoring.roles');
  return { hub, operators };
}

/** The end of the agreement's epoch, when all of it is forgotten. */
export function epochEnd({ session: { agreement }, epoch }: Context): number {
  const { first_at, days } = agreement.epoch;
  return Date.parse(first_at) + (epoch + 1) * days * DAY_MS;
}

const DAY_MS = 86_400_000;

/** An institution as payments name it (its BIC), and its node. */
export const isAt = (institution: string, node: string) =>
  institution.slice(0, 8).toLowerCase() === node.split('.')[0]?.slice(0, 8);

export const institutionAt = (node: string) => node.split('.')[0]?.toUpperCase() ?? node;

/** A session's name on another node: the same each time a step is run. */
export const sessionName = (...parts: readonly (string | number)[]) =>
  sha256(parts.join('|')).slice(0, 32);

export const AREA = {
  work: 'monitoring.work',
  learned: 'monitoring.learned',
  epoch: 'monitoring.epoch',
} as const;

export function keep(
  { session, now }: Context,
  key: string,
  body: unknown,
  area: string = AREA.work,
): Effect {
  return putRecord({ area, key: `${session.id} ${key}`, body, at: isoTime(now) }, 'fail');
}

export function kept({ session, tools }: Context, key: string, area: string = AREA.work) {
  return tools.records.find(area, `${session.id} ${key}`);
}

/** The epoch is over: tokens, contributions and what was asked go; what was learnt stays. */
export function close({ session }: Context): Step {
  const effects = [dropRecords(AREA.work, `${session.id} `)];
  return { state: 'closed', data: session.data, effects, deadline_at: null };
}
