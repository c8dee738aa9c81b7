import type { Engine } from '../store/index.js';
import type { GroupPlan, RulePlan } from './plan.js';
import { aggregatesOf } from './value-node.js';

/** Rules whose windows are computed at once. */
interface Pass {
  readonly rules: readonly RulePlan[];
  readonly nodes: ReadonlySet<string>;
}

/** How many subjects' entries are candidates of exactly these rules, by number. */
interface Holding {
  readonly rules: ReadonlySet<number>;
  readonly entries: number;
}

/** What it costs to put an entry in order, and to ask at all, in aggregates over one entry. */
const SORT_COST = 3;
const PASS_COST = 40_000;

/**
 * The rules that can fire in the bucket, those together that share aggregates, which are then
 * computed once; but rules whose subjects differ so much that each would pay for windows at the
 * other's subjects go apart.
 */
export async function planPasses(engine: Engine, group: GroupPlan): Promise<RulePlan[][]> {
  const holdings = await readHoldings(engine, group);
  const active = group.rules.filter(({ number }) => holdings.some((h) => h.rules.has(number)));
  const passes: Pass[] = [];
  for (const rule of active) {
    const alone = joined({ rules: [], nodes: new Set() }, rule);
    const gains = passes.map((pass) => {
      const isSharing = [...alone.nodes].some((node) => pass.nodes.has(node));
      const apart = costOf(holdings, pass) + costOf(holdings, alone);
      return isSharing ? apart - costOf(holdings, joined(pass, rule)) : -1;
    });
    const most = Math.max(-1, ...gains);
    const best = most >= 0 ? passes[gains.indexOf(most)] : undefined;
    if (best) passes.splice(passes.indexOf(best), 1, joined(best, rule));
    else passes.push(alone);
  }
  return passes.map((pass) => [...pass.rules]);
}

async function readHoldings(engine: Engine, group: GroupPlan): Promise<Holding[]> {
  const flags = group.rules.map((rule) => `r${rule.number}::INTEGER`).join(', ');
  const rows = await engine.rows<{ held: string; entries: bigint }>(
    `SELECT concat(${flags}) AS held, sum(n) AS entries FROM candidate GROUP BY held`,
  );
  return rows.map(({ held, entries }) => ({
    rules: new Set(group.rules.flatMap(({ number }, i) => (held[i] === '1' ? [number] : []))),
    entries: Number(entries),
  }));
}

function joined(pass: Pass, rule: RulePlan): Pass {
  const nodes = Object.values(rule.values).flatMap(aggregatesOf);
  return { rules: [...pass.rules, rule], nodes: new Set([...pass.nodes, ...nodes]) };
}

function costOf(holdings: readonly Holding[], pass: Pass): number {
  const held = holdings.filter((h) => pass.rules.some(({ number }) => h.rules.has(number)));
  const entries = held.reduce((sum, holding) => sum + holding.entries, 0);
  return PASS_COST + entries * (SORT_COST + pass.nodes.size);
}
