import { describe, expect, test } from 'vitest';
import { nachaReader } from './nacha.js';
import { ACH, ACH_IAT, ACH_RETURN, readMessage } from './samples.js';

const read = (text: string | Uint8Array, size = 40) => readMessage(nachaReader, text, size);

describe('entries', () => {
  test('credits pay the receiver, debits collect, prenotifications are no payments', async () => {
    const { records, rejects, lines } = await read(ACH);
    expect(lines).toEqual([3, 4]);
    expect(records[0]).toEqual({
      id: records[0]?.id,
      time: '2025-03-11',
      debtor_account: '123456780:1112223334',
      debtor_institution: '123456780',
      debtor_country: 'US',
      debtor_name: 'PANADERIA SOL',
      creditor_account: '987654320:0000001111',
      creditor_institution: '987654320',
      creditor_country: 'US',
      creditor_name: 'ANA PEREZ',
      amount: '1234.56',
      currency: 'USD',
      rail: 'ach',
      purpose: 'payroll',
      text: 'PAYROLL EMP-7',
    });
    expect(records[1]).toMatchObject({
      debtor_name: 'LUIS DIAZ',
      creditor_name: 'PANADERIA SOL',
      amount: '1.00',
      text: 'PAYROLL CUST-1 CUOTA DE MARZO',
    });
    expect(rejects).toMatchObject([{ code: 'ach_prenote', line: 6, column: 1 }]);
  });

  test('an international credit: foreign bank, country, amount received, relay', async () => {
    const { records, rejects } = await read(ACH_IAT);
    expect(rejects).toEqual([]);
    expect(records).toMatchObject([
      {
        debtor_name: 'JUAN LOPEZ',
        debtor_institution: '123456780',
        debtor_country: 'US',
        creditor_name: 'MARIA LOPEZ',
        creditor_account: '012:012180001234567899',
        creditor_country: 'MX',
        amount: '100.00',
        currency: 'USD',
        received_amount: '1980.00',
        received_currency: 'MXN',
        purpose: 'family',
        intermediaries: '987654320 BBBBGB2L',
      },
    ]);
  });

  test('a returned debit goes back to the one who was debited', async () => {
    const { records, rejects } = await read(ACH_RETURN);
    expect(rejects).toEqual([]);
    expect(records).toMatchObject([
      {
        debtor_name: 'GIMNASIO LUNA',
        debtor_institution: '123456780',
        creditor_account: '987654320:0000002222',
        amount: '25.99',
        channel: 'online',
        is_return: 'true',
      },
    ]);
  });
});

describe('files that break the rules', () => {
  test('totals that do not agree are said, and no payment is lost', async () => {
    const { records, rejects } = await read(
      ACH.replace('000000123456111222', '000000123457111222'),
    );
    expect(records).toHaveLength(2);
    expect(rejects.map(({ code }) => code)).toEqual(['ach_prenote', 'ach_totals']);
    expect(rejects[1]?.value).toBe('credits 123457 ≠ 123456');
  });

  test('one line without breaks, padded lines, other line ends: the same payments', async () => {
    const { records } = await read(ACH);
    const forms = [
      ACH.replaceAll('\n', ''),
      ACH.replaceAll('\n', '   \r\n'),
      `${ACH}\n${'9'.repeat(94)}\n`,
    ];
    for (const form of forms) expect((await read(form)).records).toEqual(records);
    const run = ACH.split('\n');
    const [head = '', batch = '', entry = ''] = run;
    const long = [head, batch, ...Array<string>(500).fill(entry)].join('');
    expect((await read(long, 1_000)).records).toHaveLength(500);
  });

  test('no headers, no controls, no sense: each said with its place', async () => {
    const lines = ACH.split('\n');
    const codes = async (text: string) => (await read(text)).rejects.map(({ code }) => code);
    expect(await codes(lines.slice(2, 3).join('\n'))).toEqual(['ach_no_batch']);
    expect(await codes(lines.slice(0, 3).join('\n'))).toEqual(['ach_truncated']);
    expect(await codes(`${lines.slice(0, 2).join('\n')}\nhello`)).toEqual([
      'ach_line',
      'ach_truncated',
    ]);
    const undated = lines.slice(1, 3).join('\n').replace('250311', '250231');
    expect(await codes(undated)).toEqual(['ach_date', 'ach_truncated']);
  });
});
