/** Small CSV files of labelled data as rows by column name; quotes as in RFC 4180. */
export function csvTable(text: string): Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = csvRows(text);
  return rows
    .filter((row) => row.length > 1)
    .map((row) => Object.fromEntries(header.map((column, at) => [column, row[at] ?? ''])));
}

export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
