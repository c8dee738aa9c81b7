import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BodsSchema, readBodsSchema } from '../ownership/index.js';
import type { Folder } from '../store/index.js';

/** Where a set of official schemas lies in a data folder. */
export function schemasFolder(folder: Folder, set: string): string {
  return join(folder.paths.root, 'schemas', set);
}

/** The official schema of ownership statements, where the user has imported it. */
export async function storedBodsSchema(folder: Folder): Promise<BodsSchema | null> {
  const path = schemasFolder(folder, 'bods-0.4');
  return existsSync(path) ? readBodsSchema(path) : null;
}
