import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkBanned, checkName } from './banned.js';
import type { Complaint } from './complaint.js';
import { checkDependencies, type Manifest } from './dependencies.js';
import { checkDocument, checkPages } from './documents.js';
import { checkExports } from './exports.js';
import { checkPath, checkWords } from './hygiene.js';
import { checkCycles, checkImports } from './imports.js';
import { type Catalogue, checkTwins, checkUse } from './messages.js';
import { checkReach } from './reach.js';
import { checkFile, checkFunctions, checkLines, checkMedian } from './sizes.js';
import { parseSource, type Source } from './source.js';
import { checkTypologies } from './typologies.js';

/** What the checks read: the files that git has or would take, with their text. */
export interface Repository {
  readonly root: string;
  /** From the root, with `/`, sorted. */
  readonly paths: readonly string[];
  readonly sources: readonly Source[];
  read(path: string): string;
}

export function openRepository(root: string): Repository {
  const arguments_ = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', arguments_, { cwd: root, encoding: 'utf8' });
  const paths = [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const sources = paths
    .filter((path) => /^(src|test|bench|examples)\/.*\.ts$/.test(path))
    .map((path) => parseSource(path, read(path)));
  return { root, paths, sources, read };
}

/** Everything that is wrong with the code. */
export function checkCode(repository: Repository): Complaint[] {
  const { sources } = repository;
  return [
    ...checkImports(sources),
    ...checkCycles(sources),
    ...checkMedian(sources),
    ...checkReach(sources),
    ...checkExports(sources),
    ...checkDependencies(JSON.parse(repository.read('package.json')) as Manifest, sources),
    ...sources.flatMap((source) => [
      ...checkFile(source),
      ...checkFunctions(source),
      ...checkBanned(source),
      ...checkName(source.path),
    ]),
  ];
}

/** Everything that is wrong with what people read: messages, typologies, pages. */
export function checkWriting(repository: Repository): Complaint[] {
  const { paths, read } = repository;
  const files = new Set(paths);
  const catalogues = paths
    .filter((path) => /^messages\/.*\.json$/.test(path))
    .map((path): Catalogue => ({ path, entries: JSON.parse(read(path)) }));
  const pages = paths.filter((path) => path.endsWith('.md'));
  const speakers = repository.sources.filter(
    ({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'),
  );
  return [
    ...checkTwins(catalogues),
    ...checkUse(catalogues, speakers),
    ...checkTypologies(
      paths
        .filter((path) => /^typologies\/[^/]+\/[^/]+\.yaml$/.test(path))
        .map((path) => ({ path, text: read(path) })),
    ),
    ...checkPages(pages),
    ...pages.flatMap((path) => checkDocument({ path, text: read(path) }, files)),
  ];
}

/** Everything that is wrong with the files as files. */
export function checkFiles(repository: Repository): Complaint[] {
  const { root, paths, read } = repository;
  const words = localWords(root);
  return paths.flatMap((path) => [
    ...checkPath(path, statSync(join(root, path)).size),
    ...(path === 'package-lock.json' ? [] : checkWords(path, read(path), words)),
    ...(/\.(ts|yaml|sh)$|^\.ci\//.test(path) ? checkLines(path, read(path)) : []),
  ]);
}

/** Words that this checkout must not publish, one a line, kept where git never takes them. */
function localWords(root: string): string[] {
  const path = execFileSync('git', ['rev-parse', '--git-path', 'info/unpublished-words'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const file = join(root, path);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((word) => word !== '');
}
