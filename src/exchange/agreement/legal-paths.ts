/** Which law lets whom tell whom what, as dated data (`exchange/paths.yaml`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bilingual, Faults, packageRoot, readYaml } from '../../base/index.js';
import { type PermitKind, permitKinds } from './permit.js';

/** A country's institution or authority, as the matrix has them. */
export interface PathEnd {
  readonly country: 'US' | 'MX';
  readonly role: 'bank' | 'authority';
}

export interface LegalBasis {
  readonly id: string;
  readonly title: Bilingual;
  /** First day on which it may be invoked; `until` is the first on which it may not. */
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  /** Whether the sentence of the law was read for this entry, or somebody's account of it. */
  readonly verified: boolean;
  /** A question of law that nobody has settled for us. */
  readonly open: Bilingual | null;
}

/** What of the sender's customers a message would make known to its receiver. */
export type DataClass = 'nothing' | 'strategic' | 'count' | 'customer';

/** One open path. `count` needs what `customer` needs: a count band is about customers too. */
export interface LegalPath {
  readonly from: PathEnd;
  readonly to: PathEnd;
  readonly bases: readonly string[];
  readonly needs: readonly ('agreement' | PermitKind)[];
}

export interface LegalPaths {
  readonly bases: readonly LegalBasis[];
  readonly paths: readonly LegalPath[];
}

const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const day = z.iso.date();
const end = z
  .string()
  .regex(/^(US|MX) (bank|authority)$/)
  .transform((text) => {
    const [country, role] = text.split(' ');
    return { country, role } as PathEnd;
  });

const schema = z.strictObject({
  bases: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Z0-9.-]+$/i),
      title: bilingual,
      from: day,
      until: day.nullable().default(null),
      source: z.string().min(1),
      verified: z.boolean(),
      open: bilingual.nullable().default(null),
    }),
  ),
  paths: z.array(
    z.strictObject({
      from: end,
      to: end,
      class: z.literal('customer'),
      bases: z.array(z.string()).min(1),
      needs: z.array(z.enum(['agreement', ...permitKinds])).min(1),
    }),
  ),
});

const FILE_BYTES_MAX = 1 << 20;

/** The matrix that comes with the program. */
export function bundledPaths(): LegalPaths {
  const file = join(packageRoot(), 'exchange', 'paths.yaml');
  return readPaths(readFileSync(file, 'utf8'), file);
}

/** Reads a matrix, ours or one that counsel wrote. Every mistake is told with its place. */
export function readPaths(text: string, file: string): LegalPaths {
  const document = readYaml(text, file, { bytes_max: FILE_BYTES_MAX, scalars: 'typed' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = schema.safeParse(document.value);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      document.fault('exchange.paths', { reason: message }, path as (string | number)[]);
    }
    throw new Faults(document.faults);
  }
  const known = new Set(parsed.data.bases.map((basis) => basis.id));
  parsed.data.paths.forEach((path, index) => {
    for (const basis of path.bases.filter((id) => !known.has(id))) {
      document.fault('exchange.paths_basis', { basis }, ['paths', index, 'bases']);
    }
  });
  if (document.faults.length > 0) throw new Faults(document.faults);
  return parsed.data;
}
