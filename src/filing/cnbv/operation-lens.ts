import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { Details, FiledParty, Filing } from '../filing.js';
import type { FilingLens, Loss } from '../format.js';
import { lossesBetween } from '../lens/losses.js';
import { adapted } from './adapt.js';
import { type Cells, cellsOf, operationOf, relatedOf } from './cells.js';
import type { CnbvForm } from './forms.js';
import { RELATED, ROOT, UNIT } from './medium.js';
import { operationCells, relatedCells, type Written } from './write-cells.js';

/**
 * An operation and the rows that belong to it as one filing, and back. What the model has no word
 * for, and each column that would be filled and is not, stays under `details` by its name: so a row
 * is written as it was read.
 */
export function operationLens(form: CnbvForm): FilingLens {
  function read(unit: DocumentNode | null): Filing {
    const row = unit ?? branch(UNIT, []);
    const cells = cellsOf({
      ...row,
      children: row.children.filter(({ name }) => name !== RELATED),
    });
    const isZero = form.kind === '1' && Object.keys(cells).every((column) => ZERO.has(column));
    const own: Filing = {
      form: form.form,
      ...(isZero ? { zero: true as const } : {}),
      ...operationOf(cells, form),
    };
    const operation = operationCells(own, form);
    const related = row.children
      .filter(({ name }) => name === RELATED)
      .map((node, index) => readRelated(node, index + 1, cells));
    const parties = [...(own.parties ?? []), ...related];
    const details = detailsOf(operation, cells, row.attributes);
    return { ...own, ...(parties.length > 0 ? { parties } : {}), ...(details ? { details } : {}) };
  }

  function rowsOf(filing: Filing): DocumentNode {
    const operation = merged(operationCells(filing, form), filing.details);
    const related = (filing.parties ?? []).filter(isRelated).map((party, index) => {
      const cells = merged(relatedCells(party, index + 1, operation), party.details);
      return rowOf(RELATED, cells, party.details);
    });
    const row = rowOf(UNIT, operation, filing.details);
    return { ...row, children: [...row.children, ...related] };
  }

  return {
    read,
    write(filing) {
      const { filing: sayable, losses } = adapted(filing, form);
      const unit = rowsOf(sayable);
      const more: readonly Loss[] = lossesBetween(sayable, read(unit));
      return { unit, frame: branch(ROOT, []), losses: [...losses, ...more] };
    },
    totals: null,
  };
}

/** What a report of nothing fills. */
const ZERO: ReadonlySet<string> = new Set([
  'tipo_reporte',
  'periodo_reporte',
  'organo_supervisor',
  'clave_sujeto_obligado',
]);

function isRelated({ role }: FiledParty): boolean {
  return role === 'related';
}

function readRelated(node: DocumentNode, position: number, operation: Cells): FiledParty {
  const cells = cellsOf(node);
  const party = relatedOf(cells);
  const details = detailsOf(relatedCells(party, position, operation), cells, node.attributes);
  return details ? { ...party, details } : party;
}

/** What is said, else what the details keep, else what is filled. */
function merged({ said, filled }: Written, details: Details | undefined): Cells {
  const kept = Object.entries(details ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('@'),
  );
  return { ...filled, ...Object.fromEntries(kept), ...said };
}

/** What a row says that would not be written of itself; of a filled column that it is empty. */
function detailsOf(
  written: Written,
  cells: Cells,
  attributes: Readonly<Record<string, string>>,
): Details | null {
  const own = merged(written, undefined);
  const marks = Object.entries(attributes).map(([name, value]) => [`@${name}`, value] as const);
  const columns = [...new Set([...Object.keys(cells), ...Object.keys(own)])]
    .filter((column) => (cells[column] ?? '') !== (own[column] ?? ''))
    .map((column) => [column, cells[column] ?? ''] as const);
  const all = [...marks, ...columns];
  return all.length > 0 ? Object.fromEntries(all) : null;
}

function rowOf(name: string, cells: Cells, details: Details | undefined): DocumentNode {
  const attributes = Object.entries(details ?? {}).flatMap(([key, value]) =>
    key.startsWith('@') && key !== '@' && typeof value === 'string' ? [[key.slice(1), value]] : [],
  );
  const children = Object.entries(cells)
    .filter(([, text]) => text !== '')
    .map(([column, text]) => leaf(column, text));
  return branch(name, children, Object.fromEntries(attributes));
}
