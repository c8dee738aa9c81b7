import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/index.js';

export interface Compiled {
  readonly folder: string;
  /** Writes a script (JavaScript, ESM) beside the compiled sources; returns its path. */
  script(name: string, text: string): string;
  remove(): void;
}

/**
 * Compiles sources, and what they import, to JavaScript in a folder of its own, so that tests can
 * run them in real child processes: `script` may import `./src/store/folder.js`. Types are checked
 * elsewhere.
 */
export function compileSources(files: readonly string[]): Compiled {
  const root = packageRoot();
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'puente-test-'));
  const config = join(folder, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { rootDir: root, outDir: folder, noCheck: true, types: [] },
      include: [],
      files: files.map((file) => join(root, file)),
    }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  symlinkSync(join(root, 'messages'), join(folder, 'messages'));
  return {
    folder,
    script(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
