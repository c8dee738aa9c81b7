/** The page in a real browser: what people see, not what the text says they should. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, FAINT, FLAGS, UNTRANSLATED } from '../../test/page-checks.js';
import { sampleReport } from '../../test/report-sample.js';
import { createSpeaker } from '../base/index.js';
import { renderReport } from './page.js';

describe.skipIf(!CHROMIUM)('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-report-'));
  const file = join(folder, 'report.html');
  const address = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    const speakers = { en: createSpeaker('en'), es: createSpeaker('es') };
    writeFileSync(file, renderReport(sampleReport(), speakers));
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page; fails at the end if it asked for anything or complained of anything. */
  async function visit(
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
    anchor = '',
  ): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(request.url());
    });
    await page.goto(address + anchor);
    await look(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  test('the switch turns every visible sentence into Spanish, and back', () =>
    visit({}, async (page) => {
      expect(await page.title()).toBe('Puente: alerts of a run');
      expect((await page.evaluate<string[]>(UNTRANSLATED)).length).toBeGreaterThan(100);
      await page.click('[data-switch=es]');
      await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })");
      expect(await page.evaluate(UNTRANSLATED)).toEqual([]);
      expect(await page.title()).toBe('Puente: alertas de una corrida');
      expect(await page.getAttribute('html', 'lang')).toBe('es');
      expect(page.url()).toBe(`${address}#es`);
      await page.click('[data-switch=en]');
      expect(await page.locator('h1 > :visible').textContent()).toBe(
        '26 alerts on 9 subjects in 214,381 payments',
      );
    }));

  test('the address keeps the language when it names a card, also after loading anew', () =>
    visit(
      {},
      async (page) => {
        await page.click('.index li:nth-child(2) a');
        expect(page.url()).toBe(`${address}#es.s2`);
        await page.reload();
        expect(await page.getAttribute('html', 'data-lang')).toBe('es');
        expect(await page.evaluate('document.activeElement.id')).toBe('s2');
      },
      '#es',
    ));

  test('without script the switch still works and nothing is hidden behind it', () =>
    visit(
      { javaScriptEnabled: false },
      async (page) => {
        expect(await page.locator('h1 > :visible').textContent()).toContain(
          '26 alertas sobre 9 sujetos',
        );
        expect(await page.isVisible('#filters')).toBe(false);
        expect(await page.locator('.card:visible').count()).toBe(26);
      },
      '#es',
    ));

  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)('at %i px, %s, nothing overflows and all text can be read', (width, colorScheme) =>
    visit({ viewport: { width, height: 844 }, colorScheme }, async (page) => {
      for (const language of ['en', 'es']) {
        await page.click(`[data-switch=${language}]`);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide).toBeLessThanOrEqual(width);
        expect(await page.evaluate(FAINT)).toEqual([]);
      }
    }),
  );

  test('filters narrow the list, the index and the count, and a link undoes them', () =>
    visit({}, async (page) => {
      const cards = page.locator('.card:visible');
      await page.uncheck('input[value=critical]', { force: true });
      await expect.poll(() => cards.count()).toBe(20);
      expect(await page.textContent('#shown')).toBe('20');
      await page.selectOption('[name=area]', 'fentanyl');
      await expect.poll(() => cards.count()).toBeLessThan(20);
      expect(await page.locator('.card:visible:not([data-area=fentanyl])').count()).toBe(0);
      await page.fill('[name=text]', 'no such words');
      await expect.poll(() => cards.count()).toBe(0);
      expect(await page.isVisible('#no-match')).toBe(true);
      expect(await page.locator('.index li:visible').count()).toBe(0);
      await page.evaluate("location.hash = 's1'");
      await expect.poll(() => cards.count()).toBe(26);
    }));

  test('search reads names without accents, in evidence too', () =>
    visit({}, async (page) => {
      await page.fill('[name=text]', 'FERRETERIA bravo');
      const groups = page.locator('.group:visible');
      await expect.poll(() => groups.count()).toBeLessThan(9);
      expect(await groups.first().locator('h3').textContent()).toContain('Ferretería');
    }));

  test('how to investigate opens in the card', () =>
    visit({}, async (page) => {
      const guide = page.locator('.card .guide').first();
      await guide.locator('summary').click();
      await expect.poll(() => guide.locator('ol:visible li').count()).toBe(2);
    }));

  test('alerts after the first subjects are folded, and open by hand, by link, all at once', () =>
    visit({}, async (page) => {
      const sentences = page.locator('.card .sentence:visible');
      expect(await sentences.count()).toBe(3);
      const heads = page.locator('.card summary h4:visible');
      expect(await heads.count()).toBe(26);
      await page.locator('#s5 .card:last-of-type summary').first().click();
      await expect.poll(() => sentences.count()).toBe(4);
      await page.click('.index li:nth-child(6) a');
      await expect.poll(() => sentences.count()).toBe(5);
      await page.click('#open-all');
      await expect.poll(() => sentences.count()).toBe(26);
      await page.click('#open-all');
      await expect.poll(() => sentences.count()).toBe(0);
      await page.emulateMedia({ media: 'print' });
      expect(await sentences.count()).toBe(26);
    }));

  test('paper is light, and shows evidence and guides that were closed', () =>
    visit({ colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(ground).toBe('rgb(255, 255, 255)');
      expect(await page.isVisible('#filters')).toBe(false);
      const last = page.locator('.evidence details tbody tr:nth-child(2)').first();
      expect(await last.isVisible()).toBe(true);
      expect(await page.locator('.typologies details ol:visible').count()).toBe(7);
      expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
    }));
});
