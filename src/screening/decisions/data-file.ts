/** YAML files that say what law or institution want, read with the place of each mistake. */
import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Fault, Faults, type Place } from '../../base/index.js';

/** Reads a file of a shape; all its faults (`screening.data`) are thrown together. */
export function readDataFile<T>(file: string, shape: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, uniqueKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const broken = document.errors.map(
    (error) =>
      new Fault('screening.data', { reason: firstLine(error.message) }, placeAt(error.pos[0])),
  );
  if (broken.length > 0) throw new Faults(broken);
  const parsed = shape.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  throw new Faults(
    parsed.error.issues.map((issue) => {
      const reason = [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ');
      const inside = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const path = [...issue.path, ...inside];
      return new Fault('screening.data', { reason }, placeAt(offsetOf(document, path)));
    }),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('screening.data', { reason }, { file });
  }
}

/** The offset of the deepest part of a path that is there. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const keys = path.slice(0, depth);
    const node = document.getIn(keys, true) as Node | undefined;
    const holder = document.getIn(keys.slice(0, -1), true);
    const key = isMap(holder)
      ? holder.items.find(({ key: name }) => isScalar(name) && name.value === keys.at(-1))?.key
      : undefined;
    const range = (key as Node | undefined)?.range ?? node?.range;
    if (range) return range[0];
  }
  return 0;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
