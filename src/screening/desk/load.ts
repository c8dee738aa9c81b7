import { sha256 } from '../../base/index.js';
import type { ScreenLoad } from '../pool/wire.js';
import type { ListVersion } from '../versions/index.js';

/** What a pool loads for versions of lists, whose snapshots lie in the folder. */
export function loadOf(folder: string, versions: readonly ListVersion[]): ScreenLoad {
  const names = versions.map(({ list, hash }) => `${list} ${hash}`).sort();
  return {
    version: sha256(names.join('\n')),
    snapshots: versions.map(({ list, hash }) => ({ folder, list, hash })),
  };
}
