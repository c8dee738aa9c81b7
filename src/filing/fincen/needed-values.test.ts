/** What a batch must say, emptied or written so that nobody can use it, is told by its rule. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, fixedClock } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { examine } from '../examine.js';

const shared = sharedData('fincen/samples-valid');
const options = {
  forms: openForms(),
  clock: fixedClock(Date.UTC(2026, 10, 22)),
  voices: { en: createSpeaker('en'), es: createSpeaker('es') },
  schemas: null,
};

describe.skipIf(!shared)('FinCEN batches with values that are needed', () => {
  /** Form, element, which one of them, its new value, what is found. */
  const emptied: [string, string, number, string, string][] = [
    ['sar', 'RawPartyFullName', 1, '', 'reject sender_name'],
    ['ctr', 'RawPartyFullName', 3, '', 'reject sender_name'],
    ['8300', 'RawPartyFullName', 4, '', 'reject sender_name'],
    ['doep', 'RawPartyFullName', 4, '', 'reject sender_name'],
    ['fbar', 'RawEntityIndividualLastName', 1, '', 'reject sender_name'],
    ['8300', 'RawPartyFullName', 2, '', 'warn party_name'],
    ['doep', 'RawEntityIndividualLastName', 1, '', 'warn party_name'],
    ['sar', 'RawPartyFullName', 8, '', 'warn name_empty'],
    ['sar', 'RawCityText', 2, '', 'reject sender_city'],
    ['fbar', 'RawCountryCodeText', 2, '', 'reject sender_country'],
    ['doep', 'PartyIdentificationNumberText', 3, '', 'reject sender_number'],
    ['doep', 'PartyIdentificationNumberText', 2, '', 'warn number_empty'],
    ['8300', 'PartyIdentificationNumberText', 2, '', 'warn 8300.number_empty'],
    ['ctr', 'PartyIdentificationNumberText', 6, '', 'warn office_number_empty'],
    ['ctr', 'PartyIdentificationNumberText', 5, '', 'warn number_absent'],
    ['ctr', 'AccountNumberText', 2, '', 'warn account_number'],
    ['fbar', 'AccountNumberText', 1, '', 'warn account_number'],
    ['fbar', 'RawPartyFullName', 3, '', 'warn fbar.account_name'],
    ['fbar', 'AccountMaximumValueAmountText', 1, '0500', 'note zeros.account'],
    ['8300', 'TotalPriceAmountText', 1, '012500', 'note zeros.total'],
    ['8300', 'TotalPriceAmountText', 1, '12499', 'note 8300.price'],
    ['8300', 'TotalCashInReceiveAmountText', 1, '12400', 'warn 8300.cash_in_sum'],
    ['ctr', 'IndividualEntityCashInAmountText', 2, '47001', 'warn ctr.person_cash_in'],
    ['ctr', 'IndividualEntityCashOutAmountText', 1, '1', 'warn ctr.person_cash_out'],
    ['ctr', 'NAICSCode', 1, '6214X', 'warn naics'],
    ['fbar', 'PhoneNumberExtensionText', 1, 'x12', 'warn phone_extension'],
    ['ctr', 'EFilingCoverageEndDateText', 1, '20270131', 'warn future.coverage_end'],
    ['doep', 'ExemptEffectiveBeginDateText', 1, '20270131', 'warn future.exemption'],
    ['sar', 'RawPartyFullName', 3, 'BANK\u202EKNAB', 'warn name_hidden'],
    ['8300', 'RawIndividualFirstName', 1, 'Jo\u200Bhn', 'warn name_hidden'],
    ['fbar', 'RawIndividualFirstName', 1, `Jo${'\u0301'.repeat(4)}`, 'warn name_marks'],
    ['sar', 'RawIndividualFirstName', 1, '\u0301', 'warn name_marks'],
    ['doep', 'RawPartyFullName', 4, 'Банк', 'warn name_script'],
  ];
  test.each(emptied)('%s: %s (%d) as "%s": %s', async (form, element, nth, value, expected) => {
    expect((await found(put(batch(form), element, nth, value))).join(', ')).toBe(expected);
  });

  test.each(["José Ñuño O'Neil", '3ª ʻOkina', 'Ångström-Müller, Ltd.', 'Jose\u0301'])(
    '%s is a name that can be written',
    async (name) => {
      expect(await found(put(batch('sar'), 'RawPartyFullName', 1, name))).toEqual([]);
    },
  );
});

/** A valid batch; that of the FBAR with an account and a telephone, which the sample lacks. */
function batch(form: string): string {
  const xml = readFileSync(join(shared ?? '', `${form}_batch.xml`), 'utf8');
  if (form !== 'fbar') return xml;
  const number = '<fc2:PhoneNumberText>';
  return xml
    .replace('PartyCount="0" AccountCount="0"', 'PartyCount="1" AccountCount="1"')
    .replace(number, `<fc2:PhoneNumberExtensionText>12</fc2:PhoneNumberExtensionText>${number}`)
    .replace('<fc2:ForeignAccountActivity', `${ACCOUNT}<fc2:ForeignAccountActivity`);
}

const ACCOUNT = `<fc2:Account SeqNum="900">
  <fc2:AccountMaximumValueAmountText>500</fc2:AccountMaximumValueAmountText>
  <fc2:AccountNumberText>0012345</fc2:AccountNumberText>
  <fc2:AccountTypeCode>1</fc2:AccountTypeCode>
  <fc2:EFilingAccountTypeCode>141</fc2:EFilingAccountTypeCode>
  <fc2:Party SeqNum="901">
    <fc2:ActivityPartyTypeCode>41</fc2:ActivityPartyTypeCode>
    <fc2:PartyName SeqNum="902">
      <fc2:PartyNameTypeCode>L</fc2:PartyNameTypeCode>
      <fc2:RawPartyFullName>Banco de Prueba</fc2:RawPartyFullName>
    </fc2:PartyName>
    <fc2:Address SeqNum="903">
      <fc2:RawCityText>Tijuana</fc2:RawCityText>
      <fc2:RawCountryCodeText>MX</fc2:RawCountryCodeText>
      <fc2:RawStateCodeText>BCN</fc2:RawStateCodeText>
    </fc2:Address>
  </fc2:Party>
</fc2:Account>`;

function put(xml: string, element: string, nth: number, value: string): string {
  let seen = 0;
  const changed = xml.replaceAll(
    new RegExp(`<fc2:${element}(?:/>|>[^<]*</fc2:${element}>)`, 'g'),
    (all) => {
      seen += 1;
      return seen === nth ? `<fc2:${element}>${value}</fc2:${element}>` : all;
    },
  );
  expect(changed).not.toBe(xml);
  return changed;
}

/** The rules that the changed batch breaks, beyond the notes that the samples have themselves. */
async function found(xml: string): Promise<string[]> {
  const bytes = Buffer.from(xml);
  const source = { file: 'x.xml', bytes: bytes.length, open: () => once(bytes) };
  const { findings } = await examine(source, options);
  const told = findings.filter(({ severity, rule }) => severity !== 'note' || OURS.test(rule));
  return told.map(({ severity, rule }) => `${severity} ${rule.replace('fincen.', '')}`);
}

const OURS = /zeros|8300\.price/;

async function* once(bytes: Uint8Array) {
  yield bytes;
}
