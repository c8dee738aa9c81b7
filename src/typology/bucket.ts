import type { Engine } from '../store/index.js';
import { emitCandidates, emitRefinement, isRefinable } from './duckdb/bound.js';
import { emitEntries } from './duckdb/entry.js';
import { emitEvidence } from './duckdb/evidence.js';
import type { Facets } from './duckdb/facet.js';
import { emitFindings, emitHits } from './duckdb/hit.js';
import { emitNarrowing } from './duckdb/narrow.js';
import {
  cutDays,
  emitEveryWanted,
  emitPeerSpells,
  emitPeers,
  emitPeerTables,
  emitWanted,
  spellTables,
} from './duckdb/peers.js';
import { emitSequence } from './duckdb/sequence.js';
import { emitSpells } from './duckdb/spell.js';
import type { EmitContext } from './duckdb/sql.js';
import { emitAsked, emitAskedCounts } from './duckdb/window.js';
import { planPasses } from './pass.js';
import type { GroupPlan, PeerNode, RulePlan } from './plan.js';
import { type FiredEntry, type RuleTally, readFired } from './results.js';
import { usesNode } from './value-node.js';

/** What buckets add to while a run goes on. */
export interface Running {
  readonly engine: Engine;
  readonly keep_fired: boolean;
  readonly bucket_entries: number;
  readonly tallies: readonly RuleTally[];
  readonly fired: FiredEntry[];
}

/**
 * One bucket of subjects: its entries, which subjects each rule could fire at, and then the rules,
 * those that look at few subjects apart from those that look at many. Medians of peers are over all
 * subjects of the bank, and are made when the first rule needs them (`peers` holds which are).
 */
export async function runBucket(
  run: Running,
  context: EmitContext & { readonly facets: Facets },
  group: GroupPlan,
  bucket: number,
  peers: Set<string>,
): Promise<void> {
  const { engine } = run;
  for (const statement of emitEntries(context, group, context.facets, bucket))
    await engine.run(statement);
  const [counts] = await engine.rows<Record<string, bigint>>(emitAskedCounts(group));
  for (const rule of group.rules) {
    const tally = tallyOf(run, rule);
    tally.asked += Number(counts?.[`asked_${rule.number}`] ?? 0);
    tally.undetermined += Number(counts?.[`unclear_${rule.number}`] ?? 0);
  }
  await engine.run(emitCandidates(context, group));
  const isWide = await refine(engine, context, group);
  for (const rules of await planPasses(engine, group)) {
    const wide = rules.filter((rule) => isWide(rule));
    const narrowing = [...emitSpells(group, wide), ...emitNarrowing(context, group, wide)];
    for (const statement of narrowing) await engine.run(statement);
    await engine.run(emitAsked(group, rules));
    for (const peer of group.peers) {
      if (rules.some((rule) => usesNode(rule, peer.id))) {
        await addPeers(run, context, group, peer, rules, peers);
      }
    }
    const sequences = group.sequences.filter((node) =>
      rules.some((rule) => usesNode(rule, node.id)),
    );
    for (const sequence of sequences) await engine.run(emitSequence(sequence));
    for (const rule of rules) await runRule(run, context, group, rule);
    for (const table of ['asked', ...sequences.map((node) => node.id)]) {
      await engine.run(`DROP TABLE ${table}`);
    }
  }
  await engine.run(emitEvidence(group));
  for (const table of ['entry', 'candidate']) await engine.run(`DROP TABLE ${table}`);
}

/** A rule looked at closer is one whose candidates have more than this part of all entries. */
const WIDE_PERCENT = 10;

/** Looks again, and closer, at the rules that would make windows over much of the bank. */
async function refine(
  engine: Engine,
  context: EmitContext,
  group: GroupPlan,
): Promise<(rule: RulePlan) => boolean> {
  const isWide = await wideRules(engine, group);
  const rules = group.rules.filter((rule) => isRefinable(group, rule) && isWide(rule));
  if (rules.length === 0) return isWide;
  for (const statement of emitRefinement(context, group, rules)) await engine.run(statement);
  return wideRules(engine, group);
}

async function wideRules(engine: Engine, group: GroupPlan): Promise<(rule: RulePlan) => boolean> {
  const [total, widths] = await measureWidths(engine, group);
  const wide = new Set(group.rules.filter((_, i) => (widths[i] ?? 0) * 100 > total * WIDE_PERCENT));
  return (rule) => wide.has(rule);
}

/** All entries of the bucket, and of them by rule those of its candidates. */
async function measureWidths(engine: Engine, group: GroupPlan): Promise<[number, number[]]> {
  const sizes = group.rules.map(
    (rule) => `sum(n) FILTER (WHERE r${rule.number}) AS r${rule.number}`,
  );
  const [row] = await engine.rows<Record<string, bigint | null>>(
    `SELECT sum(n) AS total, ${sizes.join(', ')} FROM candidate`,
  );
  return [
    Number(row?.total ?? 0),
    group.rules.map((rule) => Number(row?.[`r${rule.number}`] ?? 0)),
  ];
}

/** Expanded entries put in order at once for peers, in entries of a bucket. */
const PEER_BUCKETS = 16;

/** Medians that the asked rows could need, of which `peers` holds the tables there are. */
async function addPeers(
  run: Running,
  context: EmitContext & { readonly facets: Facets },
  group: GroupPlan,
  peer: PeerNode,
  rules: readonly RulePlan[],
  peers: Set<string>,
): Promise<void> {
  const { engine } = run;
  const { facets, buckets } = context;
  if (peers.has(peer.id) && buckets > 1) return;
  const tables = peers.has(peer.id) ? [] : emitPeerTables(context, group, facets, peer);
  const asked =
    buckets > 1
      ? emitEveryWanted(context, group, facets, peer)
      : emitWanted(context, group, peer, rules);
  for (const statement of [...tables, asked]) await engine.run(statement);
  peers.add(peer.id);
  const wanted = `${peer.id}_wanted`;
  const [span] = await engine.rows<{ first: bigint | null; last: bigint | null; n: bigint }>(
    `SELECT min(closing) AS first, max(closing) AS last, (SELECT count(*) FROM base) AS n
     FROM ${wanted}`,
  );
  if (span && span.first !== null && span.last !== null) {
    const days = { from_ms: Number(span.first), until_ms: Number(span.last) + 1 };
    const most = PEER_BUCKETS * run.bucket_entries;
    const spells = emitPeerSpells(context, group, facets, peer, days);
    for (const statement of spells) await engine.run(statement);
    for (const part of cutDays(peer, days, Number(span.n), most)) {
      await engine.run(emitPeers(context, peer, part));
    }
    for (const table of spellTables(peer)) await engine.run(`DROP TABLE ${table}`);
  }
  await engine.run(`INSERT INTO ${peer.id}_seen FROM ${wanted}`);
  await engine.run(`DROP TABLE ${wanted}`);
}

function tallyOf(run: Running, rule: RulePlan): RuleTally {
  const tally = run.tallies[rule.number - 1];
  if (!tally) throw new Error(`no tally ${rule.number}`);
  return tally;
}

async function runRule(
  run: Running,
  context: EmitContext,
  group: GroupPlan,
  rule: RulePlan,
): Promise<void> {
  const { engine } = run;
  const tally = tallyOf(run, rule);
  await engine.run(emitHits(context, group, rule));
  const [counts] = await engine.rows<{ fired: bigint; undetermined: bigint; suppressed: bigint }>(
    `SELECT count(*) FILTER (WHERE state = 1 AND suppressed = 0) AS fired,
      count(*) FILTER (WHERE state = 2) AS undetermined,
      count(*) FILTER (WHERE state = 1 AND suppressed > 0) AS suppressed FROM hit`,
  );
  tally.fired += Number(counts?.fired ?? 0);
  tally.undetermined += Number(counts?.undetermined ?? 0);
  tally.suppressed += Number(counts?.suppressed ?? 0);
  if (counts?.fired) await engine.run(emitFindings(rule));
  if (run.keep_fired) run.fired.push(...(await readFired(engine, rule)));
  await engine.run('DROP TABLE hit');
}
