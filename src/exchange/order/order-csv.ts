/**
 * Orders as a table. SIARA's own format is not public: these columns are an assumption, in Spanish
 * or English, in any order; one row for each subject, rows of one order share its folio.
 */
import { Fault, Faults } from '../../base/index.js';
import { type CsvRow, cellText, csvRows, headerName } from '../search/csv-rows.js';
import { ISSUERS, type OrderBody, orderSchema } from './order-body.js';

const HEADERS = {
  folio: ['folio', 'oficio', 'numero_de_oficio'],
  issuer: ['autoridad', 'issuer', 'authority'],
  articles: ['articulos', 'fundamento', 'articles'],
  kind: ['tipo', 'kind', 'requerimiento'],
  of_folio: ['folio_anterior', 'oficio_de_aseguramiento', 'of_folio'],
  business_days: ['plazo', 'plazo_dias_habiles', 'dias_habiles', 'business_days'],
  name: ['nombre', 'nombre_o_razon_social', 'name'],
  curp: ['curp'],
  rfc: ['rfc'],
  clabe: ['clabe', 'cuenta_clabe'],
  phone: ['telefono', 'phone'],
  email: ['correo', 'correo_electronico', 'email'],
  text: ['texto', 'observaciones', 'text'],
} as const;
type Column = keyof typeof HEADERS;

const KINDS: Readonly<Record<string, OrderBody['kind']>> = {
  informacion: 'information',
  information: 'information',
  aseguramiento: 'freeze',
  inmovilizacion: 'freeze',
  bloqueo: 'freeze',
  freeze: 'freeze',
  desaseguramiento: 'unfreeze',
  desbloqueo: 'unfreeze',
  liberacion: 'unfreeze',
  unfreeze: 'unfreeze',
  documentacion: 'documents',
  documentos: 'documents',
  documents: 'documents',
};

export interface OrderTable {
  readonly orders: readonly OrderBody[];
  /** Orders that could not be read, with place and reason; the others are there. */
  readonly faults: readonly Fault[];
}

/** Reads a table of orders. Throws `exchange.order.csv_header` where it names no folio or kind. */
export function readOrderCsv(text: string, file: string): OrderTable {
  const [head, ...rows] = csvRows(text, file);
  const names = (head?.cells ?? []).map(headerName);
  const columns = new Map<Column, number>();
  for (const [column, known] of Object.entries(HEADERS)) {
    const at = names.findIndex((name) => (known as readonly string[]).includes(name));
    if (at >= 0) columns.set(column as Column, at);
  }
  if (!columns.has('folio') || !columns.has('kind')) {
    throw new Faults([new Fault('exchange.order.csv_header', {}, { file, line: 1 })]);
  }
  const byFolio = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const folio = cellText(row.cells[columns.get('folio') ?? 0]);
    byFolio.set(folio, [...(byFolio.get(folio) ?? []), row]);
  }
  const orders: OrderBody[] = [];
  const faults: Fault[] = [];
  for (const [folio, own] of byFolio) {
    const read = orderSchema.safeParse(orderOf(folio, own, columns));
    if (read.success) orders.push(read.data);
    else {
      const [issue] = read.error.issues;
      const params = { folio, at: issue?.path.join('.') ?? '', reason: issue?.message ?? '' };
      faults.push(new Fault('exchange.order.csv_order', params, { file, line: own[0]?.line ?? 1 }));
    }
  }
  return { orders, faults };
}

function orderOf(folio: string, rows: readonly CsvRow[], columns: ReadonlyMap<Column, number>) {
  const cell = (row: CsvRow | undefined, column: Column) => {
    const at = columns.get(column);
    return at === undefined ? '' : cellText(row?.cells[at]);
  };
  const first = (column: Column) => cell(rows[0], column);
  const issuer = first('issuer').toUpperCase();
  const of_folio = first('of_folio');
  const CLAIMS = ['curp', 'rfc', 'clabe', 'phone', 'email'] as const;
  return {
    folio,
    issuer: ISSUERS.find((each) => each === issuer) ?? issuer,
    articles: first('articles')
      .split(';')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    kind: KINDS[headerName(first('kind'))] ?? first('kind'),
    ...(of_folio === '' ? {} : { of_folio }),
    subjects: rows
      .filter((row) => cell(row, 'name') !== '')
      .map((row, i) => ({
        reference: `${folio}/${i + 1}`,
        name: cell(row, 'name'),
        claims: CLAIMS.flatMap((type) => {
          const value = cell(row, type);
          return value === '' ? [] : [{ type, value }];
        }),
      })),
    business_days: Number(first('business_days')),
    text: first('text'),
  };
}
