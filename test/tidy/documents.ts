import { posix } from 'node:path';
import type { Complaint } from './complaint.js';

export interface Document {
  readonly path: string;
  readonly text: string;
}

/** One `# Title` a page, at its top; every relative link leads to a file of the repository. */
export function checkDocument(document: Document, files: ReadonlySet<string>): Complaint[] {
  const { path } = document;
  const lines = withoutCode(document.text).split('\n');
  const titles = lines.flatMap((line, index) => (/^# \S/.test(line) ? [index + 1] : []));
  const complaints: Complaint[] = [];
  if (titles.length !== 1 || titles[0] !== 1) {
    const sentence = `has ${titles.length} titles: one "# Title" on its first line`;
    complaints.push({
      file: path,
      line: titles[1] ?? titles[0] ?? 1,
      rule: 'document/title',
      sentence,
    });
  }
  lines.forEach((line, index) => {
    for (const [, target = ''] of line.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(target) || leadsTo(path, target, files)) continue;
      const sentence = `links to ${target}, which is not there`;
      complaints.push({ file: path, line: index + 1, rule: 'document/link', sentence });
    }
  });
  return complaints;
}

/** Pages for users stand in both languages: every README and `docs/`, but not `docs/internals/`. */
export function checkPages(paths: readonly string[]): Complaint[] {
  const known = new Set(paths);
  return paths.filter(isForUsers).flatMap((path) => {
    const twin = path.endsWith('.es.md')
      ? path.replace(/\.es\.md$/, '.md')
      : path.replace(/\.md$/, '.es.md');
    if (known.has(twin)) return [];
    return [{ file: path, line: 1, rule: 'document/twin', sentence: `has no twin ${twin}` }];
  });
}

function isForUsers(path: string): boolean {
  return /(^|\/)README(\.es)?\.md$/.test(path) || /^docs\/(?!internals\/)/.test(path);
}

function leadsTo(from: string, target: string, files: ReadonlySet<string>): boolean {
  const path = posix.normalize(posix.join(posix.dirname(from), target)).replace(/\/$/, '');
  return files.has(path) || [...files].some((file) => file.startsWith(`${path}/`));
}

/** Blanks fenced code, keeping the count of lines. */
function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, ''));
}
