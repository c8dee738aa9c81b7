import type { Complaint } from './complaint.js';
import { importGraph } from './imports.js';
import type { Source } from './source.js';

/** Files that something other than an import starts, by name, with who starts them. */
export const ENTRIES: readonly { readonly file: string; readonly started_by: string }[] = [
  { file: 'src/main.ts', started_by: 'the package’s bin' },
  { file: 'bench/main.ts', started_by: 'npm run bench' },
  { file: 'bench/precision.ts', started_by: 'npm run precision' },
];

/**
 * Files that nothing reaches: not an entry, not a bench, no test but their own. What only its own
 * test uses is dead.
 */
export function checkReach(
  sources: readonly Source[],
  entries: readonly string[] = ENTRIES.map(({ file }) => file),
): Complaint[] {
  const edges = importGraph(sources);
  const reached = new Set<string>();
  const waiting = [...entries];
  for (const [file, imports] of edges) {
    if (!isTest(file)) continue;
    reached.add(file);
    waiting.push(...imports.filter((path) => path !== testedBy(file)));
  }
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...(edges.get(file) ?? []));
  }
  return sources
    .filter(({ path }) => !reached.has(path))
    .map(({ path }) => ({
      file: path,
      line: 1,
      rule: 'reach/dead-file',
      sentence: 'is reached from no entry, no bench and no test but its own',
    }));
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

function testedBy(test: string): string {
  return test.replace(/\.test\.ts$/, '.ts');
}
