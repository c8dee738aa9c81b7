import { Fault, present } from '../../base/index.js';
import { branch, type DocumentNode } from '../document/node.js';
import type { XmlPart } from '../document/read-xml.js';
import type { Medium } from '../format.js';
import { elementsOf, type Layout } from '../layout/layout.js';
import { encodeWindows1252 } from './encode-windows-1252.js';
import { type Row, readRows, SEPARATOR } from './rows.js';

/**
 * Rows of a report: `reporte/operacion`, whose columns are its children by name, without those that
 * are empty, and in it `relacionado` for each row of an account or person that belongs to it. The
 * layout says the columns and their order. What a row has of its own (another number of columns,
 * line end or encoding than is written) is an attribute of it, so that files are written as they
 * were read.
 */
export const rowsMedium: Medium = {
  async *read(bytes, layout, source): AsyncGenerator<XmlPart> {
    const columns = columnsOf(layout);
    const begun = { open: null as DocumentNode | null, ordinal: 0, root: branch(ROOT, []) };
    for await (const row of readRows(bytes, source)) {
      const node = nodeOf(row, columns);
      const number = textOf(node, SEQUENCE);
      const is_related = begun.open !== null && number !== '' && number !== PRINCIPAL;
      if (begun.open !== null && !is_related) yield unitOf(begun.open, begun.ordinal);
      begun.open = is_related ? withRelated(present(begun.open, 'row'), node) : node;
      if (!is_related) begun.ordinal += 1;
    }
    if (begun.open === null) throw new Fault('filing.cnbv.empty', {}, { file: source.file });
    yield unitOf(begun.open, begun.ordinal);
    const { ordinal: units, root } = begun;
    yield { ...END, root, units };
  },

  writer(layout) {
    const columns = columnsOf(layout);
    return {
      write({ unit }) {
        if (!unit) return new Uint8Array();
        const related = unit.children.filter(({ name }) => name === RELATED);
        return Buffer.concat([unit, ...related].map((row) => rowBytes(row, columns)));
      },
      end: () => new Uint8Array(),
      head: () => new Uint8Array(),
    };
  },
};

export const ROOT = 'reporte';
export const UNIT = 'operacion';
export const RELATED = 'relacionado';
export const SEQUENCE = 'consecutivo_cuentas';
export const PRINCIPAL = '00';
const COLUMNS = 'columnas';
const LINE_END = 'fin_de_linea';
const ENCODING = 'codificacion';
const OPEN = 'sin_separador_final';
const END = {
  kind: 'end',
  namespace: '',
  prefix: '',
  has_bom: false,
  prefixes: [],
  repeated: [],
  repeated_count: 0,
} as const;

/** The names of a layout's columns, in order. */
function columnsOf(layout: Layout): readonly string[] {
  const group = present(layout.groups.get(RELATED), `group ${RELATED} of ${layout.form}`);
  return elementsOf(group.content).map(({ name }) => name);
}

function unitOf(unit: DocumentNode, ordinal: number): XmlPart {
  const path = `${ROOT}/${UNIT}[${ordinal}]`;
  return { kind: 'unit', unit, frame: branch(ROOT, []), frame_index: 0, path, prefixes: [] };
}

function withRelated(unit: DocumentNode, row: DocumentNode): DocumentNode {
  return { ...unit, children: [...unit.children, { ...row, name: RELATED }] };
}

function nodeOf({ cells, line, end, is_closed, is_utf8 }: Row, columns: readonly string[]) {
  const children = cells.flatMap(({ text, column }, index): DocumentNode[] => {
    if (text === '') return [];
    const name = columns[index] ?? `${EXTRA}${index + 1}`;
    return [{ name, attributes: {}, text, children: [], place: { line, column } }];
  });
  const attributes = {
    ...(cells.length === columns.length ? {} : { [COLUMNS]: String(cells.length) }),
    ...(is_closed ? {} : { [OPEN]: '1' }),
    ...(end === 'crlf' ? {} : { [LINE_END]: end }),
    ...(is_utf8 ? { [ENCODING]: 'utf-8' } : {}),
  };
  return { name: UNIT, attributes, text: '', children, place: { line, column: 1 } };
}

const EXTRA = 'columna_';

function rowBytes(row: DocumentNode, columns: readonly string[]): Uint8Array {
  const cells = new Array<string>(Number(row.attributes[COLUMNS] ?? columns.length)).fill('');
  for (const { name, text } of row.children) {
    if (name === RELATED || text === '') continue;
    if (/[;\r\n]/.test(text)) throw new Fault('filing.cnbv.separator', { column: name });
    const extra = name.startsWith(EXTRA) ? Number(name.slice(EXTRA.length)) - 1 : -1;
    const index = extra >= 0 ? extra : columns.indexOf(name);
    if (!(index in cells)) throw new Fault('filing.cnbv.column', { column: name });
    cells[index] = text;
  }
  const closing = row.attributes[OPEN] ? '' : SEPARATOR;
  const end = LINE_ENDS[row.attributes[LINE_END] ?? 'crlf'] ?? '\r\n';
  const line = `${cells.join(SEPARATOR)}${closing}${end}`;
  const bytes = row.attributes[ENCODING] ? Buffer.from(line) : encodeWindows1252(line);
  if (bytes === null) throw new Fault('filing.cnbv.letters', { line: line.slice(0, 60) });
  return bytes;
}

const LINE_ENDS: Readonly<Record<string, string>> = { crlf: '\r\n', lf: '\n', none: '' };

function textOf(node: DocumentNode, name: string): string {
  return node.children.find((child) => child.name === name)?.text ?? '';
}
