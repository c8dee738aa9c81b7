import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Fault, sha256 } from '../../base/index.js';
import { type RecognisedXsd, recogniseXsd, SCHEMA_SETS } from './recognise-xsd.js';
import { bundledPatches, patched } from './schema-patches.js';
import { openCompiler } from './xsd-validator.js';

const entryShape = z.strictObject({
  /** As its publisher named it. */
  file: z.string(),
  /** As it lies in the folder. */
  stored: z.string(),
  form: z.string(),
  namespace: z.string().nullable(),
  /** First day of filing on which it applies; null: not told, since ever. */
  from: z.iso.date().nullable(),
  sha256: z.string(),
  imported_at: z.string(),
});
export type StoredXsd = z.infer<typeof entryShape>;

/** Beside the schemas of a set. */
const LIST = 'schemas.json';

/** What was imported into a folder of schemas, of all sets or of one. */
export function storedXsds(folder: string, sets: readonly string[] = SCHEMA_SETS): StoredXsd[] {
  return sets.flatMap((set) => {
    const file = join(folder, set, LIST);
    if (!existsSync(file)) return [];
    return z.array(entryShape).parse(JSON.parse(readFileSync(file, 'utf8')));
  });
}

/** The text of an imported schema, byte for byte. */
export function storedXsdBytes(folder: string, { stored, form }: StoredXsd): Uint8Array {
  return readFileSync(join(folder, setOf(form), stored));
}

/**
 * Keeps an official schema, in place of the one of the same form and first day. It is compiled
 * first: throws a Fault `filing.schema.compile`, or `filing.schema.unknown` where it is none of a
 * known form.
 */
export async function keepXsd(
  folder: string,
  path: string,
  options: { readonly from: string | null; readonly imported_at: string },
): Promise<StoredXsd> {
  const bytes = readFileSync(path);
  const recognised = recogniseXsd(bytes.toString('utf8'));
  if (!recognised) throw new Fault('filing.schema.unknown', {}, { file: path });
  await compileOnce(bytes, recognised, path);
  const { set, form, namespace } = recognised;
  const file = basename(path);
  const place = join(folder, set);
  mkdirSync(place, { recursive: true });
  const stored = `${file.replace(/\.xsd$/i, '')}@${options.from ?? 'ever'}.xsd`;
  const entry = { file, stored, form, namespace, sha256: sha256(bytes), ...options };
  const before = storedXsds(folder, [set]);
  const replaced = before.filter((each) => isSame(each, entry));
  writeFileSync(join(place, stored), bytes);
  const list = [...before.filter((each) => !replaced.includes(each)), entry];
  const draft = join(place, `${LIST}.draft`);
  writeFileSync(draft, `${JSON.stringify(list, null, 2)}\n`);
  renameSync(draft, join(place, LIST));
  for (const each of replaced)
    if (each.stored !== stored) rmSync(join(place, each.stored), { force: true });
  return entry;
}

/** Both ways in which it will be used have to compile. */
async function compileOnce(bytes: Buffer, { form }: RecognisedXsd, path: string): Promise<void> {
  const compile = await openCompiler();
  const { xsd } = patched(bytes.toString('latin1'), form, bundledPatches());
  compile(Buffer.from(xsd, 'latin1'), path).close();
}

function isSame(a: StoredXsd, b: StoredXsd): boolean {
  return a.from === b.from && familyOf(a) === familyOf(b);
}

/**
 * Schemas that follow one another in time. Two of the avisos' schemas have one namespace (`spr`,
 * `spr2`) and hold at the same time, so that these go by the publisher's file name too.
 */
export function familyOf({ form, file }: StoredXsd): string {
  if (setOf(form) !== 'lfpiorpi') return form;
  const name = file.toLowerCase().replace(/( ?\(\d+\))?\.xsd$/, '');
  return `${form} ${name}`;
}

function setOf(form: string): string {
  return form.split('-', 1)[0] ?? form;
}
