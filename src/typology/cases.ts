import { silentProgress } from '../base/index.js';
import type { FlowKernel } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { Typology } from './ast.js';
import { loadCase, worldOf } from './case-world.js';
import type { Case, CasesFile } from './cases-file.js';
import type { Catalogue } from './catalogue.js';
import type { RunOutcome } from './results.js';
import { runTypologies } from './run.js';

export interface CaseResult {
  readonly typology: string;
  readonly name: string;
  readonly kind: Case['kind'];
  readonly parameter: string | null;
  readonly passed: boolean;
  /** What was expected and what came, as JSON, where they differ. */
  readonly difference: { readonly expected: string; readonly found: string } | null;
}

/** Runs every case of a typology, each in an empty store of its own made by `open`. */
export async function runCases(
  open: () => Promise<Engine>,
  findFlows: FlowKernel,
  catalogue: Pick<Catalogue, 'laws' | 'lists'>,
  typology: Typology,
  file: CasesFile,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const item of file.cases) {
    const engine = await open();
    try {
      await loadCase(engine, worldOf(file, item));
      const request = {
        ...catalogue,
        typologies: [typology],
        bucket_entries: 4_000_000,
        shared: true,
        keep_fired: false,
      };
      const outcome = await runTypologies(engine, findFlows, request, silentProgress);
      results.push(judge(typology, item, outcome));
    } finally {
      engine.close();
    }
  }
  return results;
}

function judge(typology: Typology, item: Case, outcome: RunOutcome): CaseResult {
  const base = {
    typology: typology.id,
    name: item.case,
    kind: item.kind,
    parameter: item.parameter ?? null,
  };
  const tally = outcome.tallies[0];
  if (!Array.isArray(item.expect)) {
    const found = { undetermined: tally?.undetermined ?? 0, findings: outcome.findings.length };
    const expected = { ...item.expect, findings: 0 };
    return verdict(base, expected, found);
  }
  const expected = [...item.expect].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const found = outcome.findings.map((finding, i) => {
    const wanted = expected[i];
    return {
      subject: finding.subject_id,
      ...(wanted?.period === undefined ? {} : { period: finding.period }),
      ...(wanted?.evidence === undefined ? {} : { evidence: finding.evidence }),
      ...(wanted?.times_fired === undefined ? {} : { times_fired: finding.times_fired }),
      ...(wanted?.values === undefined
        ? {}
        : { values: pickValues(finding.values, Object.keys(wanted.values)) }),
    };
  });
  const idle =
    tally && tally.idle_for.length > 0 && expected.length > 0
      ? [{ idle_for: tally.idle_for }]
      : found;
  return verdict(base, expected, idle);
}

function pickValues(
  values: RunOutcome['findings'][number]['values'],
  names: readonly string[],
): Record<string, string | number> {
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name];
      if (!value) return [name, 'unknown'];
      return [name, value[1] === 1n ? Number(value[0]) : `${value[0]}/${value[1]}`];
    }),
  );
}

function verdict(
  base: Omit<CaseResult, 'passed' | 'difference'>,
  expected: unknown,
  found: unknown,
): CaseResult {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  return { ...base, passed: a === b, difference: a === b ? null : { expected: a, found: b } };
}
