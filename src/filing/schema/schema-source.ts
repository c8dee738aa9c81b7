import { existsSync } from 'node:fs';
import type { Layout } from '../layout/layout.js';
import type { Voices } from '../layout/layout-checker.js';
import { familyOf, type StoredXsd, storedXsdBytes, storedXsds } from './schema-folder.js';
import { type JudgingXsd, type SchemaJudge, schemaJudge } from './schema-judge.js';
import { bundledPatches, patched, type SchemaPatch } from './schema-patches.js';
import { openCompiler } from './xsd-validator.js';

/** The official schemas that the user has imported. */
export interface SchemaSource {
  readonly stored: readonly StoredXsd[];
  /** Judges by the schema that applies on a day of filing; null: none was imported. */
  judgeOf(layout: Layout, day: string): SchemaJudge | null;
  /** Gives back the memory of all schemas; judges are of no use after. */
  close(): void;
}

export interface SchemaOptions {
  readonly voices: Voices;
  /** Left out: those that come with the program; none: the schemas as they were published. */
  readonly patches?: readonly SchemaPatch[];
}

/**
 * Opens a folder of imported schemas; null where it has none. A schema is compiled when it is first
 * needed. Throws a Fault `filing.schema.compile`.
 */
export async function openSchemas(
  folder: string,
  { voices, patches = bundledPatches() }: SchemaOptions,
): Promise<SchemaSource | null> {
  const stored = existsSync(folder) ? storedXsds(folder) : [];
  if (stored.length === 0) return null;
  const compile = await openCompiler();
  const compiled = new Map<string, JudgingXsd>();
  const open = (entry: StoredXsd): JudgingXsd => {
    const known = compiled.get(entry.sha256);
    if (known) return known;
    // Patches are of ASCII, so that bytes of any encoding survive them.
    const text = Buffer.from(storedXsdBytes(folder, entry)).toString('latin1');
    const { xsd, applied } = patched(text, entry.form, patches);
    const validator = compile(Buffer.from(xsd, 'latin1'), entry.file);
    const opened = { entry, validator, applied };
    compiled.set(entry.sha256, opened);
    return opened;
  };
  return {
    stored,
    judgeOf(layout, day) {
      const entries = applying(stored, layout, day);
      return entries.length > 0 ? schemaJudge(entries.map(open), layout, voices) : null;
    },
    close() {
      for (const { validator } of compiled.values()) validator.close();
      compiled.clear();
    },
  };
}

/** Of each family the newest that holds on the day. */
function applying(stored: readonly StoredXsd[], layout: Layout, day: string): StoredXsd[] {
  const newest = new Map<string, StoredXsd>();
  for (const entry of stored) {
    if (!isOf(entry, layout) || (entry.from ?? '') > day) continue;
    const known = newest.get(familyOf(entry));
    if (!known || (known.from ?? '') < (entry.from ?? '')) newest.set(familyOf(entry), entry);
  }
  return [...newest.values()];
}

/**
 * The namespace tells an aviso's activity; of FinCEN's forms, which share one, the form does. Each
 * FIU has a goAML of its own, and one imports that of one's own FIU.
 */
function isOf({ form, namespace }: StoredXsd, layout: Layout): boolean {
  if (form === layout.form) return true;
  if (form === 'goaml') return layout.form.startsWith('goaml-');
  return form.startsWith('lfpiorpi-') && namespace === layout.namespace;
}
