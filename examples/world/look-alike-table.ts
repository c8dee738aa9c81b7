import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/base/index.js';

const said = z.object({ en: z.string(), es: z.string() }).strict();
const lookAlikes = z
  .object({
    behaviours: z.record(z.string(), said),
    typologies: z.record(z.string(), z.array(z.string())),
  })
  .strict();

/** Who among the innocent comes near each typology: labels of behaviours, with what they are. */
export type LookAlikes = z.infer<typeof lookAlikes>;

export async function readLookAlikes(): Promise<LookAlikes> {
  const file = join(packageRoot(), 'examples', 'world', 'look-alikes.yaml');
  return lookAlikes.parse(parse(await readFile(file, 'utf8')));
}

/** The table of the page: one line a typology, sorted, with its innocents in words. */
export function lookAlikeTable(data: LookAlikes, language: 'en' | 'es'): string {
  const head = language === 'en' ? 'innocents who come near it' : 'inocentes que se le acercan';
  const typology = language === 'en' ? 'typology' : 'tipología';
  const lines = Object.entries(data.typologies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, innocents]) => {
      const words = innocents.map((label) => data.behaviours[label]?.[language] ?? label);
      return `| \`${id}\` | ${words.join('; ')} |`;
    });
  return [`| ${typology} | ${head} |`, '| - | - |', ...lines].join('\n');
}
