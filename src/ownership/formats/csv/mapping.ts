/** The file that says which column of a CSV is what: YAML, every mistake told with its place. */
import { readFile } from 'node:fs/promises';
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { Fault, Faults, type Place } from '../../../base/index.js';
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
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('statements.file_unreadable', { reason }, { file });
  }
  return parseCsvMapping(text.slice(0, CHARACTERS_MAX), file);
}

const CHARACTERS_MAX = 256 * 1024;

/** The same from text; `file` is for places. */
function parseCsvMapping(text: string, file: string): CsvMapping {
  const lines = new LineCounter();
  // The failsafe schema leaves every scalar as text: a column may be called `NO` or `007`.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const broken = document.errors.map(
    (error) =>
      new Fault(
        'statements.mapping_broken',
        { key: 'YAML', reason: error.message.split('\n')[0] ?? '' },
        placeAt(error.pos[0]),
      ),
  );
  visit(document, {
    Alias(_, { range }) {
      const params = { key: 'YAML', reason: 'alias' };
      broken.push(new Fault('statements.mapping_broken', params, placeAt(range?.[0] ?? 0)));
    },
  });
  if (broken.length > 0) throw new Faults(broken);
  const checked = mappingSchema.safeParse(document.toJS() as unknown);
  if (!checked.success)
    throw new Faults(
      checked.error.issues.map((issue) => {
        const path =
          issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
        const place = placeAt(offsetOf(document.contents, path as readonly PropertyKey[]));
        const params = { key: path.join('.') || 'mapping', reason: issue.message };
        return new Fault('statements.mapping_broken', params, place);
      }),
    );
  const { columns } = checked.data;
  const place = placeAt(offsetOf(document.contents, ['columns']));
  const has = (who: string) => Object.keys(columns).some((field) => field.startsWith(who));
  const lacking = ['subject', 'owner'].filter((who) => !has(who));
  if (lacking.length > 0)
    throw new Fault('statements.mapping_lacks', { fields: lacking.join(', ') }, place);
  return checked.data;
}

/** Where the value at a path begins, or the nearest around it. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let here = root;
  let offset = isNode(root) ? (root.range?.[0] ?? 0) : 0;
  for (const key of path) {
    if (!isMap(here)) return offset;
    const pair = here.items.find((item) => isScalar(item.key) && item.key.value === String(key));
    if (!pair) return offset;
    if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
    here = pair.value;
  }
  return offset;
}
