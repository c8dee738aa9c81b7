import { describe, expect, test } from 'vitest';
import { iso20022Reader } from './iso20022.js';
import { CAMT_053, PACS_004, PACS_008, PACS_009, readMessage, UETR } from './samples.js';

const read = (text: string | Uint8Array) => readMessage(iso20022Reader, text);

describe('transfers', () => {
  test('a customer transfer: both ends, bank of the CLABE, purpose, text, place', async () => {
    const { records, lines, rejects } = await read(PACS_008);
    expect(rejects).toEqual([]);
    expect(lines).toEqual([6]);
    expect(records).toEqual([
      {
        id: UETR,
        time: '2025-03-10T09:00:00-05:00',
        debtor_account: '123456780:5550001',
        debtor_institution: '123456780',
        debtor_country: 'US',
        debtor_name: 'Talleres M & B',
        creditor_account: '012:012180001234567899',
        creditor_institution: '012',
        creditor_country: 'MX',
        creditor_name: 'Química del Puerto',
        amount: '1250.50',
        currency: 'USD',
        rail: 'wire',
        purpose: 'trade',
        text: 'factura 77 Almacén Norte E-1',
        intermediaries: '987654320',
      },
    ]);
  });

  test('a cover is its customers’ payment, by the same id; a bank’s own is not', async () => {
    const { records } = await read(PACS_009);
    const [cover, own] = records;
    expect(cover).toMatchObject({
      id: UETR,
      time: '2025-03-10',
      debtor_account: 'AAAAUS33:1',
      creditor_account: 'IBAN:DE89370400440532013000',
      creditor_institution: 'CCCCDEFF',
      creditor_country: 'DE',
      channel: 'correspondent',
      intermediaries: 'BBBBGB2L',
    });
    expect(own).toMatchObject({ debtor_institution: 'AAAAUS33', creditor_institution: 'CCCCDEFF' });
    expect(own).not.toHaveProperty('debtor_account');
    expect(own?.id).toMatch(/^[\da-f]{32}$/);
    expect((await read(PACS_009)).records[1]?.id).toBe(own?.id);
  });

  test('a return goes from the payee back to the payer, under an id of its own', async () => {
    const { records } = await read(PACS_004);
    expect(records[0]).toMatchObject({
      debtor_name: 'Payee',
      creditor_name: 'Payer',
      is_return: 'true',
      text: 'closed account',
    });
    expect(records[0]?.id).not.toBe(UETR);
  });

  test('another currency ordered than settled: paid and received', async () => {
    const text = PACS_009.replaceAll(
      '<UndrlygCstmrCdtTrf>',
      '<InstdAmt Ccy="MXN">20000.00</InstdAmt><UndrlygCstmrCdtTrf>',
    );
    expect((await read(text)).records[0]).toMatchObject({
      amount: '20000.00',
      currency: 'MXN',
      received_amount: '1250.50',
      received_currency: 'USD',
    });
  });

  test('a payment without amount or date is rejected, the next one is read', async () => {
    const text = PACS_009.replace('<IntrBkSttlmAmt Ccy="USD">1250.50</IntrBkSttlmAmt>', '');
    const { records, rejects } = await read(text);
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([{ code: 'iso_amount', line: 4, column: 1 }]);
    const undated = PACS_004.replace(
      /<CreDtTm>.*<\/CreDtTm>|<IntrBkSttlmDt>.*<\/IntrBkSttlmDt>/g,
      '',
    );
    expect((await read(undated)).rejects).toMatchObject([{ code: 'iso_time' }]);
  });

  test('a message that moves no money is rejected by name', async () => {
    const order = '<Document><CstmrCdtTrfInitn><CdtTrfTxInf/></CstmrCdtTrfInitn></Document>';
    const { records, rejects } = await read(order);
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([{ code: 'iso_other_message', value: 'CstmrCdtTrfInitn' }]);
  });
});

describe('statements', () => {
  test('each entry by its direction, batches by their details, lumps whole', async () => {
    const { records, rejects } = await read(CAMT_053);
    const own = '123456780:777';
    expect(records).toMatchObject([
      {
        debtor_name: 'Sender',
        creditor_account: own,
        amount: '9.00',
        currency: 'EUR',
        received_amount: '10.00',
        received_currency: 'USD',
      },
      {
        debtor_account: own,
        creditor_name: 'One',
        amount: '2.00',
        time: '2025-01-02T10:00:00-05:00',
      },
      { debtor_account: own, creditor_name: 'Two', amount: '3.00' },
      { debtor_account: own, amount: '8.00', purpose: 'payroll', time: '2025-01-02' },
      { creditor_account: own, amount: '900', rail: 'cash', channel: 'branch' },
      { creditor_account: own, debtor_name: 'Three', amount: '4.00', is_return: 'true' },
    ]);
    expect(records[4]).not.toHaveProperty('debtor_account');
    expect(rejects).toMatchObject([{ code: 'iso_not_booked', value: 'PDNG' }]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('an id is of the entry, not of the file: a notification gives the same', async () => {
    const notified = CAMT_053.replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')
      .replaceAll('Stmt>', 'Ntfctn>')
      .replace('<Id>ST-9</Id>', '<Id>N-1</Id>');
    const ids = async (text: string) => (await read(text)).records.slice(0, 3).map(({ id }) => id);
    expect(await ids(notified)).toEqual(await ids(CAMT_053));
  });
});
