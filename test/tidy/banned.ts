import type { Complaint } from './complaint.js';
import { type Comment, dotted, isNode, lineAt, type Node, type Source, walk } from './source.js';

/** One banned thing: what a node must look like, where it is allowed, and what to do instead. */
interface Ban {
  readonly rule: string;
  readonly matches: (node: Node, ancestors: readonly Node[]) => boolean;
  readonly allowed: (path: string) => boolean;
  readonly sentence: string;
}

const nowhere = () => false;
const inBase = (path: string) => path.startsWith('src/base/');
const isTest = (path: string) => path.endsWith('.test.ts');

/** Banned syntax, each with what to write instead. */
export const BANS: readonly Ban[] = [
  {
    rule: 'banned/console',
    matches: (node) => /^console\./.test(memberOf(node)),
    allowed: nowhere,
    sentence: 'console: write to the stream that was given as an argument',
  },
  {
    rule: 'banned/clock',
    matches: (node) => memberOf(node) === 'Date.now' || isDateWithoutArgument(node),
    allowed: inBase,
    sentence: 'reads the time: take a Clock as an argument',
  },
  {
    rule: 'banned/random',
    matches: (node) => memberOf(node) === 'Math.random',
    allowed: inBase,
    sentence: 'Math.random: take a Random as an argument',
  },
  {
    rule: 'banned/process',
    matches: (node) => /^process\.(env|exit)$/.test(memberOf(node)),
    allowed: (path) =>
      !path.startsWith('src/') ||
      isTest(path) ||
      /^src\/(main\.ts|detect-process\.ts|screen-process\.ts|base\/|cli\/)/.test(path),
    sentence: 'process.env and process.exit belong to main: take the value as an argument',
  },
  {
    rule: 'banned/any',
    matches: (node) => node.type === 'TSAnyKeyword',
    allowed: nowhere,
    sentence: 'any: say the type, or unknown and narrow it',
  },
  {
    rule: 'banned/non-null',
    matches: (node) => node.type === 'TSNonNullExpression',
    allowed: nowhere,
    sentence: '!: use present(value, what), which names what is missing',
  },
  {
    rule: 'banned/default-export',
    matches: (node) => node.type === 'ExportDefaultDeclaration',
    allowed: nowhere,
    sentence: 'default export: a name that every importer shares is easier to find',
  },
  {
    rule: 'banned/only',
    matches: (node) => /^(test|it|describe|suite)\.(.*\.)?only$/.test(memberOf(node)),
    allowed: nowhere,
    sentence: '.only switches the other tests off',
  },
  {
    rule: 'banned/module-state',
    matches: (node, ancestors) =>
      node.type === 'VariableDeclaration' && node.kind === 'let' && isTopLevel(ancestors),
    allowed: isTest,
    sentence:
      'let at the top of a module is a singleton: keep the state in what a function returns',
  },
];

export function checkBanned(source: Source): Complaint[] {
  const bans = BANS.filter((ban) => !ban.allowed(source.path));
  const complaints: Complaint[] = [];
  walk(source.tree, (node, ancestors) => {
    for (const { rule, matches, sentence } of bans) {
      if (!matches(node, ancestors)) continue;
      complaints.push({ file: source.path, line: lineAt(source.text, node.start), rule, sentence });
    }
  });
  return [...complaints, ...source.comments.flatMap((comment) => checkComment(source, comment))];
}

/** Names are kebab-case, so that no file system mistakes one for another. */
export function checkName(path: string): Complaint[] {
  const name = path.split('/').at(-1) ?? '';
  if (/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(name)) return [];
  return [{ file: path, line: 1, rule: 'banned/name', sentence: 'is not in kebab-case' }];
}

/** Code that was switched off, promises, and orders to the compiler to look away. */
function checkComment(source: Source, comment: Comment): Complaint[] {
  const complain = (line: number, rule: string, sentence: string) => [
    { file: source.path, line, rule, sentence },
  ];
  if (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment.text))
    return complain(comment.line, 'banned/promise', 'do it now, or open an issue');
  if (/@ts-(ignore|nocheck|expect-error)/.test(comment.text))
    return complain(comment.line, 'banned/ts-ignore', 'mend the type instead');
  if (comment.text.startsWith('/**')) return [];
  const code = comment.text.split('\n').findIndex((line) => looksLikeCode(line));
  if (code < 0) return [];
  return complain(comment.line + code, 'banned/dead-code', 'code in a comment: git remembers it');
}

function looksLikeCode(line: string): boolean {
  const text = line
    .replace(/^\s*(\/\/|\/\*|\*)/, '')
    .replace(/\*\/\s*$/, '')
    .trim();
  return (
    /^(const|let|var|import|export|return|await|throw|if|for|while|function)\b.*[;{}]$/.test(
      text,
    ) ||
    /^[\w.$]+\(.*\);$/.test(text) ||
    /^[\w.$[\]]+ [+-]?= .*;$/.test(text) ||
    /^[})\]]+;?$/.test(text)
  );
}

function memberOf(node: Node): string {
  return node.type === 'MemberExpression' ? (dotted(node) ?? '') : '';
}

function isDateWithoutArgument(node: Node): boolean {
  const callee = isNode(node.callee) ? dotted(node.callee) : null;
  if (callee !== 'Date' || !Array.isArray(node.arguments)) return false;
  return node.type === 'CallExpression' || node.arguments.length === 0;
}

function isTopLevel(ancestors: readonly Node[]): boolean {
  return ancestors.every(({ type }) => type === 'Program' || type === 'ExportNamedDeclaration');
}
