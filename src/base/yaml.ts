/** YAML that people write for us, with the place of everything in it, for all readers of it. */
import { isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { Fault, type Params, type Place } from './fault.js';
import { LIMITS } from './limits.js';

/** Keys and positions in lists, from the outermost inwards. */
export type YamlPath = readonly (string | number)[];

/** What a place means of an entry: its key or its value. */
export type YamlPart = 'key' | 'value';

/** A YAML text with the place of everything in it. Faults are collected, not thrown. */
export interface YamlDocument {
  /** Null where there are faults. */
  readonly value: unknown;
  readonly faults: Fault[];
  /** Where the value (or, with `key`, the key) at a path stands; of a missing one, its parent. */
  placeOf(path: YamlPath, part?: YamlPart, offset?: number): Place;
  fault(code: string, params: Params, path: YamlPath, part?: YamlPart, offset?: number): void;
}

export interface YamlOptions {
  readonly bytes_max: number;
  /**
   * `typed`: numbers, booleans and null as YAML 1.2 has them. `text`: every scalar as it stands,
   * so that `007` keeps its zeros and `NO` is Norway.
   */
  readonly scalars: 'typed' | 'text';
}

/**
 * Reads one YAML 1.2 document without anchors, aliases, tags or duplicate keys: what a file says
 * must be there to read, and a small file must not expand into a large one. Faults: `yaml.size`,
 * `yaml.depth`, `yaml.syntax`, `yaml.duplicate_key`, `yaml.anchor`, `yaml.tag`.
 */
export function readYaml(text: string, file: string, options: YamlOptions): YamlDocument {
  const { bytes_max } = options;
  if (Buffer.byteLength(text) > bytes_max)
    return refused(new Fault('yaml.size', { bytes_max }, { file }));
  const deep = tooDeepAt(text);
  if (deep !== null) return refused(new Fault('yaml.depth', {}, { file, line: deep, column: 1 }));
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    merge: false,
    schema: options.scalars === 'text' ? 'failsafe' : 'core',
  });
  const faults = [...syntaxFaults(document, at), ...hiddenFaults(document, at)];
  const placeOf = (path: YamlPath, part: YamlPart = 'value', shift = 0): Place => {
    const offset = (part === 'key' ? keyOffset(document, path) : null) ?? null;
    return at(offset ?? valueOffset(document, path, shift));
  };
  return {
    value: faults.length > 0 ? null : document.toJS(),
    faults,
    placeOf,
    fault: (code, params, path, part, shift) => {
      faults.push(new Fault(code, params, placeOf(path, part, shift)));
    },
  };
}

type Parsed = ReturnType<typeof parseDocument>;
type At = (offset: number) => Place;

function refused(fault: Fault): YamlDocument {
  const place = fault.place ?? { file: '' };
  return { value: null, faults: [fault], placeOf: () => place, fault: () => {} };
}

function syntaxFaults(document: Parsed, at: At): Fault[] {
  const problems = [...document.errors, ...document.warnings];
  return problems.flatMap((problem) => {
    // An unknown tag is a tag all the same, and is refused as one.
    if (problem.code === 'TAG_RESOLVE_FAILED') return [];
    const code = problem.code === 'DUPLICATE_KEY' ? 'yaml.duplicate_key' : 'yaml.syntax';
    const reason = problem.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
    return [new Fault(code, { reason }, at(problem.pos[0]))];
  });
}

/** What makes a text mean more than it shows. */
function hiddenFaults(document: Parsed, at: At): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Node(_key, node) {
      if (!isNode(node)) return;
      const place = at(node.range?.[0] ?? 0);
      if (isAlias(node) || ('anchor' in node && node.anchor))
        faults.push(new Fault('yaml.anchor', {}, place));
      if ('tag' in node && node.tag) faults.push(new Fault('yaml.tag', { tag: node.tag }, place));
    },
  });
  return faults;
}

function keyOffset(document: Parsed, path: YamlPath): number | null {
  const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : null;
  if (!isMap(parent)) return null;
  const key = path.at(-1);
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
  );
  return pair && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}

/** A place within a quoted text is counted from behind its quotation mark. */
function valueOffset(document: Parsed, path: YamlPath, shift: number): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    if (length < path.length) return node.range[0];
    const is_quoted =
      isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    return node.range[0] + shift + (is_quoted ? 1 : 0);
  }
  return 0;
}

/**
 * The line on which a text nests deeper than it may, or null. Asked before the parser runs,
 * because a recursive parser's own limit is the stack of the machine it happens to run on. Counts
 * open brackets, indents and dashes: each bounds the true nesting from above.
 */
function tooDeepAt(text: string): number | null {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const lead = /^[ -]*/.exec(line)?.[0].length ?? 0;
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      if (character === ']' || character === '}') open -= 1;
      if (Math.max(open, lead) > LIMITS.yaml_nesting_max) return index + 1;
    }
  }
  return null;
}
