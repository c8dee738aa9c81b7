/** What a company's name says that it does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { packageRoot, plainText } from '../base/index.js';

/** Sectors that the words of a name point to. */
export type SectorsOfName = (name: string) => readonly string[];

/** The words that come with the program (`ownership/sector-words.yaml`). */
export function bundledSectorWords(): SectorsOfName {
  const file = join(packageRoot(), 'ownership', 'sector-words.yaml');
  const read = parseDocument(readFileSync(file, 'utf8'), { schema: 'core' }).toJS();
  const table = z.record(z.string(), z.array(z.string())).parse(read);
  const entries = Object.entries(table).flatMap(([sector, words]) =>
    words.map((word) => ({ sector, word: ` ${word} ` })),
  );
  return (name) => {
    const text = ` ${plainText(name)} `;
    const found = entries.filter(({ word }) => text.includes(word)).map(({ sector }) => sector);
    return [...new Set(found)];
  };
}
