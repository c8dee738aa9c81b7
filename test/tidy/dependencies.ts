import { isBuiltin } from 'node:module';
import type { Complaint } from './complaint.js';
import { importsOf, type Source } from './source.js';

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Packages are declared where they are used (what ships needs `dependencies`), held to an exact
 * version, and used if they ship: each one is somebody else's code inside a bank.
 */
export function checkDependencies(manifest: Manifest, sources: readonly Source[]): Complaint[] {
  const used = new Set<string>();
  const complaints: Complaint[] = [];
  for (const source of sources) {
    const ships = source.path.startsWith('src/') && !source.path.endsWith('.test.ts');
    for (const { specifier, line } of importsOf(source)) {
      const name = packageOf(specifier);
      if (name === null) continue;
      if (ships) used.add(name);
      if (name in manifest.dependencies || (!ships && name in manifest.devDependencies)) continue;
      const sentence = `imports ${name}, which package.json does not give it`;
      complaints.push({ file: source.path, line, rule: 'dependency/undeclared', sentence });
    }
  }
  return [...complaints, ...checkManifest(manifest, used)];
}

function checkManifest(manifest: Manifest, used: ReadonlySet<string>): Complaint[] {
  const complain = (rule: string, sentence: string) => ({
    file: 'package.json',
    line: 1,
    rule,
    sentence,
  });
  const idle = Object.keys(manifest.dependencies)
    .filter((name) => !used.has(name))
    .map((name) => complain('dependency/idle', `${name} ships and no file of src imports it`));
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => complain('dependency/loose', `${name} is held to ${version}`));
  return [...idle, ...loose];
}

/** The package of a specifier; null for our own files and for Node's modules. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
