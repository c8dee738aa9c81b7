import { expect, test } from 'vitest';
import { checkTwins, checkUse, placeholders } from './messages.js';
import { parseSource } from './source.js';

function twins(en: Record<string, string>, es: Record<string, string>): string[] {
  return checkTwins([
    { path: 'messages/cli.en.json', entries: en },
    { path: 'messages/cli.es.json', entries: es },
  ]).map(({ file, rule }) => `${file.slice('messages/'.length)} ${rule}`);
}

function use(entries: Record<string, string>, code: string): string[] {
  const catalogue = { path: 'messages/cli.en.json', entries };
  return checkUse([catalogue], [parseSource('src/cli/a.ts', code)]).map(
    ({ rule, sentence }) => `${rule}: ${sentence}`,
  );
}

test('twins with the same keys and placeholders pass', () => {
  const en = { 'cli.read': '{n, plural, one {# row} other {# rows}} of {file}', 'fault.x': 'X' };
  const es = { 'cli.read': '{file}: {n, plural, one {# fila} other {# filas}}', 'fault.x': 'X' };
  expect(twins(en, es)).toEqual([]);
});

test.each([
  [{ 'cli.a': 'A' }, {}, 'cli.en.json message/twin'],
  [{}, { 'cli.a': 'A' }, 'cli.es.json message/twin'],
  [{ 'cli.a': ' ' }, { 'cli.a': 'A' }, 'cli.en.json message/empty'],
  [{ 'cli.a': '{n} rows' }, { 'cli.a': '{m} filas' }, 'cli.en.json message/placeholders'],
])('%j beside %j is %s', (en, es, complaint) => {
  expect(twins(en as Record<string, string>, es as Record<string, string>)).toEqual([complaint]);
});

test('malformed messages, foreign keys and missing files are named', () => {
  const broken = { 'cli.a': '{n, plural, one {x}' };
  expect(twins(broken, broken)).toContain('cli.en.json message/syntax');
  expect(twins({ 'report.a': 'A' }, { 'report.a': 'A' })).toContain('cli.en.json message/prefix');
  const alone = checkTwins([{ path: 'messages/cli.en.json', entries: {} }]);
  expect(alone).toMatchObject([{ rule: 'message/twin' }]);
});

test('placeholders are found inside plurals and selects', () => {
  const text = '{n, plural, one {{name} has #} other {{names} have #}} {sex, select, other {x}}';
  expect(placeholders(text)).toEqual(['n', 'name', 'names', 'sex']);
});

test('a key that is said literally, by code or by template is alive', () => {
  const entries = { 'cli.a': 'A', 'fault.row.width': 'W', 'cli.kind.flow': 'F' };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the snippet is a template itself
  const code = "say('cli.a'); const code = 'row.width'; say(`cli.kind.${kind}`);";
  expect(use(entries, code)).toEqual([]);
});

test('a key that nobody says is dead', () => {
  expect(use({ 'cli.a': 'A' }, 'f("cli.ab", `x`)')).toEqual([
    'message/dead: cli.a is said nowhere in src',
  ]);
});

test.each([
  ["speaker.say('cli.b')", 'message/call: says cli.b, which no catalogue has'],
  ["speaker.say(ok ? 'cli.a' : 'cli.b', v)", 'message/call: says cli.b, which no catalogue has'],
  ["new Fault('row.width', {})", 'message/call: says fault.row.width, which no catalogue has'],
  ["speaker.say('cli.a')", 'message/call: says cli.a without {n}'],
  ["speaker.say('cli.a', { m: 1 })", 'message/call: says cli.a without {n}'],
])('%s is %s', (code, complaint) => {
  expect(use({ 'cli.a': '{n} rows' }, `${code}; f('cli.a');`)).toEqual([complaint]);
});

test.each([
  ["speaker.say('cli.a', { n })"],
  ["speaker.say('cli.a', values)"],
  ['speaker.say(key)'],
])('%s is fine', (code) => {
  expect(use({ 'cli.a': '{n} rows' }, `${code}; f('cli.a');`)).toEqual([]);
});
