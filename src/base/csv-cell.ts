/**
 * A cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe
 * before it; what steers a terminal or turns the direction of text becomes a space. Null is empty.
 */
export function csvCell(value: string | number | bigint | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const printable = value.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  const safe = /^\s*[=+@-]/.test(printable) ? `'${printable}` : printable;
  return `"${safe.replaceAll('"', '""')}"`;
}
