import { IntlMessageFormat } from 'intl-messageformat';
import {
  type Bilingual,
  Faults,
  LANGUAGES,
  nearestWord,
  readYaml,
  type YamlDocument,
  type YamlPath,
} from '../../base/index.js';
import type { Test } from './kind.js';
import { KINDS } from './kinds.js';
import { Parameters } from './parameters.js';
import { SEVERITIES } from './rule.js';
import type { Rule, RuleTable } from './table.js';

/**
 * Reads a table of rules (`filing/<format>/rules.yaml`): a list of rules, or `rules` with the
 * `lists` of codes that they name. Throws all `Faults` at their places: `filing.rule_…`, and those
 * of YAML.
 */
export function readRules(text: string, file: string): RuleTable {
  const doc = readYaml(text, file, { bytes_max: TABLE_BYTES_MAX, scalars: 'text' });
  if (doc.faults.length > 0) throw new Faults(doc.faults);
  const rules = readTable(doc);
  if (doc.faults.length > 0) throw new Faults(doc.faults);
  return { rules };
}

const TABLE_BYTES_MAX = 1024 * 1024;

function readTable(doc: YamlDocument): Rule[] {
  const { value } = doc;
  if (Array.isArray(value)) return readList(doc, value, [], new Map());
  if (!isMapping(value)) {
    doc.fault('filing.rule_shape', { name: 'rules', wanted: 'rules' }, []);
    return [];
  }
  const table = new Parameters(doc, [], value);
  const lists = table.has('lists') ? readLists(doc, value.lists) : new Map<string, string[]>();
  table.has('rules');
  table.finish();
  if (Array.isArray(value.rules)) return readList(doc, value.rules, ['rules'], lists);
  doc.fault('filing.rule_shape', { name: 'rules', wanted: 'rules' }, ['rules']);
  return [];
}

type Lists = ReadonlyMap<string, readonly string[]>;

/** A list of codes, or a mapping of codes to what they mean. */
function readLists(doc: YamlDocument, value: unknown): Lists {
  const entries = Object.entries(isMapping(value) ? value : {});
  return new Map(
    entries.map(([name, list]) => {
      const codes = Array.isArray(list) ? list.map(String) : Object.keys(Object(list));
      if (codes.length === 0 || typeof list === 'string')
        doc.fault('filing.rule_shape', { name, wanted: 'texts' }, ['lists', name]);
      return [name, codes];
    }),
  );
}

function readList(doc: YamlDocument, list: readonly unknown[], at: YamlPath, lists: Lists): Rule[] {
  const ids = new Set<string>();
  return list.flatMap((each, index) => {
    const path = [...at, index];
    if (!isMapping(each)) {
      doc.fault('filing.rule_shape', { name: String(index + 1), wanted: 'rule' }, path);
      return [];
    }
    const rule = readRule(new Parameters(doc, path, each), lists);
    if (ids.has(rule.id)) doc.fault('filing.rule_twice', { id: rule.id }, [...path, 'id']);
    ids.add(rule.id);
    return [rule];
  });
}

function readRule(parameters: Parameters, lists: Lists): Rule {
  const { at: path, doc } = parameters;
  const id = parameters.text('id');
  if (id !== '' && !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(id))
    parameters.fault('filing.rule_shape', { name: 'id', wanted: 'id' }, 'id');
  const rule = {
    id,
    severity: parameters.choice('severity', SEVERITIES),
    verified: parameters.choice('verified', ['true', 'false']) === 'true',
    source: parameters.text('source'),
    forms: parameters.texts('forms'),
    from: day(parameters, 'from'),
    until: day(parameters, 'until'),
    at: { ...parameters.path('at'), is_absolute: true },
    when: parameters.has('when') ? parameters.conditions('when') : [],
    say: readSay(parameters),
  };
  const kind = parameters.text('test');
  const test = readTest(parameters, kind, lists);
  const known = [...KINDS.keys()];
  if (test !== null) parameters.finish();
  else if (kind !== '') {
    const params = { values: known.join(', '), suggestion: nearestWord(kind, known) };
    doc.fault('filing.rule_choice', { name: 'test', ...params }, [...path, 'test']);
  }
  const own = ownCodes(parameters, lists);
  const raw = own ? { ...parameters.raw, in: own } : parameters.raw;
  return { ...rule, kind, parameters: raw, test: test ?? NO_TEST };
}

/** The lists of the table are written out; those of the layout stay names. */
function readTest(parameters: Parameters, kind: string, lists: Lists): Test | null {
  const own = kind === 'code' ? ownCodes(parameters, lists) : undefined;
  if (own === undefined) return KINDS.get(kind)?.read(parameters) ?? null;
  const { list: _named, ...others } = parameters.raw;
  const written = new Parameters(parameters.doc, parameters.at, { ...others, in: own });
  for (const name of ['list', 'value']) parameters.has(name);
  return KINDS.get(kind)?.read(written) ?? null;
}

function ownCodes({ raw }: Parameters, lists: Lists): readonly string[] | undefined {
  return typeof raw.list === 'string' ? lists.get(raw.list) : undefined;
}

const NO_TEST: Test = { scope: 'node', judge: () => [] };

function day(parameters: Parameters, name: string): string | null {
  const text = parameters.optional(name);
  if (text !== null && !/^\d{4}-\d\d-\d\d$/.test(text))
    parameters.fault('filing.rule_shape', { name, wanted: 'day' }, name);
  return text;
}

/** Both languages, well-formed, with placeholders that a test fills. */
function readSay(parameters: Parameters): Bilingual {
  const { doc, at } = parameters;
  const value = parameters.has('say') ? parameters.raw.say : {};
  const say = new Parameters(doc, [...at, 'say'], isMapping(value) ? value : {});
  const [en = '', es = ''] = LANGUAGES.map((language) => {
    const text = say.text(language);
    const names = placeholdersOf(text);
    const strange = names?.find((name) => !PLACEHOLDERS.includes(name));
    if (names === null) say.fault('filing.rule_say', { language, text: 'none' }, language);
    else if (strange !== undefined)
      say.fault('filing.rule_say', { language, text: strange }, language);
    return text;
  });
  say.finish();
  const [mine, theirs] = [en, es].map((text) => placeholdersOf(text)?.join());
  if (mine !== theirs) doc.fault('filing.rule_say_twins', {}, [...at, 'say']);
  return { en, es };
}

const PLACEHOLDERS = ['value', 'expected', 'other'];

/** Names of an ICU message, sorted; null where it is malformed. */
function placeholdersOf(text: string): string[] | null {
  try {
    new IntlMessageFormat(text, 'en');
  } catch {
    return null;
  }
  return [...new Set(text.match(/(?<=\{)\s*\w+(?=\s*[},])/g) ?? [])].sort();
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
