/** What was adopted, as files that `puente ingest` and `puente detect` read. */
import type { Kysely } from 'kysely';
import { csvCell, isoTime } from '../../base/index.js';
import { indicator } from '../../model/index.js';
import type { Tables } from '../../store/index.js';
import { ledgerRecords } from '../session/index.js';
import { ruleOf } from './check-item.js';
import { type AdoptedItem, adoptedItems } from './feed-records.js';

/** A file to write, by its path in a folder of the institution's choice. */
export interface AdoptedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of all that is adopted and holds now: `indicators.csv`, whose header is the model's own
 * (`puente ingest indicators.csv --as indicator`), and rules under `typologies/`, a folder for
 * `puente detect --typologies`. No cell is a formula to a spreadsheet.
 */
export async function adoptedFiles(
  db: Kysely<Tables>,
  now: number,
): Promise<readonly AdoptedFile[]> {
  return filesOf(await adoptedItems(ledgerRecords(db)), now);
}

export function filesOf(adopted: readonly AdoptedItem[], now: number): readonly AdoptedFile[] {
  const holding = adopted.filter(({ valid_until }) => valid_until > isoTime(now));
  const rules = holding.flatMap(({ item }) => {
    const named = item.type === 'typology' ? ruleOf(item.yaml) : null;
    if (item.type !== 'typology' || named === null) return [];
    return [{ path: `typologies/${named.area}/${named.id}.yaml`, text: item.yaml }];
  });
  return [{ path: 'indicators.csv', text: indicatorCsv(holding) }, ...rules];
}

const COLUMNS = Object.keys(indicator.fields) as readonly (keyof typeof indicator.fields)[];

/** Each row says who published it and holds no longer than the edition that it came in. */
function indicatorCsv(adopted: readonly AdoptedItem[]): string {
  const lines = adopted.flatMap(({ item, publisher, feed, valid_until }) => {
    if (item.type !== 'indicator') return [];
    const last_day = valid_until.slice(0, 10);
    const { valid_to, source } = item.indicator;
    const row = {
      ...item.indicator,
      valid_to: valid_to === null || valid_to > last_day ? last_day : valid_to,
      source: source ?? `${publisher}/${feed}`,
    };
    return [COLUMNS.map((column) => cellOf(row[column])).join(',')];
  });
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function cellOf(value: string | boolean | null): string {
  return csvCell(typeof value === 'boolean' ? String(value) : value);
}
