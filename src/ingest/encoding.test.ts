import { expect, test } from 'vitest';
import { asUtf8, type Encoding } from './encoding.js';

async function read(encoding: Encoding, ...chunks: readonly Buffer[]): Promise<string> {
  async function* bytes() {
    yield* chunks;
  }
  const parts: Uint8Array[] = [];
  for await (const part of asUtf8(bytes(), encoding)) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

test('Windows-1252 has quotes, dashes and the euro where Latin-1 has control codes', async () => {
  const bytes = Buffer.from([0x93, 0x61, 0x94, 0x96, 0x80, 0xf1]);
  expect(await read('windows-1252', bytes.subarray(0, 2), bytes.subarray(2))).toBe('“a”–€ñ');
});

test('UTF-16 in either order, and UTF-8 without its mark', async () => {
  const little = Buffer.from('\ufeffaño', 'utf16le');
  const big = Buffer.from(little).swap16();
  expect(await read('utf-16', little.subarray(0, 5), little.subarray(5))).toBe('año');
  expect(await read('utf-16', big)).toBe('año');
  expect(await read('utf-8', Buffer.from('\ufeffaño'))).toBe('año');
});
