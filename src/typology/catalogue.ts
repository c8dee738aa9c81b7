import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Fault, sha256 } from '../base/index.js';
import { VERIFICATIONS } from '../model/index.js';
import type { Typology } from './ast.js';
import { checkTypology } from './check.js';
import type { Vocabulary } from './check-context.js';
import { shapeOf } from './check-shape.js';
import { readYaml } from './document.js';
import type { Laws, Lists } from './duckdb/sql.js';
import { literalCurrency, parseLiteral } from './literal.js';

/** A published document that typologies cite, as `typologies/sources/<document>.yaml` gives it. */
export type Source = z.infer<typeof sourceFile>;

/** Everything under `typologies/`: rules, lists, law and sources, with what is wrong in them. */
export interface Catalogue {
  readonly folder: string;
  readonly typologies: readonly Typology[];
  /** By typology id: its file, and the SHA-256 of its text. */
  readonly files: Readonly<Record<string, { readonly file: string; readonly hash: string }>>;
  readonly laws: Laws;
  readonly lists: Lists;
  readonly sources: Readonly<Record<string, Source>>;
  readonly faults: readonly Fault[];
  /** SHA-256 over all files: what a run's manifest cites. */
  readonly hash: string;
}

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const sourceFile = z.strictObject({
  document: z.string(),
  issuer: z.string(),
  title: z.string(),
  date: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  address: z.string(),
  language: z.enum(['en', 'es', 'fr']),
  verification: z.enum(VERIFICATIONS),
  /** Places in the document that may be cited, and how well each was checked. */
  flags: z.record(z.string(), z.enum(VERIFICATIONS)),
});
const listFile = z.strictObject({
  list: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.strictObject({ en: z.string(), es: z.string() }),
  source: z.string(),
  values: z.array(
    z.union([
      z.string(),
      z.strictObject({ value: z.string(), from: isoDay.optional(), until: isoDay.optional() }),
    ]),
  ),
});
const lawFile = z.record(
  z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  z.array(
    z.strictObject({
      from: isoDay.optional(),
      until: isoDay.optional(),
      amount: z.string(),
      source: z.string(),
      status: z.enum(VERIFICATIONS),
    }),
  ),
);

/** Folders of `typologies/` that hold no rules. */
const OTHER_FOLDERS = ['sources', 'lists', 'deprecated', 'template'];

/**
 * Loads a catalogue folder. `extra` adds lists that the store imported. One bad file does not hide
 * the others: its faults are collected and its rule is left out.
 */
export function loadCatalogue(
  folder: string,
  reporting_currency: string,
  extra: Lists = {},
): Catalogue {
  const faults: Fault[] = [];
  const hashes: string[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): T | null => {
    const text = readFileSync(file, 'utf8');
    hashes.push(`${file.slice(folder.length)} ${sha256(text)}`);
    const doc = readYaml(text, file);
    const parsed = doc.value === null ? null : schema.safeParse(doc.value);
    for (const issue of parsed?.error?.issues ?? []) {
      const path = issue.path as (string | number)[];
      doc.fault('typology.shape', shapeOf(issue), path);
    }
    faults.push(...doc.faults);
    return parsed?.success ? parsed.data : null;
  };
  const laws = loadLaws(read(join(folder, 'law.yaml'), lawFile) ?? {}, reporting_currency);
  const lists: Record<string, Lists[string]> = { ...extra };
  for (const file of yamlFiles(join(folder, 'lists'))) {
    const list = read(file, listFile);
    if (!list) continue;
    const values = list.values.map((item) =>
      typeof item === 'string'
        ? { value: item, from: null, until: null }
        : { value: item.value, from: item.from ?? null, until: item.until ?? null },
    );
    lists[list.list] = [...(lists[list.list] ?? []), ...values];
  }
  const sources: Record<string, Source> = {};
  for (const file of yamlFiles(join(folder, 'sources'))) {
    const source = read(file, sourceFile);
    if (source) sources[source.document] = source;
  }
  const vocabulary: Vocabulary = {
    laws: Object.keys(laws),
    lists: Object.keys(lists),
    sources,
    reporting_currency,
  };
  const typologies: Typology[] = [];
  const files: Record<string, { file: string; hash: string }> = {};
  for (const file of typologyFiles(folder)) {
    const text = readFileSync(file, 'utf8');
    hashes.push(`${file.slice(folder.length)} ${sha256(text)}`);
    const checked = checkTypology(text, file, vocabulary);
    faults.push(...checked.faults, ...checkPlacement(checked.id, file, files));
    if (!checked.typology) continue;
    typologies.push(checked.typology);
    files[checked.typology.id] = { file, hash: sha256(text) };
  }
  return {
    folder,
    typologies,
    files,
    laws,
    lists,
    sources,
    faults,
    hash: sha256(hashes.sort().join('\n')),
  };
}

/** Every rule file of a catalogue folder, in order of area and name. */
export function typologyFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.includes(entry.name))
    .flatMap((entry) => yamlFiles(join(folder, entry.name)))
    .filter((file) => !file.endsWith('.cases.yaml'))
    .sort();
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file));
}

function loadLaws(file: z.infer<typeof lawFile>, reporting_currency: string): Laws {
  return Object.fromEntries(
    Object.entries(file).map(([name, amounts]) => [
      name,
      amounts.flatMap(({ from, until, amount }) => {
        const literal = parseLiteral(amount);
        if (!literal || literalCurrency(amount) !== reporting_currency) return [];
        return [{ from: from ?? null, until: until ?? null, minor: literal.numerator }];
      }),
    ]),
  );
}

function checkPlacement(
  id: string | null,
  file: string,
  files: Readonly<Record<string, { file: string }>>,
): Fault[] {
  if (id === null) return [];
  const place = { file, line: 1 };
  const name = basename(file, '.yaml');
  const faults = name === id ? [] : [new Fault('typology.name', { id, name }, place)];
  const earlier = files[id];
  if (earlier) faults.push(new Fault('typology.twice', { id, other: earlier.file }, place));
  return faults;
}
