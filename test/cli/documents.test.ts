import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run } from './program.js';

const cwd = makeFolder();

/** Every `npx puente …` that a document shows, without what comes after it in a sentence. */
function shownIn(document: string): string[] {
  const text = readFileSync(join(packageRoot(), document), 'utf8');
  const lines = text.matchAll(/^npx puente (.+)$/gm);
  const inSentences = text.matchAll(/`npx puente ([^`]+)`/g);
  const all = [...lines, ...inSentences].map((match) => (match[1] ?? '').replace(/ > .*$/, ''));
  // Help is answered before the rest is looked at.
  return [...new Set(all)].filter((line) => line !== '--help');
}

describe.each([
  'README.md',
  'README.es.md',
  'CONTRIBUTING.md',
  'typologies/README.md',
  'typologies/README.es.md',
  'docs/screening.md',
  'docs/screening.es.md',
  'docs/ownership.md',
  'docs/ownership.es.md',
  'docs/filing.md',
  'docs/filing.es.md',
  'docs/filing/rules.md',
  'docs/filing/rules.es.md',
  'docs/exchange/monitoring.md',
  'examples/exchange/README.md',
])('%s', (document) => {
  // The last option is wrong, so that nothing is done; what comes before it must not be.
  test.each(shownIn(document))('puente %s', async (line) => {
    const argv = line.trim().split(/\s+/);
    const { code, err } = await run([...argv, '--nothing'], { cwd });
    expect({ code, err: err.split('\n')[0] }).toEqual({
      code: 2,
      err: expect.stringMatching(/^usage\.unknown_option {2}.*--nothing.\.$/),
    });
  });
});
