import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../base/index.js';
import { iso20022Reader } from './iso20022.js';
import { CAMT_053, PACS_008, PACS_009, readMessage } from './samples.js';

const read = (text: string | Uint8Array, size?: number) => readMessage(iso20022Reader, text, size);

describe('hostile XML', () => {
  test('a bomb of entities is refused before anything expands', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<Document><Nm>&b;</Nm></Document>`;
    const { records, rejects } = await read(bomb);
    expect(records).toEqual([]);
    expect(rejects).toMatchObject([{ code: 'xml_doctype', line: 1 }]);
  });

  test('an external entity opens no file', async () => {
    const text = PACS_008.replace(
      '<env:Message',
      '<!DOCTYPE x SYSTEM "file:///etc/passwd"><env:Message',
    );
    const { records, rejects } = await read(text);
    expect(records).toEqual([]);
    expect(rejects.map(({ code }) => code)).toEqual(['xml_doctype']);
  });

  test('what is longer than a payment costs that payment only, or else the rest', async () => {
    const long = 'x'.repeat(LIMITS.line_characters_max + 1);
    const inside = PACS_009.replace('<Nm>Payer</Nm>', `<Nm>${long}</Nm>`);
    const { rejects } = await read(inside);
    expect(rejects.map(({ code }) => code)).toContain('xml_too_long');
    const many = PACS_009.replace('<Nm>Payer</Nm>', '<Nm>y</Nm>'.repeat(20_000));
    const found = await read(many);
    expect(found.rejects).toMatchObject([{ code: 'xml_too_long', value: 'CdtTrfTxInf' }]);
    expect(found.records).toHaveLength(1);
  });
});

describe('broken XML', () => {
  test('a file cut off gives what came before and the place of its end', async () => {
    const { records, rejects } = await read(CAMT_053.slice(0, CAMT_053.indexOf('<Nm>Two')));
    expect(records).toHaveLength(2);
    expect(rejects).toMatchObject([{ code: 'xml_truncated', value: 'Cdtr', line: 8 }]);
  });

  test('a tag that does not match costs its payment, not the next', async () => {
    const { records, rejects } = await read(PACS_009.replace('Payee</Nm>', 'Payee</Mn>'));
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([{ code: 'xml_malformed', line: 7 }]);
  });

  test('a payment whose close tag is missing is rejected, its neighbours are read', async () => {
    const { records, rejects } = await read(
      CAMT_053.replace('<Nm>One</Nm></Cdtr>', '<Nm>One</Nm>'),
    );
    expect(records.map(({ amount }) => amount)).toEqual(['9.00', '3.00', '8.00', '900', '4.00']);
    expect(rejects.map(({ code }) => code)).toEqual(['xml_malformed', 'iso_not_booked']);
  });

  test('Latin-1 by its declaration, UTF-16 by its mark', async () => {
    const latin = PACS_008.replace('UTF-8', 'ISO-8859-1');
    const [one] = (await read(Buffer.from(latin, 'latin1'), 7)).records;
    expect(one?.creditor_name).toBe('Química del Puerto');
    const utf16 = Buffer.from(`\uFEFF${PACS_008}`, 'utf16le');
    expect((await read(utf16, 5)).records[0]?.creditor_name).toBe('Química del Puerto');
  });

  test('a document in CDATA is read where it stands', async () => {
    const bare = PACS_009.replace('<Payer>', '<Payer>');
    const { records, lines } = await read(
      `<Envelope>\n<Body><![CDATA[${bare}]]></Body></Envelope>`,
    );
    expect(records).toEqual((await read(bare)).records);
    expect(lines).toEqual([5, 9]);
  });

  test('several documents follow one another', async () => {
    const { records, rejects } = await read(`${PACS_009}\n<?xml version="1.0"?>\n${PACS_009}`);
    expect(rejects).toEqual([]);
    expect(records).toHaveLength(4);
  });
});

test('chunks of any size give the same', async () => {
  const whole = await read(PACS_008);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (size) => {
      expect(await read(PACS_008, size)).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});
