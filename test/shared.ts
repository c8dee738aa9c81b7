import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/index.js';

/**
 * A file or folder of the data that lies beside some checkouts (official lists, schemas, samples),
 * or null where it is absent: then a test that needs it is skipped by name. `PUENTE_SHARED` names
 * another folder than `../shared`.
 *
 * ```ts
 * const samples = sharedData('payments');
 * test.skipIf(!samples)('reads the published samples', () => { … });
 * ```
 */
export function sharedData(relativePath: string): string | null {
  const folder = process.env.PUENTE_SHARED ?? join(packageRoot(), '..', 'shared');
  const path = join(folder, 'data', relativePath);
  return existsSync(path) ? path : null;
}
