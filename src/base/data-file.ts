/** YAML files that say what law or institution want, read with the place of each mistake. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { Fault, Faults } from './fault.js';
import { readYaml, type YamlPath } from './yaml.js';

const FILE_BYTES_MAX = 1 << 20;

/** Reads a file of a shape; its faults (`data.shape`, YAML's own) are thrown together. */
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
    document.fault('data.shape', { reason }, path, 'key');
  }
  throw new Faults(document.faults);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('data.shape', { reason }, { file });
  }
}
