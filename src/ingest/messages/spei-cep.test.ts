import { expect, test } from 'vitest';
import { CEP, readMessage } from './samples.js';
import { speiCepReader } from './spei-cep.js';

const read = (text: string) => readMessage(speiCepReader, text, 33);

test('a proof: credit time in Mexico City’s summer, banks by name and by CLABE', async () => {
  const { records, rejects } = await read(CEP);
  expect(rejects).toEqual([]);
  expect(records).toEqual([
    {
      id: records[0]?.id,
      time: '2021-07-09T10:00:00-05:00',
      debtor_institution: '021',
      debtor_country: 'MX',
      creditor_account: '072:072580009876543211',
      creditor_institution: '072',
      creditor_country: 'MX',
      creditor_name: 'Ana Pérez',
      amount: '3500.10',
      currency: 'MXN',
      rail: 'spei',
      text: 'RENTA FICT0001',
    },
  ]);
});

test('without a chain: day and time of the proof, UTC−6 since the summers ended', async () => {
  const text = CEP.replace('||1|', '').replace('2021-07-09', '2024-07-09');
  expect((await read(text)).records[0]?.time).toBe('2024-07-09T10:00:01-06:00');
});

test('several proofs in a file, one of them without its amount', async () => {
  const body = CEP.replace(/<\?xml.*\?>/, '');
  const text = `<todos>${body}${body.replace('MontoPago="3500.10"', '')}</todos>`;
  const { records, rejects } = await read(text);
  expect(records).toHaveLength(1);
  expect(rejects).toMatchObject([{ code: 'cep_incomplete', value: 'FICT0001' }]);
});
