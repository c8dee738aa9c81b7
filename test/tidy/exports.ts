import type { Complaint } from './complaint.js';
import { isNode, lineAt, type Node, resolveImport, type Source, walk } from './source.js';

/**
 * Functions and constants that a file of `src` exports and no other file asks for. Without `export`
 * the compiler tells whether they are used at all. Doors are for strangers and may offer more.
 */
export function checkExports(sources: readonly Source[]): Complaint[] {
  const wanted = new Set(sources.flatMap(wantedBy));
  return sources
    .filter(({ path }) => path.startsWith('src/') && !/(^|\/)index\.ts$/.test(path))
    .flatMap((source) =>
      valuesOf(source)
        .filter(({ name }) => !wanted.has(`${source.path} ${name}`))
        .filter(() => !wanted.has(`${source.path} *`))
        .map(({ name, start }) => ({
          file: source.path,
          line: lineAt(source.text, start),
          rule: 'reach/dead-export',
          sentence: `exports ${name}, which no other file imports`,
        })),
    );
}

/** What a file asks of others: `path name`, or `path *` for everything. */
function wantedBy(source: Source): string[] {
  const wants: string[] = [];
  walk(source.tree, (node) => {
    const specifier = isNode(node.source) ? node.source.value : null;
    const path = typeof specifier === 'string' ? resolveImport(source.path, specifier) : null;
    if (path === null) return;
    const parts = (node.specifiers ?? []) as Node[];
    const names = parts.map((part) => nameOf(part.imported ?? part.local) ?? '*');
    const isPart = (part: Node) => /^(ImportSpecifier|ExportSpecifier)$/.test(part.type);
    const all = parts.length === 0 || !parts.every(isPart);
    wants.push(...(all ? ['*'] : names).map((name) => `${path} ${name}`));
  });
  return wants;
}

/** The functions, classes and constants that a file declares and exports in one statement. */
function valuesOf(source: Source): { readonly name: string; readonly start: number }[] {
  return (source.tree.body as Node[]).flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !isNode(statement.declaration)) return [];
    const { declaration } = statement;
    const declared = /^(Function|Class)Declaration$/.test(declaration.type)
      ? [declaration]
      : ((declaration.declarations ?? []) as Node[]);
    return declared.flatMap((part) => {
      const name = nameOf(part.id);
      return name === null ? [] : [{ name, start: statement.start }];
    });
  });
}

function nameOf(node: unknown): string | null {
  return isNode(node) && typeof node.name === 'string' ? node.name : null;
}
