/** The page of networks as text, and in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleRows, sampleStore } from '../../test/network-sample.js';
import { CHROMIUM, FAINT, FLAGS, UNTRANSLATED } from '../../test/page-checks.js';
import { sampleReport } from '../../test/report-sample.js';
import { createSpeaker } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import { listNetworks, readDossiers, writeNetworks } from '../network/index.js';
import { networkPage } from './network-page.js';
import { renderReport } from './page.js';

const speakers = { en: createSpeaker('en'), es: createSpeaker('es') };
const dossiers: NetworkDossier[] = [];
let page: string;

beforeAll(async () => {
  const engine = await sampleStore();
  await writeNetworks(engine, sampleRows());
  await engine.run(`INSERT INTO indicator (list, kind, value) VALUES
    ('fusion_mules', 'account', 'US-GULF-300')`);
  const ids = (await listNetworks(engine)).map(({ id }) => id);
  for await (const dossier of readDossiers(engine, ids)) dossiers.push(dossier);
  engine.close();
  page = networkPage({ dossiers, total: 9, fictional: true }, speakers);
});

test('each network has its section, its drawings, its tables; the same input the same page', () => {
  expect(page.match(/<section class="panel network"/g)).toHaveLength(4);
  expect(page.match(/<svg class="layered/g)).toHaveLength(4);
  // Without a value in the reporting currency there are no bands.
  expect(page.match(/<svg class="sankey/g)).toHaveLength(3);
  expect(page).toContain('4 payments have no exchange rate');
  expect(page).toContain('4 pagos no tienen tipo de cambio');
  expect(page).toContain('fusion_mules');
  expect(networkPage({ dossiers, total: 9, fictional: true }, speakers)).toBe(page);
});

test('names are text, wherever they come from', () => {
  expect(page).not.toContain('<img');
  expect(page).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;');
});

test('one network has no list, none says so', () => {
  const [first] = dossiers;
  const one = networkPage({ dossiers: first ? [first] : [], total: 9, fictional: false }, speakers);
  expect(one).toContain('Network 1: 16 accounts at 5 institutions');
  expect(one).not.toContain('id="ranked-h"');
  const none = networkPage({ dossiers: [], total: 0, fictional: false }, speakers);
  expect(none).toContain('El almacén no tiene redes');
});

test('the report of a run has the best networks, where there are any', () => {
  const networks = { total: 4, dossiers: dossiers.slice(0, 2) };
  const report = renderReport({ ...sampleReport(), networks }, speakers);
  expect(report.match(/<article class="network"/g)).toHaveLength(2);
  expect(renderReport(sampleReport(), speakers)).not.toContain('networks-h');
});

describe.skipIf(!CHROMIUM)('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-networks-'));
  const file = join(folder, 'networks.html');
  const address = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    // Hundreds of rows more are the same rows, and slow to read one by one.
    const some = dossiers.filter(({ members }) => members.length < 100);
    writeFileSync(file, networkPage({ dossiers: some, total: 9, fictional: true }, speakers));
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    [390, 'dark'],
    [1280, 'light'],
  ] as const)(
    'at %i px, %s: nothing overflows, all is read and in one language',
    async (width, colorScheme) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const view = await context.newPage();
      const complaints: string[] = [];
      view.on('console', (message) => complaints.push(message.text()));
      view.on('request', (request) => {
        if (!request.url().startsWith(address)) complaints.push(request.url());
      });
      await view.goto(`${address}#es`);
      await view.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })");
      expect(await view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        width,
      );
      expect(await view.evaluate(FAINT)).toEqual([]);
      expect(await view.evaluate(UNTRANSLATED)).toEqual([]);
      const small = `[...document.querySelectorAll('.layered text')]
      .filter((text) => text.checkVisibility() && text.getBoundingClientRect().height < 7).length`;
      expect(await view.evaluate(small)).toBe(0);
      await context.close();
      expect(complaints).toEqual([]);
    },
  );

  test('paper shows every drawing whole', async () => {
    const view = await browser.newPage({ viewport: { width: 718, height: 1000 } });
    await view.goto(address);
    await view.emulateMedia({ media: 'print' });
    const beyond = `[...document.querySelectorAll('.scroll svg')]
      .filter((svg) => svg.getBoundingClientRect().right > innerWidth).length`;
    expect(await view.evaluate(beyond)).toBe(0);
    await view.close();
  });
});
