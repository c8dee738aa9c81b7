/** Measures each rule's precision on planted schemes and writes `typologies/precision.json`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoTime, packageRoot, systemClock } from '../src/base/index.js';
import { loadCatalogue } from '../src/typology/index.js';
import { tryExample } from './baseline.js';

/** Never used by the baseline, nor by any test. */
const SEEDS = (
  process.env.PUENTE_PRECISION_SEEDS ??
  'calibrate-1,calibrate-2,calibrate-3,calibrate-4,calibrate-5,calibrate-6'
).split(',');

const counts: Record<
  string,
  { version: string; right: number; wrong: number; schemes: Set<string> }
> = {};
const catalogue = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
for (const { id, version } of catalogue.typologies) {
  counts[id] = { version, right: 0, wrong: 0, schemes: new Set() };
}
const protecting = new Set(catalogue.typologies.filter((t) => t.protects).map(({ id }) => id));
for (const seed of SEEDS) {
  const trial = await tryExample({ seed, scale: 1, schemes: true }, {});
  const isRight = trial.createJudge(protecting);
  const schemesOf = new Map<string, string[]>();
  for (const scheme of trial.schemes) {
    for (const id of [...scheme.subjects, ...scheme.members]) {
      schemesOf.set(id, [...(schemesOf.get(id) ?? []), scheme.kind]);
    }
  }
  const seen = new Set<string>();
  for (const finding of trial.findings) {
    const entry = counts[finding.typology];
    const key = `${finding.typology} ${finding.subject.id}`;
    // A subject counts once a rule: twelve months of one mistake are one mistake.
    if (!entry || seen.has(key)) continue;
    seen.add(key);
    const { typology, subject, evidence } = finding;
    const kinds = schemesOf.get(subject.id);
    if (isRight({ typology, subject, evidence })) entry.right++;
    else entry.wrong++;
    for (const kind of kinds ?? []) entry.schemes.add(kind);
  }
  process.stdout.write(`${seed}: ${trial.findings.length} findings, ${trial.payments} payments\n`);
}
const typologies = Object.fromEntries(
  Object.entries(counts).map(([id, { version, right, wrong }]) => [id, { version, right, wrong }]),
);
const measured_on = isoTime(systemClock.now()).slice(0, 10);
const file = join(packageRoot(), 'typologies', 'precision.json');
writeFileSync(file, `${JSON.stringify({ measured_on, seeds: SEEDS, typologies }, null, 2)}\n`);
for (const [id, { right, wrong, schemes }] of Object.entries(counts)) {
  process.stdout.write(
    `${id.padEnd(44)} ${String(right).padStart(4)} right ${String(wrong).padStart(4)} wrong  ` +
      `${[...schemes].join(' ')}\n`,
  );
}
