import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Faults, packageRoot, readYaml, type YamlPath } from '../../base/index.js';

/**
 * An exact replacement in an official schema that a strict validator cannot use as it is
 * (`filing/<format>/schema-patches.yaml`). Whatever a patched schema says is said to come from one.
 */
export interface SchemaPatch {
  readonly id: string;
  readonly form: string;
  readonly find: string;
  readonly replace: string;
  readonly source: string;
  readonly verified: boolean;
}

const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const shape = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9_.]+$/),
    form: z.string().min(1),
    find: z.string().min(1),
    replace: z.string(),
    why: bilingual,
    source: z.string().min(1),
    verified: z.boolean(),
  }),
);

/** The patches that come with the program. */
export function bundledPatches(): SchemaPatch[] {
  const folder = join(packageRoot(), 'filing');
  if (!existsSync(folder)) return [];
  const formats = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  return formats.flatMap(({ name }) => {
    const file = join(folder, name, 'schema-patches.yaml');
    return existsSync(file) ? readPatches(readFileSync(file, 'utf8'), file) : [];
  });
}

/** Throws `Faults`, each with its place. */
export function readPatches(text: string, file: string): SchemaPatch[] {
  const document = readYaml(text, file, { bytes_max: 1 << 18, scalars: 'typed' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = shape.safeParse(document.value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const params = { where: path.join('.'), reason: message };
    document.fault('filing.schema.patch', params, path as YamlPath, 'key');
  }
  throw new Faults(document.faults);
}

/** The schema with the patches of its form that apply to it, and which those are. */
export function patched(
  xsd: string,
  form: string,
  patches: readonly SchemaPatch[],
): { readonly xsd: string; readonly applied: readonly SchemaPatch[] } {
  const applied = patches.filter((each) => each.form === form && xsd.includes(each.find));
  const text = applied.reduce(
    (so_far, { find, replace }) => so_far.replaceAll(find, () => replace),
    xsd,
  );
  return { xsd: text, applied };
}
