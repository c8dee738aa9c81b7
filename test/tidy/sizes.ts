import type { Complaint } from './complaint.js';
import { dotted, lineAt, type Node, type Source, walk } from './source.js';

/** What a reader can hold in mind. */
export const SIZES = {
  file_lines_max: 400,
  function_lines_max: 70,
  line_columns_max: 100,
  /** Half of the source files (tests apart) are no longer than this. */
  median_file_lines_max: 80,
} as const;

const FUNCTIONS = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/** Lines wider than the limit; a line that holds an address cannot be broken. */
export function checkLines(path: string, text: string): Complaint[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= SIZES.line_columns_max || /https?:\/\//.test(line)) return [];
    const sentence = `is ${columns} columns wide, above ${SIZES.line_columns_max}`;
    return [{ file: path, line: index + 1, rule: 'size/line', sentence }];
  });
}

export function checkFile(source: Source): Complaint[] {
  const lines = lineCount(source);
  if (lines <= SIZES.file_lines_max) return [];
  const sentence = `has ${lines} lines, above ${SIZES.file_lines_max}: split it by subject`;
  return [{ file: source.path, line: 1, rule: 'size/file', sentence }];
}

/** Functions longer than the limit, first line to last; what `describe` is given is no function. */
export function checkFunctions(source: Source): Complaint[] {
  const complaints: Complaint[] = [];
  walk(source.tree, (node, ancestors) => {
    if (!FUNCTIONS.test(node.type)) return;
    const line = lineAt(source.text, node.start);
    const lines = lineAt(source.text, node.end) - line + 1;
    if (lines <= SIZES.function_lines_max || isDescribe(ancestors.at(-1))) return;
    const sentence = `function of ${lines} lines, above ${SIZES.function_lines_max}`;
    complaints.push({ file: source.path, line, rule: 'size/function', sentence });
  });
  return complaints;
}

/** The median length of the files of `src`, tests apart. */
export function checkMedian(sources: readonly Source[]): Complaint[] {
  const lengths = sources
    .filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
    .map(lineCount)
    .sort((a, b) => a - b);
  const median = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
  if (median <= SIZES.median_file_lines_max) return [];
  const sentence = `the median file has ${median} lines, above ${SIZES.median_file_lines_max}`;
  return [{ file: 'src', line: 1, rule: 'size/median', sentence }];
}

function lineCount(source: Source): number {
  return source.text.trimEnd().split('\n').length;
}

/** `describe(…)` and `describe.each(…)(…)`. */
function isDescribe(parent: Node | undefined): boolean {
  if (parent?.type !== 'CallExpression') return false;
  const callee = parent.callee as Node;
  return /^describe\b/.test(dotted(callee) ?? dotted(callee.callee) ?? '');
}
