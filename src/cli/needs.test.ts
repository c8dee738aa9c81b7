import { expect, test } from 'vitest';
import { createSpeaker } from '../base/index.js';
import { FIELDS } from '../typology/index.js';
import { needText } from './needs.js';

const COUNTRY = 'payment.debtor_country|payment.creditor_country|account.country';

test.each([
  ['en', ['payments: country of the paying end', '; or accounts: country of the branch (country)']],
  ['es', ['pagos: país del extremo que paga', '; o cuentas: país de la sucursal (country)']],
] as const)('every column that a rule may need is said in words: %s', (language, parts) => {
  const voice = createSpeaker(language);
  const columns = new Set(Object.values(FIELDS).flatMap(({ requires }) => requires));
  for (const column of columns) {
    const said = needText(column, voice, language);
    expect(said).not.toMatch(/\||\w\.\w/);
    expect(said).toMatch(/^\p{Ll}.*\p{Ll}{3}.* \(\w+\)/u);
  }
  for (const part of parts) expect(needText(COUNTRY, voice, language)).toContain(part);
});
