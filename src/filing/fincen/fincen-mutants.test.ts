import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, Fault, fixedClock } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { examine } from '../examine.js';

/** What `expected.json` says of a file, as ours: what the authority would do with it. */
type Expected = 'REJECT' | 'WARN' | 'ACCEPT' | 'XSD_VALID';

const shared = sharedData('fincen/mutants');
const options = {
  forms: openForms(),
  clock: fixedClock(Date.UTC(2026, 10, 22)),
  voices: { en: createSpeaker('en'), es: createSpeaker('es') },
  schemas: null,
};

describe.skipIf(!shared)('mutants of FinCEN batches', () => {
  const text = shared ? readFileSync(join(shared, 'expected.json'), 'utf8') : '[]';
  const expected = JSON.parse(text) as { file: string; expected: Expected }[];
  const present = new Set(shared ? readdirSync(shared) : []);
  const told = expected.filter(({ file }) => present.has(file));
  test.each(told.map((each) => [each.file, each.expected]))('%s: %s', async (file, expectation) => {
    await judged(readFileSync(join(shared ?? '', file)), expectation);
  });

  const made: [string, string, Expected, (xml: string) => string][] = [
    ['sar', 'elements out of order', 'REJECT', swap('RawStateCodeText', 'RawCountryCodeText')],
    ['sar', 'a line break in a name', 'REJECT', put('RawPartyFullName', 'FIRST\nBANK')],
    ['ctr', 'a tab in a name', 'REJECT', put('RawPartyFullName', 'FIRST\tBANK')],
    ['8300', 'a space in front of a city', 'REJECT', put('RawCityText', ' McLean')],
    ['sar', 'a space in a whole number', 'REJECT', put('OrganizationTypeID', ' 5')],
    ['sar', 'an impossible filing date', 'REJECT', put('FilingDateText', '20240231')],
    ['ctr', 'an impossible transaction date', 'REJECT', put('TransactionDateText', '20170229')],
    ['fbar', 'an impossible birth', 'REJECT', put('IndividualBirthDateText', '19700431')],
    [
      'sar',
      'a birth of which the year is known',
      'ACCEPT',
      put('IndividualBirthDateText', '19800000'),
    ],
    ['sar', 'a filing date with 00', 'REJECT', put('FilingDateText', '20240100')],
    ['ctr', 'a transaction to come', 'REJECT', put('TransactionDateText', '20991231')],
    ['8300', 'a filing date to come', 'REJECT', put('FilingDateText', '20270101')],
    ['doep', 'a filing date to come', 'REJECT', put('FilingDateText', '20270101')],
    ['fbar', 'a signature to come', 'REJECT', put('ApprovalOfficialSignatureDateText', '20270101')],
    ['sar', 'a wrong count of parties', 'REJECT', attribute('PartyCount', '6')],
    ['ctr', 'a wrong count of parties', 'REJECT', attribute('PartyCount', '5')],
    ['8300', 'a wrong count of parties', 'REJECT', attribute('PartyCount', '6')],
    ['doep', 'a wrong count of parties', 'REJECT', attribute('PartyCount', '4')],
    ['fbar', 'a wrong count of parties', 'REJECT', attribute('PartyCount', '1')],
    ['fbar', 'a wrong count of accounts', 'REJECT', attribute('AccountCount', '1')],
    ['ctr', 'a wrong count of activities', 'REJECT', attribute('ActivityCount', '2')],
    ['ctr', 'a wrong total', 'REJECT', attribute('TotalAmount', '94000')],
    ['8300', 'a wrong total', 'REJECT', attribute('TotalAmount', '0')],
    ['sar', 'a wrong total', 'REJECT', attribute('TotalAmount', '15000')],
    ['sar', 'a wrong count of attachments', 'REJECT', attribute('AttachmentCount', '1')],
    ['sar', 'a TIN with hyphens', 'WARN', put('PartyIdentificationNumberText', '45-8985215')],
    ['8300', 'a TIN with a blank', 'WARN', put('PartyIdentificationNumberText', '451 898562')],
    ['ctr', 'a TIN that nobody has', 'WARN', put('PartyIdentificationNumberText', '999999999')],
    ['fbar', 'a TIN that nobody has', 'WARN', put('PartyIdentificationNumberText', '987654321')],
    ['sar', 'six blocks of narrative', 'REJECT', blocks(6)],
    ['sar', 'five blocks of narrative', 'ACCEPT', blocks(5)],
    ['sar', 'a Mexican state of two letters', 'WARN', mexican('BC')],
    ['ctr', 'a Mexican state of two letters', 'WARN', mexican('CH')],
    ['8300', 'a Mexican state of three letters', 'ACCEPT', mexican('TAM')],
    ['sar', 'an amount with a comma', 'REJECT', put('LossToFinancialAmountText', '15,000')],
    ['sar', 'an amount with cents', 'REJECT', put('LossToFinancialAmountText', '15000.00')],
    ['ctr', 'an amount with a dollar sign', 'REJECT', put('DetailTransactionAmountText', '$15000')],
    ['8300', 'an amount with a comma', 'REJECT', put('TotalPriceAmountText', '12,500')],
    ['sar', 'an external entity', 'REJECT', entity],
    [
      'ctr',
      'the default namespace',
      'REJECT',
      (xml) => xml.replaceAll('fc2:', '').replace('xmlns:fc2', 'xmlns'),
    ],
    [
      'fbar',
      'no namespace',
      'REJECT',
      (xml) => xml.replaceAll('fc2:', '').replace(/ xmlns:fc2="[^"]*"/, ''),
    ],
    [
      '8300',
      'another namespace',
      'REJECT',
      (xml) => xml.replace('="www.fincen.gov/base"', '="www.fincen.gov/other"'),
    ],
    ['doep', 'a number twice', 'REJECT', (xml) => xml.replace('SeqNum="26"', 'SeqNum="2"')],
    [
      'ctr',
      'no form type',
      'REJECT',
      (xml) => xml.replace(/<fc2:FormTypeCode>.*?<\/fc2:FormTypeCode>/, ''),
    ],
    ['8300', 'another form type', 'REJECT', put('FormTypeCode', '8300')],
    [
      'sar',
      'an initial report that corrects',
      'REJECT',
      after('CorrectsAmendsPriorReportIndicator', 'InitialReportIndicator', 'Y'),
    ],
    ['sar', 'a correction of nothing', 'REJECT', drop('EFilingPriorDocumentNumber')],
    [
      'sar',
      'a BSA ID of thirteen digits',
      'REJECT',
      put('EFilingPriorDocumentNumber', '3100005505378'),
    ],
    ['sar', 'no first name', 'WARN', drop('RawIndividualFirstName')],
    ['sar', 'a transmitter without its TIN', 'REJECT', put('PartyIdentificationTypeCode', '2')],
    ['ctr', 'a ZIP code with a hyphen', 'WARN', put('RawZIPCode', '22102-12')],
    ['8300', 'no state', 'WARN', drop('RawStateCodeText')],
    ['8300', 'a document without its number', 'WARN', put('PartyIdentificationNumberText', '', 3)],
    ['sar', 'a closing tag that is missing', 'REJECT', (xml) => xml.replace('</fc2:Party>', '')],
  ];
  test.each(made)('%s with %s: %s', async (form, _what, expectation, change) => {
    const baseline = readFileSync(join(shared ?? '', `${form}-00-valid-baseline.xml`), 'utf8');
    const changed = change(baseline);
    expect(changed).not.toBe(baseline);
    await judged(Buffer.from(changed), expectation);
  });
});

async function judged(bytes: Uint8Array, expectation: Expected): Promise<void> {
  const source = { file: 'x.xml', bytes: bytes.length, open: () => once(bytes) };
  const { worst, findings, fault } = await examine(source, options).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    return { worst: 'reject' as const, findings: [], fault: error };
  });
  const heavy = findings.filter(({ severity }) => severity !== 'note');
  const shown = heavy.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
  const found = fault ? [...shown, String(fault)] : shown;
  const severity = worst === 'note' ? null : worst;
  const asked = expectation === 'REJECT' ? 'reject' : expectation === 'WARN' ? 'warn' : null;
  expect({ severity, found }).toEqual({ severity: asked, found });
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

function put(element: string, value: string, nth = 1) {
  return (xml: string) => {
    let seen = 0;
    return xml.replaceAll(new RegExp(`(<fc2:${element}>)[^<]*(?=</)`, 'g'), (all, open) => {
      seen += 1;
      return seen === nth ? `${open}${value}` : all;
    });
  };
}
function drop(element: string) {
  return (xml: string) => xml.replace(new RegExp(`<fc2:${element}>[^<]*</fc2:${element}>`), '');
}
function after(element: string, added: string, value: string) {
  return (xml: string) =>
    xml.replace(`</fc2:${element}>`, `</fc2:${element}><fc2:${added}>${value}</fc2:${added}>`);
}
function attribute(name: string, value: string) {
  return (xml: string) => xml.replace(new RegExp(` ${name}="[^"]*"`), ` ${name}="${value}"`);
}
function swap(a: string, b: string) {
  const pair = new RegExp(`(<fc2:${b}>[^<]*</fc2:${b}>)(\\s*)(<fc2:${a}>[^<]*</fc2:${a}>)`);
  return (xml: string) => xml.replace(pair, '$3$2$1');
}
function mexican(state: string) {
  return (xml: string) => {
    const abroad = put('RawCountryCodeText', 'MX')(put('RawStateCodeText', state)(xml));
    return put('RawZIPCode', '22010')(abroad);
  };
}
function blocks(count: number) {
  const [open, close] = [
    '<fc2:ActivityNarrativeInformation',
    '</fc2:ActivityNarrativeInformation>',
  ];
  return (xml: string) => {
    const block = xml.slice(xml.indexOf(open), xml.indexOf(close) + close.length);
    const more = Array.from({ length: count - 1 }, (_none, index) =>
      block
        .replace('SeqNum="9001"', `SeqNum="${9002 + index}"`)
        .replace('SequenceNumber>1<', `SequenceNumber>${index + 2}<`),
    );
    return xml.replace(block, [block, ...more].join('\n'));
  };
}
function entity(xml: string): string {
  const declared = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
  return xml.replace('?>', `?>${declared}`).replace('Filer name', '&x;');
}
