/** Boxes of a SAR that fit the evidence, by the table `filing/narrative/signs.yaml`. */
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../base/index.js';
import type { FiledActivity } from '../filing.js';
import { readDataFile } from '../narrative/data-file.js';
import type { Evidence } from '../narrative/evidence.js';

const sign = z.string().regex(/^\d+\/\d+(\|\d+\/\d+)*$/);
const signs = z.record(z.string(), z.array(sign));

const table = z.strictObject({
  source: z.string(),
  verified: z.enum(['true', 'false']),
  other: z.string().regex(/^\d+\/\d+$/),
  areas: signs,
  typologies: signs,
  documents: signs,
  networks: z.array(sign),
  instruments: z.record(z.string(), z.string()),
  products: z.record(z.string(), z.string()),
});

export type SignTable = z.infer<typeof table>;
type Sign = NonNullable<FiledActivity['signs']>[number];

export function bundledSigns(): SignTable {
  const file = join(packageRoot(), 'filing', 'narrative', 'signs.yaml');
  return readDataFile(file, table, 'filing.narrative.data');
}

/** Characters that a box's own words may have. */
const OTHER_MAX = 50;

/** Signs in the order of the form, and those of which a person has to choose one. */
export function signsOf(
  evidence: Evidence,
  known: SignTable,
): { readonly signs: Sign[]; readonly choices: string[][] } {
  const found = new Set<string>();
  const others = new Set<string>();
  for (const { finding, citations, title } of evidence.alerts) {
    const own = known.typologies[finding.typology] ?? known.areas[finding.area] ?? [];
    const asked = citations.flatMap(({ document }) => known.documents[document] ?? []);
    for (const each of [...own, ...asked]) found.add(each);
    if (own.length + asked.length === 0) others.add(title.en);
  }
  if (evidence.networks.length > 0) for (const each of known.networks) found.add(each);
  const single = [...found].filter((each) => !each.includes('|'));
  const choices = [...found].filter((each) => each.includes('|')).map((each) => each.split('|'));
  const own = single.map(signOf).sort((a, b) => Number(a.type) - Number(b.type));
  // The form has each box once: several that fit no box share the words of one.
  const words = [...others].join('; ').slice(0, OTHER_MAX).trim();
  const rest = words === '' ? [] : [{ ...signOf(known.other), other: words }];
  return { signs: [...own, ...rest], choices };
}

function signOf(code: string): Sign {
  const [type = '', subtype = ''] = code.split('/');
  return { type, subtype };
}

/** Codes of how money moved and of the accounts' kinds, each once, with words where it is other. */
export function meansOf(
  evidence: Evidence,
  known: SignTable,
): Pick<FiledActivity, 'instruments' | 'products'> {
  const instruments = new Map<string, Set<string>>();
  for (const { rail } of evidence.payments) {
    const code = rail === null ? undefined : known.instruments[rail];
    if (code === undefined || rail === null) continue;
    instruments.set(code, (instruments.get(code) ?? new Set()).add(rail));
  }
  const products = new Set(
    evidence.accounts.map(({ kind }) => known.products[kind ?? '']).filter((code) => code),
  );
  const coded = [...instruments].map(([code, rails]) =>
    code === OTHER_INSTRUMENT
      ? { code, other: [...rails].join(', ').slice(0, OTHER_MAX) }
      : { code },
  );
  return {
    ...(coded.length > 0 ? { instruments: coded } : {}),
    ...(products.size > 0 ? { products: [...products].map((code) => ({ code: code ?? '' })) } : {}),
  };
}

const OTHER_INSTRUMENT = '41';
