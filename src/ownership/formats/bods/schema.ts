/** The official BODS 0.4 schema, which the user fetches: it is not shipped. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Fault } from '../../../base/index.js';
import type { BodsSchema } from '../reader.js';

/**
 * Reads the JSON schemas of a folder (`statement.json`, `components.json`, the three records) and
 * compiles them. Faults: `statements.schema_missing`, `statements.schema_broken`.
 */
export async function readBodsSchema(folder: string): Promise<BodsSchema> {
  const schemas = await readSchemas(folder);
  if (!schemas.some(({ $id }) => $id === `${BASE}statement`))
    throw new Fault('statements.schema_missing', { needed: 'urn:statement' }, { file: folder });
  try {
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
    // Formats are checked in full: without them nine of the published invalid examples pass.
    addFormats.default(ajv, { mode: 'full' });
    for (const schema of schemas) ajv.addSchema(schema);
    const validate = ajv.compile({ $ref: `${BASE}statement#/$defs/Statement` });
    return {
      mistakes(statement) {
        if (validate(statement)) return [];
        const errors = (validate.errors ?? []).slice(0, MISTAKES_MAX);
        return errors.map((each) => ({
          pointer: each.instancePath,
          reason: `${each.message ?? each.keyword}`,
        }));
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('statements.schema_broken', { reason }, { file: folder });
  }
}

const MISTAKES_MAX = 20;
const SCHEMA_BYTES_MAX = 1_000_000;
/** `urn:components` is no URN by RFC 8141, at which ajv throws: the names are put below this. */
const BASE = 'https://standard.openownership.org/bods-0.4/';

async function readSchemas(folder: string): Promise<readonly { readonly $id: string }[]> {
  const found: { $id: string }[] = [];
  for (const name of (await namesIn(folder)).filter((each) => each.endsWith('.json'))) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    if (text.length > SCHEMA_BYTES_MAX) continue;
    try {
      const schema = JSON.parse(text.replaceAll('"urn:', `"${BASE}`)) as Record<string, unknown>;
      if (typeof schema.$id === 'string' && schema.$id.startsWith(BASE))
        found.push({ ...schema, $id: schema.$id });
    } catch {
      throw new Fault('statements.schema_broken', { reason: 'JSON' }, { file });
    }
  }
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('statements.file_unreadable', { reason }, { file: folder });
  }
}
