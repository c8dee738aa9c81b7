import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSpeaker, LANGUAGES, packageRoot } from '../src/base/index.js';
import { exchangeProtocols, statesPage } from '../src/exchange/index.js';

test.each(LANGUAGES)('the page of protocols draws the rules that run (%s)', (language) => {
  const name = language === 'en' ? 'protocols.md' : 'protocols.es.md';
  const page = readFileSync(join(packageRoot(), 'docs', 'exchange', name), 'utf8');
  expect(page).toBe(statesPage(exchangeProtocols, createSpeaker(language)));
});

test('every state can be reached from the first, and every session can end', () => {
  for (const { name, begin, states, steps } of exchangeProtocols) {
    const reached = new Set([begin.state]);
    for (let grew = true; grew; ) {
      const before = reached.size;
      for (const { from, to } of steps) {
        if (from.some((state) => reached.has(state))) for (const state of to) reached.add(state);
      }
      grew = reached.size > before;
    }
    expect([name, ...[...reached].sort()]).toEqual([name, ...Object.keys(states).sort()]);
  }
});
