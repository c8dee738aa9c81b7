import { posix } from 'node:path';
import type { Complaint } from './complaint.js';
import { type Import, importsOf, resolveImport, type Source } from './source.js';

/** Modules about one subject each. They meet in `model`, in the store, and in `main`. */
export const SUBJECTS = [
  'ingest',
  'typology',
  'network',
  'ownership',
  'screening',
  'risk',
  'exchange',
  'report',
  'casework',
  'filing',
] as const;

const CORE = ['base', 'model', 'store'] as const;

/** Modules of one file, their own door: processes, each of which constructs what it runs. */
const PROCESSES: readonly string[] = [
  'main',
  'detect-process',
  'screen-process',
  'exchange-thread',
];

/** One row of the import table: the modules of `modules` may import the doors of `imports`. */
export interface ImportRow {
  readonly modules: readonly string[];
  readonly imports: readonly string[];
}

/** The import table. `ARCHITECTURE.md` prints it; every import is held to it. */
export const IMPORT_TABLE: readonly ImportRow[] = [
  { modules: ['base'], imports: [] },
  { modules: ['model'], imports: ['base'] },
  { modules: ['store'], imports: ['base', 'model'] },
  { modules: SUBJECTS.filter((subject) => subject !== 'filing'), imports: CORE },
  { modules: ['filing'], imports: [...CORE, 'casework'] },
  { modules: ['api', 'cli'], imports: [...CORE, ...SUBJECTS] },
  { modules: ['examples'], imports: [...CORE, ...SUBJECTS] },
  { modules: ['detect-process'], imports: ['typology', 'network'] },
  { modules: ['screen-process'], imports: ['base', 'screening'] },
  { modules: ['exchange-thread'], imports: ['base', 'exchange'] },
  {
    modules: ['main'],
    imports: [
      ...CORE,
      ...SUBJECTS,
      'api',
      'cli',
      'examples',
      'detect-process',
      'screen-process',
      'exchange-thread',
    ],
  },
  {
    modules: ['bench', 'test'],
    imports: [
      ...CORE,
      ...SUBJECTS,
      'api',
      'cli',
      'examples',
      'main',
      'screen-process',
      'exchange-thread',
      'bench',
      'test',
    ],
  },
];

/** The table as Markdown, in the words of `ARCHITECTURE.md`. */
export function importTableMarkdown(): string {
  const names = (modules: readonly string[]) => modules.map((name) => `\`${name}\``).join(' ');
  const shorten = (modules: readonly string[]) =>
    SUBJECTS.every((subject) => modules.includes(subject))
      ? [names(CORE), 'every subject', names(modules.filter((name) => !isCoreOrSubject(name)))]
          .filter((part) => part !== '')
          .join(', ')
      : names(modules) || 'nothing of ours';
  const rows = IMPORT_TABLE.map((row) => `| ${names(row.modules)} | ${shorten(row.imports)} |`);
  return ['| module | may import the door of |', '| --- | --- |', ...rows].join('\n');
}

/** Every import that the table does not allow, or that goes round a module's door. */
export function checkImports(sources: readonly Source[]): Complaint[] {
  const complaints: Complaint[] = [];
  for (const source of sources) {
    const from = moduleOf(source.path);
    if (source.path.startsWith('src/') && !allowedFor(from)) {
      const sentence = `${from} is no module of the import table in test/tidy/imports.ts`;
      complaints.push({ file: source.path, line: 1, rule: 'import/module', sentence });
      continue;
    }
    for (const entry of importsOf(source)) {
      const complaint = checkImport(source.path, from, entry);
      if (complaint) complaints.push(complaint);
    }
  }
  return complaints;
}

/** Files that import each other in a ring, type imports included: each ring once. */
export function checkCycles(sources: readonly Source[]): Complaint[] {
  const edges = importGraph(sources);
  return rings(edges).map((ring) => ({
    file: ring[0] ?? '',
    line: 1,
    rule: 'import/cycle',
    sentence: `imports itself by way of ${[...ring.slice(1), ring[0]].join(' → ')}`,
  }));
}

/** For each file, the files of ours that it imports. */
export function importGraph(sources: readonly Source[]): Map<string, string[]> {
  const known = new Set(sources.map((source) => source.path));
  return new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .map((entry) => resolveImport(source.path, entry.specifier))
        .filter((path) => path !== null)
        .filter((path) => known.has(path)),
    ]),
  );
}

/** The module of a file; a test beside its file counts as `test` when it leaves its module. */
export function moduleOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'src') return top;
  return second.replace(/(\.test)?\.ts$/, '');
}

function checkImport(file: string, from: string, entry: Import): Complaint | null {
  const { specifier, line } = entry;
  const complain = (rule: string, sentence: string) => ({ file, line, rule, sentence });
  const path = resolveImport(file, specifier);
  if (path === null) return null;
  if (!/\.(js|json)$/.test(specifier))
    return complain('import/extension', `writes '${specifier}' without .js`);
  const to = moduleOf(path);
  if (to === from || path.endsWith('.json')) return null;
  const acting = file.endsWith('.test.ts') ? 'test' : from;
  if (!allowedFor(acting)?.has(to))
    return complain('import/table', `${acting} may not import ${to} (ARCHITECTURE.md)`);
  const door = posix.join('src', to, 'index.ts');
  if (path.startsWith('src/') && !PROCESSES.includes(to) && path !== door)
    return complain('import/door', `reaches into ${to}: import ${door} instead`);
  return null;
}

function allowedFor(module: string): ReadonlySet<string> | null {
  const row = IMPORT_TABLE.find(({ modules }) => modules.includes(module));
  return row ? new Set(row.imports) : null;
}

function isCoreOrSubject(name: string): boolean {
  return [...CORE, ...SUBJECTS].some((known) => known === name);
}

/** Depth-first search with the path as its stack; every back edge closes a ring. */
function rings(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found = new Map<string, string[]>();
  const done = new Set<string>();
  const path: string[] = [];
  function visit(file: string): void {
    const at = path.indexOf(file);
    if (at >= 0) {
      const ring = path.slice(at);
      const first = ring.indexOf([...ring].sort()[0] ?? '');
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      found.set(turned.join(' '), turned);
    }
    if (done.has(file)) return;
    done.add(file);
    path.push(file);
    for (const next of edges.get(file) ?? []) visit(next);
    path.pop();
  }
  for (const file of edges.keys()) visit(file);
  return [...found.values()];
}
