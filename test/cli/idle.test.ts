import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSpeaker } from '../../src/base/index.js';
import { needText } from '../../src/cli/needs.js';
import { FIELDS } from '../../src/typology/index.js';
import { makeFolder, run } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();
const LANGUAGES = ['en', 'es'] as const;

test.each(LANGUAGES)('every column that a rule may need is said in words: %s', (language) => {
  const voice = createSpeaker(language);
  const columns = new Set(Object.values(FIELDS).flatMap(({ requires }) => requires));
  for (const column of columns) {
    const said = needText(column, voice, language);
    expect(said).not.toMatch(/\||\w\.\w/);
    expect(said).toMatch(/^\p{Ll}.*\p{Ll}{3}.* \(\w+\)/u);
  }
  expect(
    needText('payment.debtor_country|payment.creditor_country|account.country', voice, language),
  ).toBe(
    language === 'en'
      ? 'payments: country of the paying end (debtor_country) or country of the receiving end (creditor_country); or accounts: country of the branch (country)'
      : 'pagos: país del extremo que paga (debtor_country) o país del extremo que recibe (creditor_country); o cuentas: país de la sucursal (country)',
  );
});

test('detect and report say what was missing in the user’s words', async () => {
  const { payments } = writeSmallBank(cwd);
  expect(await run(['ingest', payments], { cwd })).toMatchObject({ code: 0 });
  const { out } = await run(
    ['detect', '--lang', 'es', '--only', 'income_above_occupation,layered_chain'],
    { cwd },
  );
  expect(out).toContain('tipología');
  expect(out).toMatch(/^ +\d+ {2}cuentas: titular \(party_id\)$/m);
  expect(out).not.toMatch(/\w\|\w|account\.party_id/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(await run(['report', '-o', 'page.html'], { cwd })).toMatchObject({ code: 0 });
  const page = readFileSync(join(cwd, 'page.html'), 'utf8');
  expect(page).toContain('No file brought what it needs: accounts: holder (party_id)');
  expect(page).not.toMatch(/_country\|payment/);
});
