/**
 * When an organisation was blocked. Who is no longer blocked after a divestment may still have
 * property that was blocked before, and that stays blocked (FAQ 402).
 */
import { assert, present, type Speaker } from '../base/index.js';
import { asOf } from './day.js';
import {
  type BlockedPerson,
  closeOverOwnership,
  type SanctionsRule,
  type Verdict,
} from './fifty-percent.js';
import { buildGraph } from './graph.js';
import type { Interest, Statements } from './statement.js';

/** Half-open; null: since always, or still. */
export interface BlockedSpan {
  readonly from: string | null;
  readonly until: string | null;
  readonly verdict: Exclude<Verdict, 'no'>;
}

/** More changes than this above one organisation are refused rather than computed for hours. */
const DAYS_MAX = 5_000;

/** Finds what is stated of an organisation and of whoever is above it, on any day. */
export interface OwnershipIndex {
  readonly statements: Statements;
  above(id: string): Statements;
}

export function indexOwnership(statements: Statements): OwnershipIndex {
  const bySubject = new Map<string, Interest[]>();
  for (const interest of statements.interests) {
    const row = bySubject.get(interest.subject);
    if (row) row.push(interest);
    else bySubject.set(interest.subject, [interest]);
  }
  const holders = new Map(statements.holders.map((holder) => [holder.id, holder]));
  return {
    statements,
    above(id) {
      const ids = new Set([id]);
      const interests: Interest[] = [];
      for (const each of ids) {
        for (const interest of bySubject.get(each) ?? []) {
          interests.push(interest);
          if (interest.owner !== null) ids.add(interest.owner);
        }
      }
      return { holders: [...ids].flatMap((each) => holders.get(each) ?? []), interests };
    },
  };
}

/**
 * The spans in which the rule blocks the organisation, or may, oldest first. What was learnt later
 * is used as well: the question is whether property was blocked, not whether one could know.
 */
export function blockedSpans(
  index: OwnershipIndex,
  people: readonly BlockedPerson[],
  id: string,
  rule?: SanctionsRule,
): BlockedSpan[] {
  const statements = index.above(id);
  const known = { holders: statements.holders, interests: statements.interests.map(asKnown) };
  const near = new Set([id, ...known.interests.flatMap(({ owner }) => owner ?? [])]);
  const listings = people.filter(({ holder }) => near.has(holder));
  const days = changesOf([...known.interests, ...listings]);
  assert(days.length <= DAYS_MAX, `${days.length} changes above ${id}, above ${DAYS_MAX}`);
  const spans: BlockedSpan[] = [];
  [null, ...days].forEach((day, i) => {
    const graph = buildGraph(known, asOf(day ?? '0001-01-01'));
    const verdict = closeOverOwnership(graph, listings, rule).verdict(id);
    const until = days[i] ?? null;
    const last = spans.at(-1);
    if (verdict === 'no') return;
    if (last?.until === day && last.verdict === verdict && i > 0)
      spans[spans.length - 1] = { ...last, until };
    else spans.push({ from: day, until, verdict });
  });
  return spans;
}

/** Spans in which property was blocked, at the latest by the day given, that have ended by then. */
export function endedBefore(spans: readonly BlockedSpan[], on: string): BlockedSpan[] {
  return spans.filter(({ until }) => until !== null && until <= on);
}

/** What an officer must know of an organisation's past: each span in a sentence. */
export function sayBlockedSpans(
  name: string,
  spans: readonly BlockedSpan[],
  on: string,
  speaker: Speaker,
): string[] {
  return spans.map(({ from, until, verdict }) => {
    const start = from ?? speaker.say('ownership.span.always');
    const isOver = until !== null && until <= on;
    const state = verdict === 'blocked' ? 'blocked' : 'possible';
    if (!isOver) return speaker.say(`ownership.span.${state}_since`, { name, from: start });
    return speaker.say(`ownership.span.${state}_until`, { name, from: start, until });
  });
}

function asKnown(interest: Interest): Interest {
  return { ...interest, known_from: null };
}

function changesOf(
  spans: readonly { readonly from: string | null; readonly until: string | null }[],
): string[] {
  const days = spans.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
  return [...new Set(days.map((day) => firstDay(present(day, 'day'))))].sort();
}

/** `2020` and `2020-05` begin with their first day. */
function firstDay(day: string): string {
  return `${day}-01-01`.slice(0, 10);
}
