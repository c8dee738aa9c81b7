/** Text for terminals: tables, cut cells, wrapped lines. */

/** A table: columns as wide as their widest cell, numbers to the right. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string[] {
  const widths = head.map((cell, i) =>
    Math.max(columnsOf(cell), ...rows.map((row) => columnsOf(inLine(row[i] ?? '')))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((raw, i) => {
        const cell = inLine(raw);
        const room = ' '.repeat(Math.max(0, (widths[i] ?? 0) - columnsOf(cell)));
        return numeric.includes(i) ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)];
}

/** Cuts a cell to a width, with an ellipsis. */
export function clip(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let [cut, used] = ['', 1];
  for (const { segment } of segmenter.segment(text.slice(0, width * CHARACTERS_PER_COLUMN_MAX))) {
    used += columnsOf(segment);
    if (used > Math.max(1, width)) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** Columns that a text takes in a terminal: Chinese takes two each, an accent set apart none. */
function columnsOf(text: string): number {
  if (!UNEVEN.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text))
    columns += WIDE.test(segment) ? 2 : NOTHING.test(segment) ? 0 : 1;
  return columns;
}

/** A break or a tab in a name must not break the table. */
function inLine(cell: string): string {
  return cell.replace(/[\n\r\t]/g, ' ');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** More belong to one letter in no script; a heap of accents is cut. */
const CHARACTERS_PER_COLUMN_MAX = 16;
/** Anything besides letters, marks and signs that take a column each. */
const UNEVEN = /[^\u0020-\u02ff\u2010-\u2027\u2500-\u257f]/;
const WIDE_SCRIPTS = ['Han', 'Hangul', 'Hiragana', 'Katakana'].map((name) => `\\p{Script=${name}}`);
const WIDE_SIGNS = '\\p{Emoji_Presentation}\\u3000-\\u303f\\uff01-\\uff60\\uffe0-\\uffe6';
const WIDE = new RegExp(`[${WIDE_SCRIPTS.join('')}${WIDE_SIGNS}]`, 'u');
const NOTHING = /^[\p{M}\p{Cf}\p{Cc}]*$/u;

/** Breaks a text between words; what is one word (a path, an address) stays whole. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const room = Math.max(20, width - indent.length);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.trimEnd().split(' ')) {
      if (line !== '' && line.length + 1 + word.length > room) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, line].map((part) => `${indent}${part}`.trimEnd());
  });
}
