/** The file that says which column of a CSV is what: YAML, every mistake told with its place. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Fault, Faults, readYaml } from '../../../base/index.js';
import { HOLDER_KINDS, INTEREST_KINDS } from '../../statement.js';

/** Fields of a party that a row may give, for its subject and for its owner. */
const PARTY_FIELDS = [
  '',
  '_name',
  '_kind',
  '_country',
  '_address',
  '_born_on',
  '_rfc',
  '_curp',
  '_lei',
  '_ein',
] as const;

/** What a row says of the interest. */
const INTEREST_FIELDS = [
  'id',
  'kind',
  'share',
  'directness',
  'from',
  'until',
  'known_from',
] as const;

const FIELDS = [
  ...PARTY_FIELDS.flatMap((field) => [`subject${field}`, `owner${field}`]),
  ...INTEREST_FIELDS,
];

const DIRECTNESS = ['direct', 'indirect', 'unknown'] as const;

const mappingSchema = z.strictObject({
  source: z.string().min(1).optional(),
  columns: z.partialRecord(z.enum(FIELDS as [string, ...string[]]), z.string().min(1)),
  /** What holds for every row that does not say otherwise. */
  defaults: z
    .strictObject({
      kind: z.enum(INTEREST_KINDS).optional(),
      directness: z.enum(DIRECTNESS).optional(),
      subject_kind: z.enum(HOLDER_KINDS).optional(),
      owner_kind: z.enum(HOLDER_KINDS).optional(),
      subject_country: z.string().length(2).optional(),
      owner_country: z.string().length(2).optional(),
    })
    .optional(),
  /** What a value of the file means: `{kind: {Accionista: shares}}`. Compared without case. */
  values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  unit: z.enum(['percent', 'fraction']).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
  dates: z.enum(['iso', 'dmy', 'mdy']).optional(),
  delimiter: z.string().length(1).optional(),
});

/** A mapping, checked. */
export type CsvMapping = z.infer<typeof mappingSchema>;

/** Reads a mapping. Throws {@link Faults} with every mistake, or why the file is unreadable. */
export async function readCsvMapping(file: string): Promise<CsvMapping> {
  const document = readYaml(await textOf(file), file, { bytes_max: BYTES_MAX, scalars: 'text' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const checked = mappingSchema.safeParse(document.value);
  for (const issue of checked.error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const path = [...issue.path.map(String), ...keys];
    const params = { key: path.join('.') || 'mapping', reason: issue.message };
    document.fault('statements.mapping_broken', params, path, 'key');
  }
  const columns = Object.keys(checked.data?.columns ?? {});
  const lacking = ['subject', 'owner'].filter(
    (who) => !columns.some((field) => field.startsWith(who)),
  );
  if (checked.success && lacking.length > 0)
    document.fault('statements.mapping_lacks', { fields: lacking.join(', ') }, ['columns'], 'key');
  if (!checked.success || document.faults.length > 0) throw new Faults(document.faults);
  return checked.data;
}

const BYTES_MAX = 256 * 1024;

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('statements.file_unreadable', { reason }, { file });
  }
}
