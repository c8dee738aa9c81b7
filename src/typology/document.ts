import { isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { Fault, LIMITS, type Params, type Place } from '../base/index.js';

export { nearestWord as suggest } from '../base/index.js';

export type Path = readonly (string | number)[];

/** A YAML text with the place of everything in it. Faults are collected, not thrown. */
export interface YamlDocument {
  readonly value: unknown;
  readonly faults: Fault[];
  /** Where the value (or, with `key`, the key) at a path stands; of a missing one, its parent. */
  placeOf(path: Path, part?: 'key' | 'value', offset?: number): Place;
  fault(code: string, params: Params, path: Path, part?: 'key' | 'value', offset?: number): void;
}

/**
 * Reads one YAML 1.2 document without anchors, aliases, tags or duplicate keys: what a rule says
 * must be there to read, and a small file must not expand into a large one.
 */
export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const faults: Fault[] = [];
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (Buffer.byteLength(text) > LIMITS.typology_bytes_max) {
    faults.push(new Fault('yaml.size', { bytes_max: LIMITS.typology_bytes_max }, { file }));
    return { value: null, faults, placeOf: () => ({ file }), fault: () => {} };
  }
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const place = { file, line: deep, column: 1 };
    faults.push(new Fault('yaml.depth', {}, place));
    return { value: null, faults, placeOf: () => place, fault: () => {} };
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  for (const error of [...document.errors, ...document.warnings]) {
    const code = error.code === 'DUPLICATE_KEY' ? 'yaml.duplicate_key' : 'yaml.syntax';
    const reason = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
    faults.push(new Fault(code, { reason }, at(error.pos[0])));
  }
  visit(document, {
    Node(_key, node) {
      if (!isNode(node)) return;
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node) || ('anchor' in node && node.anchor)) {
        faults.push(new Fault('yaml.anchor', {}, at(offset)));
      }
    },
  });
  const placeOf = (path: Path, part: 'key' | 'value' = 'value', shift = 0): Place => {
    const key = path.at(-1);
    const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : null;
    if (part === 'key' && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && item.key.value === key,
      );
      if (pair && isScalar(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const quoted =
          isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
        return at(node.range[0] + (length === path.length ? shift + (quoted ? 1 : 0) : 0));
      }
    }
    return { file, line: 1, column: 1 };
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

/**
 * The line on which a text nests deeper than a rule may, or null. Asked before the parser runs,
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
      if (Math.max(open, lead) > LIMITS.typology_nesting_max) return index + 1;
    }
  }
  return null;
}
