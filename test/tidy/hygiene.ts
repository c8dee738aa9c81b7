import type { Complaint } from './complaint.js';

/** What never enters the repository, by path. */
const DENIED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /(^|\/)(node_modules|dist|puente-data|coverage)\//, why: 'is generated' },
  { pattern: /\.(gz|zip|zst|duckdb|db|sqlite|log|tgz)$/, why: 'is data or an archive' },
  { pattern: /(^|\/)\.env(\.|$)|\.(pem|key|p12)$/, why: 'may hold a secret' },
];

/** Absolute paths of somebody's machine, and data outside the repository. */
const FOREIGN = /(?<![\w.$}:-])\/(work|home|Users|root)\/|\.\.\/shared\b/;

/** The largest file that belongs beside source code, in bytes. */
const FILE_BYTES_MAX = 1_000_000;

export function checkPath(path: string, bytes: number): Complaint[] {
  const complain = (sentence: string) => [{ file: path, line: 1, rule: 'hygiene/path', sentence }];
  const denied = DENIED.find(({ pattern }) => pattern.test(path));
  if (denied) return complain(denied.why);
  return bytes > FILE_BYTES_MAX ? complain(`has ${bytes} bytes, above ${FILE_BYTES_MAX}`) : [];
}

/**
 * Words that must not be published: paths that exist on one machine only, and `words` that a
 * checkout lists for itself.
 */
export function checkWords(path: string, text: string, words: readonly string[] = []): Complaint[] {
  return text.split('\n').flatMap((line, index) => {
    const word = FOREIGN.exec(line)?.[0] ?? words.find((banned) => line.includes(banned));
    if (word === undefined) return [];
    const sentence = `names ${word.trim()}, which exists on one machine only`;
    return [{ file: path, line: index + 1, rule: 'hygiene/word', sentence }];
  });
}
