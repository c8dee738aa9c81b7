/** YAML of a shape, with the place of each mistake. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { Fault, Faults, readYaml, type YamlPath } from '../../base/index.js';

const FILE_BYTES_MAX = 256 * 1024;

/** Reads a file; what is wrong with it is thrown together, as faults of `code` and YAML's own. */
export function readDataFile<T>(file: string, shape: z.ZodType<T>, code: string): T {
  return readData(readText(file, code), file, shape, code);
}

/** The same of a text; every scalar is a text, so that `007` keeps its zeros. */
export function readData<T>(text: string, file: string, shape: z.ZodType<T>, code: string): T {
  const document = readYaml(text, file, { bytes_max: FILE_BYTES_MAX, scalars: 'text' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = shape.safeParse(document.value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const reason = [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ');
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    document.fault(code, { reason }, [...issue.path, ...unknown] as YamlPath, 'key');
  }
  throw new Faults(document.faults);
}

function readText(file: string, code: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault(code, { reason }, { file });
  }
}
