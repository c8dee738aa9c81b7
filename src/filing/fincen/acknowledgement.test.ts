import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { Fault } from '../../base/index.js';
import { readAcknowledgement } from './acknowledgement.js';

const shared = sharedData('fincen');

describe.skipIf(!shared)('published acknowledgements', () => {
  const folder = join(shared ?? '', 'samples-published');
  const files = shared ? readdirSync(folder).filter((file) => file.includes('acknow')) : [];
  test.each(files)('%s', async (file) => {
    const sent = file.replace('acknowledgement', 'batch');
    const read = await readAcknowledgement(
      fileOf(readFileSync(join(folder, file))),
      fileOf(readFileSync(join(shared ?? '', 'samples-valid', sent))),
    );
    expect(read.status).toBe('A');
    expect(read.activities).toHaveLength(3);
    for (const { bsa_id } of read.activities) expect(bsa_id).toMatch(/^31\d{12}$/);
    expect(read.errors.length).toBeGreaterThan(0);
    for (const error of read.errors) {
      expect(error.level).toBe('WARN');
      expect(error.code).toMatch(/^[A-Z]\d+$/);
      expect(error.text).not.toBe('');
      expect(error.context).not.toMatch(/\s/);
      expect(error.place?.line).toBeGreaterThan(0);
      expect(error.at === null).toBe(error.why_unplaced !== null);
    }
  });
});

const NUMBER = 'PartyIdentificationNumberText';
const cases: [string, string, Record<string, unknown> | null][] = [
  [
    'numbers as FinCEN counts them',
    `EFilingBatchXML/Activity[1]/Party[61]/PartyIdentification[68]/${NUMBER}`,
    { filing_path: 'parties[5].identities[0].number', value: '660623559', is_recorded: true },
  ],
  [
    'ordinals',
    `EFilingBatchXML/Activity[1]/Party[6]/PartyIdentification[1]/${NUMBER}`,
    { filing_path: 'parties[5].identities[0].number', value: '660623559', is_recorded: true },
  ],
  [
    'ordinals and numbers mixed, with blanks',
    `EFilingBatchXML/Activity[1]/Party[61]/\n   PartyIdentification[1]/ ${NUMBER}`,
    { filing_path: 'parties[5].identities[0].number', value: '660623559' },
  ],
  [
    'a field that was not recorded',
    'EFilingBatchXML/Activity[1]/Party[61]/PartyName[62]/RawIndividualMiddleName',
    { filing_path: 'parties[5].names[0]', value: '', is_recorded: false },
  ],
  [
    'a name with a blank inside',
    'EFilingBatchXML/Activity[1]/Party[61]/PartyName[62]/RawEntity IndividualLastName',
    { filing_path: 'parties[5].names[0].family', value: 'Mann' },
  ],
  [
    'what only the form knows',
    'EFilingBatchXML/Activity[1]/Party[29]/LossToFinancialAmountText',
    { filing_path: 'parties[4].details.LossToFinancialAmountText', value: '15000' },
  ],
  ['the activity', 'EFilingBatchXML/Activity[1]', { filing_path: '', filing: 1 }],
  ['a party that is not there', 'EFilingBatchXML/Activity[1]/Party[990]/RawCityText', null],
  ['an activity that is not there', 'EFilingBatchXML/Activity[7]/Party[1]', null],
];

describe.skipIf(!shared)('an error is put at its field', () => {
  const sent = shared ? readFileSync(join(shared, 'samples-valid', 'sar_batch.xml')) : Buffer.of();
  test.each(cases)('%s', async (_what, context, expected) => {
    const answer = fileOf(Buffer.from(acknowledgement(context, context.includes('[7]') ? 2 : 1)));
    const { errors, unplaced } = await readAcknowledgement(answer, fileOf(sent));
    const [error] = errors;
    expect(errors).toHaveLength(1);
    expect(error?.times).toBe(2);
    if (expected === null) {
      expect(error).toMatchObject({ at: null, why_unplaced: 'no_match' });
      expect(unplaced).toBe(1);
    } else {
      expect(error?.at).toMatchObject(expected);
      const line = sent.toString().split('\n')[(error?.at?.place?.line ?? 0) - 1];
      const last = error?.at?.path
        .split('/')
        .at(-1)
        ?.replace(/\[\d+\]/, '');
      expect(line).toContain(`<fc2:${last}`);
    }
  });

  test('of a batch of several, the one that is meant', async () => {
    const one = sent.toString();
    const unit = one.slice(one.indexOf('<fc2:Activity '), one.lastIndexOf('</fc2:EFiling'));
    const second = unit.replaceAll(/SeqNum="(\d+)"/g, (_all, n) => `SeqNum="${Number(n) + 20000}"`);
    const both = one.replace(unit, `${unit}${second}`);
    const context = `EFilingBatchXML/Activity[2]/Party[20061]/PartyIdentification[20068]/${NUMBER}`;
    const answer = fileOf(Buffer.from(acknowledgement(context, 2)));
    const { errors } = await readAcknowledgement(answer, fileOf(Buffer.from(both)));
    expect(errors[0]?.at).toMatchObject({ filing: 2, value: '660623559', is_certain: true });
  });
});

test('what is no acknowledgement is refused', async () => {
  const batch = '<EFilingBatchXML><FormTypeCode>SARX</FormTypeCode></EFilingBatchXML>';
  await expect(readAcknowledgement(fileOf(Buffer.from(batch)))).rejects.toThrow(Fault);
  await expect(readAcknowledgement(fileOf(Buffer.from('<x/>')))).rejects.toThrow(Fault);
});

test('a rejected batch keeps its errors, and nothing says that it was taken', async () => {
  const xml = `<EFilingBatchXML StatusCode="R" SeqNum="1">
    <EFilingSubmissionXML SeqNum="2" StatusCode="R">
    <EFilingActivityErrorXML SeqNum="3"><ErrorContextText>EFilingBatchXML</ErrorContextText>
    <ErrorElementNameText>EFilingBatchXML</ErrorElementNameText>
    <ErrorLevelText>FATAL</ErrorLevelText>
    <ErrorText>Unexpected element sequence.</ErrorText><ErrorTypeCode>A14</ErrorTypeCode>
    </EFilingActivityErrorXML></EFilingSubmissionXML></EFilingBatchXML>`;
  const read = await readAcknowledgement(fileOf(Buffer.from(xml)));
  expect(read).toMatchObject({ status: 'R', submission_status: 'R', activities: [] });
  expect(read.errors).toMatchObject([{ code: 'A14', level: 'FATAL', activity: null, times: 1 }]);
  expect(JSON.stringify(read)).not.toMatch(/accept/i);
});

function acknowledgement(context: string, activity: number): string {
  const error = `<EFilingActivityErrorXML SeqNum="4"><ErrorContextText>${context}</ErrorContextText>
    <ErrorElementNameText>X</ErrorElementNameText><ErrorLevelText>WARN</ErrorLevelText>
    <ErrorText>The sentence.</ErrorText><ErrorTypeCode>C21</ErrorTypeCode>
    </EFilingActivityErrorXML>`;
  const empty = '<EFilingActivityXML><EFilingActivityErrorXML SeqNum="9"/></EFilingActivityXML>';
  return `<EFilingBatchXML StatusCode="A" SeqNum="1">
    <EFilingSubmissionXML StatusCode="A" SeqNum="2">
    ${empty.repeat(activity - 1)}<EFilingActivityXML SeqNum="3"><BSAID>31000000000001</BSAID>
    ${error}${error}</EFilingActivityXML></EFilingSubmissionXML></EFilingBatchXML>`;
}

function fileOf(bytes: Uint8Array) {
  return {
    file: 'x.xml',
    bytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}
