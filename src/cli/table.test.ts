import { expect, test } from 'vitest';
import { clip, drawTable } from './table.js';

/** Columns in a terminal, of the few characters that stand in these tests. */
function columns(text: string): number {
  const wide = text.match(/[\u4e00-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return text.normalize('NFC').length + wide;
}

test('the rule is as long as the widest row, in any script', () => {
  const names = [
    'Rutilio',
    '李明华 控股有限公司',
    '김 정은',
    'Jose\u0301 Nu\u0301n\u0303ez',
    'a\nb',
  ];
  const lines = drawTable(
    ['NAME', 'STATE'],
    names.map((name) => [name, 'opened']),
  );
  expect(new Set(lines.slice(1).map(columns))).toEqual(new Set([columns(lines[1] ?? '')]));
  expect(lines.join('\n').split('\n')).toHaveLength(names.length + 2);
});

test('a cell is cut to columns, and never within a letter', () => {
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('abcdefg', 6)).toBe('abcde…');
  expect(clip('李明华控股', 6)).toBe('李明…');
  expect(clip('e\u0301'.repeat(9), 4)).toBe(`${'e\u0301'.repeat(3)}…`);
});
