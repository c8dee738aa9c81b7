/**
 * Text of bytes in Windows-1252, of which Latin-1 is a part; every byte is one character. By hand:
 * Node 20 decodes “windows-1252” as Latin-1, whose 0x80–0x9F are control characters and not quotes,
 * dashes and the euro. The five bytes that Windows-1252 leaves out stay control characters.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009F]/g, (code) => SIGNS[code.charCodeAt(0) - 0x80] ?? code);
}

/** What 0x80 to 0x9F stand for (unicode.org, CP1252.TXT). */
const SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
