/** What a company's name says that it does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Faults, packageRoot, plainText, readYaml } from '../base/index.js';

/** Sectors that the words of a name point to. */
export type SectorsOfName = (name: string) => readonly string[];

const FILE_BYTES_MAX = 1 << 20;

/** The words that come with the program (`ownership/sector-words.yaml`). */
export function bundledSectorWords(): SectorsOfName {
  const file = join(packageRoot(), 'ownership', 'sector-words.yaml');
  const options = { bytes_max: FILE_BYTES_MAX, scalars: 'text' } as const;
  const { value, faults } = readYaml(readFileSync(file, 'utf8'), file, options);
  if (faults.length > 0) throw new Faults(faults);
  const table = z.record(z.string(), z.array(z.string())).parse(value);
  const entries = Object.entries(table).flatMap(([sector, words]) =>
    words.map((word) => ({ sector, word: ` ${word} ` })),
  );
  return (name) => {
    const text = ` ${plainText(name)} `;
    const found = entries.filter(({ word }) => text.includes(word)).map(({ sector }) => sector);
    return [...new Set(found)];
  };
}
