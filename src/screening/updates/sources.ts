import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Fault, packageRoot } from '../../base/index.js';

/** Where a list is published: all its files together are one version. */
export interface ListSource {
  readonly list: string;
  readonly files: readonly string[];
  /** How the addresses are known: `secondary` was read of, `verified` was fetched by us. */
  readonly verified: 'verified' | 'secondary';
}

const shape = z.strictObject({
  sources: z.array(
    z.strictObject({
      list: z.string().min(1),
      files: z.array(z.url()).min(1),
      verified: z.enum(['verified', 'secondary']),
    }),
  ),
});

/** The sources that come with the program. */
export const SOURCES_FILE = join(packageRoot(), 'screening', 'sources.yaml');

/** Reads a file of sources. Throws the Fault `lists.sources_shape`. */
export function readSources(file: string): readonly ListSource[] {
  const read = shape.safeParse(parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data.sources;
  const [issue] = read.error.issues;
  const params = { path: issue?.path.join('.') ?? '', reason: issue?.message ?? '' };
  throw new Fault('lists.sources_shape', params, { file });
}

/** The sources of the named lists; of all where none is named. */
export function chooseSources(
  sources: readonly ListSource[],
  lists: readonly string[],
): readonly ListSource[] {
  const known = sources.map(({ list }) => list);
  for (const list of lists) {
    if (!known.includes(list))
      throw new Fault('lists.source_unknown', { list, known: known.join(', ') });
  }
  return lists.length === 0 ? sources : sources.filter(({ list }) => lists.includes(list));
}
