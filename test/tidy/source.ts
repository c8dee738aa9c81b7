import { posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** A node of the syntax tree: ESTree with TypeScript, by the parser inside our test runner. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Comment {
  readonly line: number;
  /** With its slashes and stars. */
  readonly text: string;
}

/** A TypeScript file as the checks read it. */
export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly tree: Node;
  readonly comments: readonly Comment[];
}

/** Parses a file. Throws the parser's error where the text is no TypeScript. */
export function parseSource(path: string, text: string): Source {
  const tree = parseAst(text, { lang: 'ts' }) as unknown as Node;
  return { path, text, lines: text.split('\n'), tree, comments: commentsOf(text, tree) };
}

/** Visits every node, parents before children; `ancestors` ends with the parent. */
export function walk(
  node: Node,
  visit: (node: Node, ancestors: readonly Node[]) => void,
  ancestors: readonly Node[] = [],
): void {
  visit(node, ancestors);
  const inner = [...ancestors, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, inner);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The line, from 1, of an offset in the text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** `a.b.c` of a chain of names, or null where the expression is something else. */
export function dotted(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Identifier') return String(value.name);
  if (value.type !== 'MemberExpression' || value.computed === true) return null;
  const object = dotted(value.object);
  const property = dotted(value.property);
  return object === null || property === null ? null : `${object}.${property}`;
}

/** The text of a string literal, or null. */
export function stringOf(value: unknown): string | null {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string'
    ? value.value
    : null;
}

/** An import, export-from, `import()`, or a worker's `new URL('./x.js', import.meta.url)`. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(source.tree, (node) => {
    const specifier = stringOf(specifierOf(node));
    if (specifier !== null) found.push({ specifier, line: lineAt(source.text, node.start) });
  });
  return found;
}

/** The file that a relative specifier means, from the root of the repository; null for packages. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

function specifierOf(node: Node): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source;
    case 'NewExpression': {
      const [path, base] = node.arguments as Node[];
      const isUrl = dotted(node.callee) === 'URL' && base?.type === 'MemberExpression';
      return isUrl && stringOf(path)?.endsWith('.js') ? path : null;
    }
    default:
      return null;
  }
}

/** Comments are what is left to look like one when the literals are blanked out. */
function commentsOf(text: string, tree: Node): Comment[] {
  const characters = text.split('');
  walk(tree, (node) => {
    if (node.type !== 'Literal' && node.type !== 'TemplateElement') return;
    for (let i = node.start; i < node.end; i++) if (characters[i] !== '\n') characters[i] = ' ';
  });
  const blanked = characters.join('');
  return [...blanked.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)].map((match) => ({
    line: lineAt(text, match.index),
    text: text.slice(match.index, match.index + match[0].length),
  }));
}
