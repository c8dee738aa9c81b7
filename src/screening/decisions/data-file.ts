/** YAML files that say what law or institution want, read with the place of each mistake. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { Fault, Faults, readYaml, type YamlPath } from '../../base/index.js';

const FILE_BYTES_MAX = 1 << 20;

/** Reads a file of a shape; its faults (`screening.data`, YAML's own) are thrown together. */
export function readDataFile<T>(file: string, shape: z.ZodType<T>): T {
  const options = { bytes_max: FILE_BYTES_MAX, scalars: 'typed' } as const;
  const document = readYaml(readText(file), file, options);
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = shape.safeParse(document.value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const reason = [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ');
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const path = [...issue.path, ...unknown] as YamlPath;
    document.fault('screening.data', { reason }, path, 'key');
  }
  throw new Faults(document.faults);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('screening.data', { reason }, { file });
  }
}
