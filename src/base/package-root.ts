import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from './assert.js';

/**
 * The folder of our package.json: `messages/` and `typologies/` lie beside it, whether this file
 * runs from `src/` (tests) or from `dist/src/` (installed).
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    assert(dirname(folder) !== folder, 'package.json of puente not found');
    folder = dirname(folder);
  }
  return folder;
}
