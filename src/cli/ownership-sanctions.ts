import {
  bundledRegimes,
  type OwnershipGraph,
  regimeOn,
  type SanctionsRule,
  type Statements,
  sanctionsRule,
} from '../ownership/index.js';
import { type KeptHit, readHits } from '../screening/index.js';
import type { Engine, Ledger } from '../store/index.js';
import { type Blocking, blockingOf } from './ownership-closure.js';
import { type Links, linkParties } from './ownership-links.js';
import { type ListedHolders, listedHolders } from './ownership-listed.js';
import type { ListRule } from './ownership-rules.js';

/** What is needed to follow a sanctions rule through ownership. */
export interface SanctionsFacts {
  readonly statements: Statements;
  readonly links: Links;
  readonly hits: readonly KeptHit[];
}

/** A rule applied to the ownership of one day. */
export interface Sanctions {
  readonly graph: OwnershipGraph;
  readonly list_rule: ListRule;
  readonly rule: SanctionsRule;
  readonly listed: ListedHolders;
  readonly blocking: Blocking;
}

/** Reads who is listed, by the hits of the ledger as people settled them. */
export async function readSanctionsFacts(
  engine: Engine,
  ledger: Ledger,
  statements: Statements,
): Promise<SanctionsFacts> {
  const links = await linkParties(engine, statements);
  return { statements, links, hits: await readHits(ledger, { all: true }) };
}

/**
 * The rule on the graph's day. Faults: those of a regime unknown, or not in force on the day.
 */
export function applySanctions(
  { links, hits }: SanctionsFacts,
  list_rule: ListRule,
  graph: OwnershipGraph,
): Sanctions {
  const rule = sanctionsRule(regimeOn(bundledRegimes(), list_rule.rule, graph.moment.on));
  const listed = listedHolders(hits, list_rule, links);
  return { graph, list_rule, rule, listed, blocking: blockingOf(graph, listed, rule) };
}
