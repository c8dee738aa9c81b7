import { join } from 'node:path';
import { z } from 'zod';
import { Fault, packageRoot, readDataFile } from '../../base/index.js';

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

/** Reads a file of sources; mistakes are thrown as Faults with their places. */
export function readSources(file: string): readonly ListSource[] {
  return readDataFile(file, shape).sources;
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
