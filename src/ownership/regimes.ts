/** Laws that say from which share on somebody counts, as dated data (`ownership/regimes.yaml`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  assert,
  type Bilingual,
  Fault,
  Faults,
  packageRoot,
  readYaml,
  type YamlPath,
} from '../base/index.js';
import { spans } from './day.js';
import type { SanctionsRule } from './fifty-percent.js';
import { parseRatio, ratio } from './ratio.js';
import type { Threshold } from './share.js';
import { POWERS, type Power } from './stake.js';

/** One law's rule in one span of days. Several of one id follow one another in time. */
export interface Regime {
  readonly id: string;
  readonly title: Bilingual;
  /** Whose ownership it asks for: of a customer, or by a sanctioned person. */
  readonly use: 'beneficial_ownership' | 'sanctions';
  readonly from: string | null;
  readonly until: string | null;
  readonly threshold: Threshold;
  /** `multiplied` down the chain, `control`: more than half counts as the whole. */
  readonly readings: readonly ('multiplied' | 'control')[];
  /** Interests that are control whatever the share. */
  readonly powers: readonly Power[];
  /** Interests in a trust that make its whole stake theirs. */
  readonly trust_roles: readonly Power[];
  /** Who is named where control is an office: always one, only where nobody else is, or nobody. */
  readonly control_person: 'always' | 'fallback' | 'none';
  readonly control_person_kinds: readonly Power[];
  readonly source: { readonly document: string; readonly place: string; readonly url: string };
  /** Whether the sentence of the law was read for this entry, or somebody's account of it. */
  readonly verified: boolean;
  readonly note: Bilingual | null;
}

const day = z.iso.date().nullable();
const power = z.enum(Object.keys(POWERS) as [Power, ...Power[]]);
const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: bilingual,
  use: z.enum(['beneficial_ownership', 'sanctions']),
  from: day.default(null),
  until: day.default(null),
  threshold: z.string().regex(/^\d{1,3}(\.\d{1,4})?%$/),
  comparison: z.enum(['at_least', 'above']),
  readings: z.array(z.enum(['multiplied', 'control'])).min(1),
  powers: z.array(power).default([]),
  trust_roles: z.array(power).default([]),
  control_person: z.enum(['always', 'fallback', 'none']).default('none'),
  control_person_kinds: z.array(power).default([]),
  source: z.strictObject({ document: z.string(), place: z.string(), url: z.url() }),
  verified: z.boolean(),
  note: bilingual.nullable().default(null),
});

const FILE_BYTES_MAX = 1 << 20;

/** The regimes that come with the program. */
export function bundledRegimes(): Regime[] {
  const file = join(packageRoot(), 'ownership', 'regimes.yaml');
  return readRegimes(readFileSync(file, 'utf8'), file);
}

/** Reads a file of regimes, ours or a user's. Every mistake is told with its place. */
export function readRegimes(text: string, file: string): Regime[] {
  const document = readYaml(text, file, { bytes_max: FILE_BYTES_MAX, scalars: 'typed' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = z.array(entry).safeParse(document.value);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const params = { where: path.join('.'), reason: message };
      document.fault('ownership.regime', params, path as YamlPath, 'key');
    }
    throw new Faults(document.faults);
  }
  return parsed.data.map(({ threshold, comparison, ...rest }) => {
    const percent = parseRatio(threshold.slice(0, -1)) ?? ratio(0n, 1n);
    const share = ratio(percent.num, percent.den * 100n);
    return { ...rest, threshold: { share, comparison } };
  });
}

/** The regime of that id as it stood on a day. */
export function regimeOn(regimes: readonly Regime[], id: string, on: string): Regime {
  const named = regimes.filter((regime) => regime.id === id);
  const regime = named.find((each) => spans(each, on));
  if (regime) return regime;
  const known = [...new Set(regimes.map((each) => each.id))].join(', ');
  throw new Fault(named.length > 0 ? 'ownership.regime_day' : 'ownership.regime_unknown', {
    id,
    on,
    known,
  });
}

/** The regime, one of sanctions, as a rule of the 50 Percent kind. */
export function sanctionsRule(regime: Regime): SanctionsRule {
  assert(regime.use === 'sanctions', `${regime.id} is a law of sanctions`);
  return {
    id: regime.id,
    threshold: regime.threshold,
    control_blocks: regime.powers.length > 0,
  };
}
