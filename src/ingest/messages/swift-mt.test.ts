import { expect, test } from 'vitest';
import { MT, readMessage, UETR } from './samples.js';
import { swiftMtReader } from './swift-mt.js';

const read = (text: string) => readMessage(swiftMtReader, Buffer.from(text, 'latin1'), 50);

test('a customer transfer and its cover are one payment; other types are named', async () => {
  const { records, rejects } = await read(MT);
  expect(records).toHaveLength(2);
  expect(records[0]).toEqual({
    id: records[1]?.id,
    time: '2025-03-10',
    debtor_account: '123456780:5550001',
    debtor_institution: '123456780',
    debtor_country: 'US',
    debtor_name: 'TALLERES DEL VALLE',
    creditor_account: '012:012180001234567899',
    creditor_institution: '012',
    creditor_country: 'MX',
    creditor_name: 'QUÍMICA DEL PUERTO',
    amount: '1250.5',
    currency: 'USD',
    rail: 'wire',
    text: 'FACTURA 77 LOTE 3',
    intermediaries: 'AAAAUS33 BBBBGB2L',
  });
  expect(records[1]).toMatchObject({ channel: 'correspondent', debtor_name: 'TALLERES DEL VALLE' });
  expect(rejects).toMatchObject([{ code: 'mt_other_type', value: 'MT940', line: 28 }]);
});

test('a message that is cut off is rejected where it begins, the one before is read', async () => {
  const { records, rejects } = await read(MT.slice(0, MT.lastIndexOf('QUIMICA')));
  expect(records).toHaveLength(1);
  expect(rejects).toMatchObject([{ code: 'mt_truncated', value: 'MT202' }]);
});

test('without a readable 32A there is no payment', async () => {
  const { rejects } = await read(MT.replace(':32A:250310USD1250,5', ':32A:250310USD1.250,5'));
  expect(rejects[0]).toMatchObject({ code: 'mt_amount', value: '250310USD1.250,5' });
});

test('output of the network: sender in the header, UETR, returns, acknowledgements', async () => {
  const header = '{1:F01FICTMXMMAXXX0000000000}{2:O1031200250310BBBBGB2LAXXX00000000002503101201N}';
  const acknowledged = '{1:F21AAAAUS33AXXX0000000000}{4:{177:2503101200}{451:0}}';
  const text = `${acknowledged}${header}{3:{121:${UETR}}}{4:
:20:R
:32A:250310EUR14,
:50K:/9
A
:59:/DE89370400440532013000
B
:72:/RETN/59/AC01
-}`;
  const { records, rejects } = await read(text);
  expect(rejects).toEqual([]);
  expect(records).toMatchObject([
    {
      id: UETR,
      amount: '14',
      debtor_account: 'BBBBGB2L:9',
      creditor_account: 'IBAN:DE89370400440532013000',
      creditor_institution: 'FICTMXMM',
      is_return: 'true',
    },
  ]);
});
