import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker } from '../../base/index.js';
import { MESSAGE_READERS } from './index.js';
import * as samples from './samples.js';

const OWN = Object.values(samples).filter(
  (sample): sample is string => typeof sample === 'string' && sample.length > 100,
);
const readerOf = (head: string) => MESSAGE_READERS.find((reader) => reader.recognise(head));

describe('own samples', () => {
  test('each is recognised by one reader, plain text by none', () => {
    const ids = OWN.map((sample) => readerOf(sample.slice(0, 4_096))?.id);
    expect(new Set(ids)).toEqual(new Set(['iso20022', 'swift-mt', 'nacha', 'spei-cep']));
    for (const sample of OWN)
      expect(MESSAGE_READERS.filter((r) => r.recognise(sample))).toHaveLength(1);
    for (const text of ['', 'id,amount\n1,2\n', '<html></html>', 'PAR1'])
      expect(readerOf(text)).toBeUndefined();
  });

  test('cut anywhere, or with bytes changed, none throws, and rejects can be said', async () => {
    const speaker = createSpeaker('es');
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...OWN), fc.nat(), changes, async (sample, cut, bytes) => {
        const content = Buffer.from(sample);
        for (const [at, byte] of bytes) content[at % content.length] = byte;
        const reader = readerOf(sample);
        if (!reader) throw new Error('a sample is recognised');
        const whole = cut % 3 === 0 ? content : content.subarray(0, cut % content.length);
        const { records, rejects } = await samples.readMessage(reader, whole, 64);
        for (const { id, amount } of records) expect(id && amount).toBeTruthy();
        for (const { code, line, column } of rejects) {
          expect(speaker.has(`reject.${code}`)).toBe(true);
          expect(Math.min(line, column)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** Payments and rejects of published samples, counted by eye. */
const COUNTED: readonly (readonly [string, number, number])[] = [
  ['mx/pacs.008.001.07.xml', 1, 0],
  ['mx/pacs.002-CDATA.xml', 0, 1],
  ['camt/camt053.v2.multi.statement.xml', 2, 0],
  ['camt/camt052.v1.xml', 1, 0],
  ['camt/camt052.v4.xml', 0, 1],
  ['camt/camt054.v4.xml', 3, 0],
  ['iso20022/test/testdata/statement_1.xml', 4, 0],
  ['iso20022/test/testdata/FI_camt_053_sample.xml.xml', 13, 0],
  ['iso20022/test/testdata/FI_camt_052_sample.xml.xml', 1, 1],
  ['fedwire-iso20022/ActivityReport/ActivityReport_Scenario1_Step1_camt.052_ACTR.xml', 3, 0],
  ['fedwire-iso20022/PaymentReturn/PaymentReturn_Scenario5_Step3_pacs.004.xml', 1, 0],
  ['mt/MT101.fin', 0, 1],
  ['ach/ach-iat-read/iat-credit.ach', 1, 0],
  ['ach/testdata/return-WEB.ach', 2, 0],
  ['ach/testdata/two-micro-deposits.ach', 6, 0],
  ['ach/testdata/cor-example.ach', 0, 1],
  ['ach/testdata/return-no-batch-header.ach', 0, 2],
  ['ach/testdata/ppd-mixedDebitCredit.ach', 3, 0],
];

const payments = sharedData('payments');
describe('published samples', () => {
  test.skipIf(!payments)('every file is recognised and read without a throw', async () => {
    const files = readdirSync(payments ?? '', { recursive: true, encoding: 'utf8' });
    const messages = files.filter((file) => /\.(xml|ach|fin|txt)$/.test(file));
    expect(messages.length).toBeGreaterThan(200);
    for (const file of messages) {
      const content = readFileSync(join(payments ?? '', file));
      const reader = readerOf(content.toString('latin1').replace(/^ï»¿/, '').slice(0, 4_096));
      expect(reader, file).toBeDefined();
      if (reader) await samples.readMessage(reader, content);
    }
  });

  test.skipIf(!payments).each(COUNTED)(
    '%s: %i payments, %i rejects',
    async (file, read, refused) => {
      const content = readFileSync(join(payments ?? '', file));
      const reader = readerOf(content.toString('latin1').slice(0, 4_096));
      if (!reader) throw new Error(`${file} is recognised`);
      const { records, rejects } = await samples.readMessage(reader, content);
      expect([records.length, rejects.length]).toEqual([read, refused]);
    },
  );

  const cassettes = sharedData('spei-cep/cassettes-banxico-beta');
  test.skipIf(!cassettes)('the proofs of Banxico’s test service are read', async () => {
    const amounts: string[] = [];
    for (const file of readdirSync(cassettes ?? '').sort()) {
      const yaml = readFileSync(join(cassettes ?? '', file), 'utf8');
      const proof = /"(<\?xml.*?<\/SPEI_Tercero>)"/s.exec(yaml)?.[1] ?? '';
      const xml = proof
        .replace(/\n\s+\\?/g, ' ')
        .replace(/\\"/g, '"')
        .replace(/\\[rn]/g, ' ');
      const reader = readerOf(xml);
      if (!reader) throw new Error(`${file} is recognised`);
      const { records } = await samples.readMessage(reader, xml);
      amounts.push(...records.map(({ amount = '' }) => amount));
    }
    expect(amounts).toContain('3414.95');
    expect(amounts).toHaveLength(7);
  });
});
