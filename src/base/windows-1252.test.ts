import { expect, test } from 'vitest';
import { decodeWindows1252 } from './windows-1252.js';

test('every byte is a character, quotes and dashes among them', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = decodeWindows1252(bytes);
  expect(text).toHaveLength(256);
  expect(text.slice(0, 0x80)).toBe(Buffer.from(bytes.subarray(0, 0x80)).toString('latin1'));
  expect(text.slice(0xa0)).toBe(Buffer.from(bytes.subarray(0xa0)).toString('latin1'));
  expect(decodeWindows1252(Uint8Array.of(0x80, 0x93, 0x94, 0x96, 0x9f, 0xd1))).toBe('€“”–ŸÑ');
  expect(decodeWindows1252(bytes.subarray(0xd1, 0xd2))).toBe('Ñ');
});
