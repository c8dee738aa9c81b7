/** Takes one step of a session: finds its rule, runs it, seals what it sends. */
import { ABORT_KIND, ABORTED } from './core-kinds.js';
import type { NodeParts } from './node-parts.js';
import type { AnyProtocol, Cause, Outcome, StepRule } from './protocol.js';
import type { KeptSession } from './rows.js';
import { type SealedMessage, sealDrafts } from './seal-drafts.js';
import { contextOf } from './step-context.js';

export type AnyRule = StepRule<unknown, unknown>;

/** The rule for what happens to a session in its state, or null where nothing is foreseen. */
export function ruleFor(
  protocol: AnyProtocol,
  state: string,
  matches: (on: AnyRule['on']) => boolean,
): AnyRule | null {
  return protocol.steps.find((rule) => rule.from.includes(state) && matches(rule.on)) ?? null;
}

/** Whether a state is one that a session never leaves. */
export function hasEnded(protocol: AnyProtocol, state: string): boolean {
  return state === ABORTED || protocol.states[state]?.ends === true;
}

/** A session's early end, told to the peer unless it was the peer who ended it. */
export function abortOutcome(session: KeptSession, code: string, tell: boolean): Outcome<unknown> {
  const send = tell ? [{ kind: ABORT_KIND, body: { code } }] : [];
  return { state: ABORTED, data: session.data, send, deadline_at: null, note: { code } };
}

/** Runs a rule and seals its messages. Nothing is written yet but the bytes, which nobody names. */
export async function runStep(
  parts: NodeParts,
  given: {
    readonly session: KeptSession;
    readonly protocol: AnyProtocol;
    readonly rule: AnyRule;
    readonly cause: Cause;
    readonly approvals: readonly string[];
    readonly now: number;
  },
): Promise<{ readonly outcome: Outcome<unknown>; readonly sealed: readonly SealedMessage[] }> {
  const { session, protocol, rule, cause, approvals, now } = given;
  const outcome = await rule.run(await contextOf(parts, session, cause, now));
  if (!rule.to.includes(outcome.state)) {
    throw new Error(`${protocol.name}: a step of ${session.state} led to ${outcome.state}`);
  }
  const drafts = outcome.send ?? [];
  const sealed = await sealDrafts(parts, { session, protocol, drafts, cause, approvals, now });
  return { outcome, sealed };
}

/** Throws what is wrong with an action before anybody approves it; nothing is sealed or written. */
export async function tryStep(
  parts: NodeParts,
  given: {
    readonly session: KeptSession;
    readonly rule: AnyRule;
    readonly cause: Cause;
    readonly now: number;
  },
): Promise<void> {
  const { session, rule, cause, now } = given;
  const context = await contextOf(parts, session, cause, now);
  await (rule.check ?? rule.run)(context);
}
