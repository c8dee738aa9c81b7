import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORTED_NOUNS } from '../../src/model/index.js';
import type { Row } from './cast.js';
import { generateWorld } from './generate.js';
import { PAYMENT_COLUMNS, quoted } from './movement.js';
import type { World, WorldOptions } from './options.js';
import type { Label, Scheme } from './stage.js';

export interface WrittenWorld {
  /** Files to ingest, in an order that suits: `institution.csv` … `payment.csv`. */
  readonly files: readonly string[];
  /** Rows by noun. */
  readonly counts: Readonly<Record<string, number>>;
  readonly schemes: readonly Scheme[];
  readonly labels: readonly Label[];
}

/**
 * Writes the example as a user would hand it to `puente ingest`: one CSV a noun, columns named as
 * the model names them (payments: `amount` and `received_amount` as decimals). Beside them
 * `labels.csv` and `schemes.json`, the answers, which are never ingested.
 */
export async function writeWorld(options: WorldOptions, folder: string): Promise<WrittenWorld> {
  await mkdir(folder, { recursive: true });
  const world = generateWorld(options);
  const files: string[] = [];
  const counts: Record<string, number> = {};
  for (const noun of REPORTED_NOUNS) {
    const file = join(folder, `${noun.name}.csv`);
    if (noun.name === 'payment') {
      counts.payment = await writePayments(world, file);
    } else {
      const rows = world.tables[noun.name] ?? [];
      const columns = Object.keys(noun.fields);
      await writeFile(file, table(columns, rows));
      counts[noun.name] = rows.length;
    }
    files.push(file);
  }
  const labels = world.labels.map((label): Row => ({ ...label }));
  const labelColumns = ['payment_id', 'scheme_id', 'scheme_kind', 'account'];
  await writeFile(join(folder, 'labels.csv'), table(labelColumns, labels));
  await writeFile(join(folder, 'schemes.json'), `${JSON.stringify(world.schemes, null, 2)}\n`);
  return { files, counts, schemes: world.schemes, labels: world.labels };
}

async function writePayments(world: World, file: string): Promise<number> {
  const stream = createWriteStream(file);
  let count = 0;
  let chunk = `${PAYMENT_COLUMNS.join(',')}\n`;
  for (const { line } of world.payments()) {
    count++;
    chunk += `${line}\n`;
    if (chunk.length < 1 << 18) continue;
    if (!stream.write(chunk)) await once(stream, 'drain');
    chunk = '';
  }
  stream.end(chunk);
  await once(stream, 'finish');
  return count;
}

function table(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function cell(value: Row[string]): string {
  return value === null || value === undefined ? '' : quoted(String(value));
}
