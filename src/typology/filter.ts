import type { Bound, Filter, Operator } from './ast.js';
import { type CheckContext, readBound, readLiteral } from './check-context.js';
import { type Path, suggest } from './document.js';
import { FIELDS, type FieldInfo } from './fields.js';

const ALWAYS: Filter = { op: 'all', of: [] };

const COMPARISONS: Readonly<Record<string, Operator>> = {
  above: '>',
  at_least: '>=',
  below: '<',
  at_most: '<=',
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TEST_KEYS = [
  'not',
  ...Object.keys(COMPARISONS),
  'near',
  'multiple_of',
  'list',
  'words',
  'known',
  'same_as',
  'differs_from',
  'hours',
  'weekdays',
  'zone',
];
/** What stands for nationality, ethnicity, religion or immigration status is no input of a rule. */
const FORBIDDEN =
  /nationalit|ethnic|race|religio|immigra|visa|passport|citizen|birth_(country|place)/;
const GROUPS = { all_of: 'all', any_of: 'any', none_of: 'none' } as const;

/** Checks a `where` and gives it as a filter; what is wrong is left in the document's faults. */
export function readFilter(context: CheckContext, raw: unknown, path: Path): Filter {
  if (raw === undefined || raw === null) return ALWAYS;
  if (!isRecord(raw)) {
    context.doc.fault('typology.where', {}, path);
    return ALWAYS;
  }
  const all: Filter[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const at = [...path, key];
    if (key in GROUPS) all.push(readGroup(context, key as keyof typeof GROUPS, value, at));
    else if (FIELDS[key]) all.push(...readTests(context, key, FIELDS[key], value, at));
    else {
      if (FORBIDDEN.test(key)) {
        context.doc.fault('typology.forbidden', { name: key }, at, 'key');
        continue;
      }
      const known = [...Object.keys(FIELDS), ...Object.keys(GROUPS)];
      context.doc.fault(
        'typology.field',
        { name: key, suggestion: suggest(key, known) },
        at,
        'key',
      );
    }
  }
  return all.length === 1 && all[0] ? all[0] : { op: 'all', of: all };
}

function readGroup(
  context: CheckContext,
  key: keyof typeof GROUPS,
  raw: unknown,
  path: Path,
): Filter {
  if (!Array.isArray(raw) || raw.length === 0) {
    context.doc.fault('typology.group', { name: key }, path);
    return ALWAYS;
  }
  const of = raw.map((item, i) => readFilter(context, item, [...path, i]));
  return { op: GROUPS[key], of };
}

function readTests(
  context: CheckContext,
  field: string,
  info: FieldInfo,
  raw: unknown,
  path: Path,
): Filter[] {
  if (!isRecord(raw)) {
    const values = Array.isArray(raw) ? raw : [raw];
    return [equality(context, 'in', field, info, values, path)].filter((f) => f !== null);
  }
  const tests: Filter[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const at = [...path, key];
    if (key === 'zone') continue;
    const test = TEST_KEYS.includes(key)
      ? readTest(context, field, info, key, value, raw, at)
      : undefined;
    if (test) tests.push(test);
    if (test === undefined) {
      context.doc.fault(
        'typology.test',
        { name: key, suggestion: suggest(key, TEST_KEYS) },
        at,
        'key',
      );
    }
  }
  return tests;
}

/** Null: faulty, and said. */
function readTest(
  context: CheckContext,
  field: string,
  info: FieldInfo,
  key: string,
  value: unknown,
  siblings: Readonly<Record<string, unknown>>,
  path: Path,
): Filter | null {
  const operator = COMPARISONS[key];
  if (operator) {
    const bound = numeric(context, info, value, path);
    return bound && { op: 'compare', field, operator, bound };
  }
  switch (key) {
    case 'not':
      return equality(context, 'not_in', field, info, Array.isArray(value) ? value : [value], path);
    case 'near':
      return near(context, field, info, value, path);
    case 'multiple_of': {
      const of = readLiteral(context, value, path);
      if (of && of.denominator === 1n && of.numerator > 0n && info.kind === expected(of.kind)) {
        return { op: 'multiple_of', field, of: of.numerator };
      }
      return fault(context, 'typology.test_kind', field, path);
    }
    case 'list':
      return listed(context, 'list', field, value, path);
    case 'words':
      if (info.kind !== 'text') return fault(context, 'typology.test_kind', field, path);
      return listed(context, 'words', field, value, path);
    case 'known':
      return { op: 'known', field, known: value === true };
    case 'same_as':
    case 'differs_from':
      return comparison(context, key === 'same_as' ? 'same' : 'differs', field, value, path);
    default:
      return clock(context, info, field, key, value, siblings.zone, path);
  }
}

function equality(
  context: CheckContext,
  op: 'in' | 'not_in',
  field: string,
  info: FieldInfo,
  values: readonly unknown[],
  path: Path,
): Filter | null {
  if (info.kind === 'number' || info.kind === 'money' || info.kind === 'time') {
    return fault(context, 'typology.test_kind', field, path);
  }
  const before = context.doc.faults.length;
  for (const [i, value] of values.entries()) {
    const at = values.length > 1 ? [...path, i] : path;
    if ((info.kind === 'flag') !== (typeof value === 'boolean')) {
      return fault(context, 'typology.test_kind', field, at);
    }
    if (info.values && !info.values.includes(String(value))) {
      const suggestion = suggest(String(value), info.values);
      context.doc.fault('typology.word', { field, value: String(value), suggestion }, at);
    }
  }
  if (context.doc.faults.length > before) return null;
  return { op, field, values: values.map((v) => (typeof v === 'boolean' ? v : String(v))) };
}

function near(
  context: CheckContext,
  field: string,
  info: FieldInfo,
  raw: unknown,
  path: Path,
): Filter | null {
  const [of, within] = Array.isArray(raw) ? raw : [];
  const bound = numeric(context, info, of, [...path, 0]);
  const ratio = readLiteral(context, within, [...path, 1]);
  if (!bound || !ratio) return null;
  const isShare =
    ratio.numerator > 0n &&
    ratio.numerator < ratio.denominator &&
    expected(ratio.kind) === 'number';
  if (!isShare) return fault(context, 'typology.near', field, path);
  return { op: 'near', field, of: bound, within: ratio };
}

function numeric(context: CheckContext, info: FieldInfo, raw: unknown, path: Path): Bound | null {
  const bound = readBound(context, raw, path);
  if (!bound) return null;
  const kind = 'law' in bound ? 'money' : expected(bound.kind);
  return kind === info.kind ? bound : fault(context, 'typology.test_kind', String(raw), path);
}

function expected(kind: string): 'money' | 'number' | 'other' {
  if (kind === 'money') return 'money';
  return kind === 'count' || kind === 'ratio' ? 'number' : 'other';
}

function listed(
  context: CheckContext,
  op: 'list' | 'words',
  field: string,
  raw: unknown,
  path: Path,
): Filter | null {
  const { lists } = context.vocabulary;
  const list = String(raw);
  if (lists.includes(list)) return { op, field, list };
  context.doc.fault('typology.list', { name: list, suggestion: suggest(list, lists) }, path);
  return null;
}

function comparison(
  context: CheckContext,
  op: 'same' | 'differs',
  field: string,
  raw: unknown,
  path: Path,
): Filter | null {
  const other = String(raw);
  const [info, otherInfo] = [FIELDS[field], FIELDS[other]];
  if (otherInfo && info?.kind === otherInfo.kind) return { op, field, other };
  const suggestion = suggest(other, Object.keys(FIELDS));
  context.doc.fault('typology.field', { name: other, suggestion }, path);
  return null;
}

function clock(
  context: CheckContext,
  info: FieldInfo,
  field: string,
  key: string,
  raw: unknown,
  zone: unknown,
  path: Path,
): Filter | null {
  if (info.kind !== 'time') return fault(context, 'typology.test_kind', field, path);
  if (!isZone(zone)) return fault(context, 'typology.zone', String(zone ?? ''), path);
  const items = Array.isArray(raw) ? raw : [];
  if (key === 'hours') {
    const [from, to] = items.map(Number);
    const valid = [from, to].every(
      (hour) => Number.isInteger(hour) && Number(hour) >= 0 && Number(hour) <= 24,
    );
    if (!valid || from === to) return fault(context, 'typology.hours', field, path);
    return { op: 'hours', from: Number(from), to: Number(to), zone };
  }
  const days = items.map((day) => WEEKDAYS.indexOf(String(day)) + 1);
  if (days.length === 0 || days.includes(0)) return fault(context, 'typology.hours', field, path);
  return { op: 'weekdays', days, zone };
}

/** Whether a text names a time zone of the IANA database. */
export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || !/^[A-Za-z_]+(\/[A-Za-z_+-]+\d*){0,2}$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function fault(context: CheckContext, code: string, text: string, path: Path): null {
  context.doc.fault(code, { text }, path);
  return null;
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
