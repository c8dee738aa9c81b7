import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { Fault, sha256 } from '../base/index.js';
import { VERIFICATIONS } from '../model/index.js';
import type { Typology } from './ast.js';
import { checkTypology } from './check.js';
import type { Vocabulary } from './check-context.js';
import { reportIssue } from './check-shape.js';
import { readYaml } from './document.js';
import type { Laws, Lists } from './duckdb/sql.js';
import { literalCurrency, parseLiteral } from './literal.js';

/** A published document that typologies cite, as `typologies/sources/<document>.yaml` gives it. */
export type Source = z.infer<typeof sourceFile>;

/** Rules, lists, law and sources of one folder or several, with what is wrong in them. */
export interface Catalogue {
  readonly folders: readonly string[];
  /** Every rule file, sound or not, in order of area and name. */
  readonly rule_files: readonly string[];
  /** Files of an earlier folder that a later one replaces, by their path in the folder. */
  readonly replaced: readonly string[];
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

/**
 * Loads a catalogue from a folder, or from several that lie on one another: a file of a later one
 * stands in place of the file of the same path in an earlier one. `foundation` gives its law, lists
 * and sources, and no rules; `extra` adds lists that the store imported. One bad file does not hide
 * the others: its faults are collected and its rule is left out.
 */
export function loadCatalogue(
  folders: string | readonly string[],
  reporting_currency: string,
  extra: Lists = {},
  foundation: string | null = null,
): Catalogue {
  const faults: Fault[] = [];
  const hashes: string[] = [];
  const layers = [folders].flat();
  const { files: all, replaced } = layFolders(layers, foundation);
  const under = (area: string) =>
    [...all].flatMap(([name, file]) => (name.startsWith(`${area}/`) ? [file] : []));
  const nameOf = new Map([...all].map(([name, file]) => [file, name]));
  const hash = (file: string, text: string) => hashes.push(`/${nameOf.get(file)} ${sha256(text)}`);
  const read = <T>(file: string | undefined, schema: z.ZodType<T>): T | null => {
    if (file === undefined) return null;
    const text = readFileSync(file, 'utf8');
    hash(file, text);
    const doc = readYaml(text, file);
    const parsed = doc.value === null ? null : schema.safeParse(doc.value);
    for (const issue of parsed?.error?.issues ?? []) reportIssue(doc, doc.value, issue);
    faults.push(...doc.faults);
    return parsed?.success ? parsed.data : null;
  };
  const laws = loadLaws(read(all.get('law.yaml'), lawFile) ?? {}, reporting_currency);
  const lists = joinLists(
    extra,
    under('lists').flatMap((file) => read(file, listFile) ?? []),
  );
  const sources: Record<string, Source> = {};
  for (const file of under('sources')) {
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
  const rule_files = [...all].flatMap(([name, file]) => (isRule(name) ? [file] : []));
  for (const file of rule_files) {
    const text = readFileSync(file, 'utf8');
    hash(file, text);
    const checked = checkTypology(text, file, vocabulary);
    faults.push(...checked.faults, ...checkPlacement(checked.id, file, files));
    if (!checked.typology) continue;
    typologies.push(checked.typology);
    files[checked.typology.id] = { file, hash: sha256(text) };
  }
  return {
    folders: layers,
    rule_files,
    replaced,
    typologies,
    files,
    laws,
    lists,
    sources,
    faults,
    hash: sha256(hashes.sort().join('\n')),
  };
}

/** Lists of one name are one list. */
function joinLists(extra: Lists, files: readonly z.infer<typeof listFile>[]): Lists {
  const lists: Record<string, Lists[string]> = { ...extra };
  for (const { list, values } of files) {
    const dated = values.map((item) =>
      typeof item === 'string'
        ? { value: item, from: null, until: null }
        : { value: item.value, from: item.from ?? null, until: item.until ?? null },
    );
    lists[list] = [...(lists[list] ?? []), ...dated];
  }
  return lists;
}

/** The files that count, by their path within a folder, in its order. */
function layFolders(
  folders: readonly string[],
  foundation: string | null,
): { files: ReadonlyMap<string, string>; replaced: readonly string[] } {
  const files = new Map<string, string>();
  const replaced: string[] = [];
  const lay = (folder: string, names: readonly string[]) => {
    for (const name of names) {
      if (files.has(name)) replaced.push(name);
      files.set(name, join(folder, name));
    }
  };
  if (foundation !== null)
    lay(
      foundation,
      filesOf(foundation).filter((name) => !isRule(name)),
    );
  for (const folder of folders) lay(folder, filesOf(folder));
  const order = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    files: new Map([...files].sort(([a], [b]) => order(a, b))),
    replaced: replaced.sort(order),
  };
}

/** Law, lists, sources and rules of a folder, as paths in it. */
function filesOf(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['deprecated', 'template'].includes(entry.name))
    .flatMap((entry) => yamlFiles(join(folder, entry.name)))
    .filter((file) => !file.endsWith('.cases.yaml'))
    .map((file) => relative(folder, file).replaceAll('\\', '/'));
  return existsSync(join(folder, 'law.yaml')) ? ['law.yaml', ...inside] : inside;
}

function isRule(name: string): boolean {
  return !/^(law\.yaml$|lists\/|sources\/)/.test(name);
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
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
