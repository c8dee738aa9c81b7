/** One mutator for each kind of test: a change that breaks just that. */
import {
  KINDS,
  parseCondition,
  parseOperand,
  parsePath,
  type Spot,
  select,
  valuesOf,
} from '../src/filing/index.js';
import { checkIdentifier, IDENTIFIER_KINDS } from '../src/model/index.js';
import type { Change, Target } from './filing-change.js';
import { breakCondition } from './filing-conditions.js';
import { insert, removeAll, repeat, setText, together } from './filing-edits.js';
import { matching, overwritten } from './filing-matching.js';
import { dayOutside, impossibleDate } from './filing-wrong-dates.js';

type Mutator = (target: Target) => Change | null;

export const MUTATORS: Readonly<Record<string, Mutator>> = {
  pattern: value((text, { rule, random }) => {
    const is = new RegExp(`^(?:${parameter(rule, 'is')})$`, 'u');
    const wrong = [`${text}¡`, text.slice(1), text.slice(0, -1), ` ${text}`, `${text}0`, '#', '0'];
    const tried = random.unit() < 0.5 ? wrong : overwritten(text);
    return pickOf(
      random,
      tried.filter((each) => each.trim() !== '' && !is.test(each)),
    );
  }),
  not_pattern: value((text, { rule, random }) =>
    matching(new RegExp(parameter(rule, 'is'), 'u'), text, random),
  ),
  characters: value((text, { rule, random }) => {
    const allowed = new RegExp(`^[${parameter(rule, 'allowed')}]$`, 'u');
    const refused = [...'é#~|a€ñ😀,;_\u0007'].filter((each) => !allowed.test(each));
    const at = random.integer(0, text.length);
    const other = pickOf(random, refused);
    return other && `${text.slice(0, at)}${other}${text.slice(at)}`;
  }),
  length: value((text, { rule }) => {
    const is = parameter(rule, 'is');
    const max = Number(parameter(rule, 'max') || is || Number.NaN);
    const min = Number(parameter(rule, 'min') || is || Number.NaN);
    if (!Number.isNaN(max)) return text.padEnd(max + 1, text.at(-1) ?? 'A');
    return min > 1 ? [...text].slice(0, min - 1).join('') || 'A' : null;
  }),
  number: value((text, { rule, random }) => {
    const [min, max] = [parameter(rule, 'min'), parameter(rule, 'max')];
    const digits_max = Number(parameter(rule, 'digits_max') || 0);
    const wrong = [`1,${text}`, `$${text}`, `${text}.123456789`, `1e3`, `+${text}`];
    if (digits_max > 0) wrong.push(text.padStart(digits_max + 10, '9'));
    if (min !== '' && Number(min) >= 1) wrong.push(String(BigInt(min.split('.')[0] ?? 0) - 1n));
    if (max !== '') wrong.push(String(BigInt(max.split('.')[0] ?? 0) + 1n));
    return pickOf(random, wrong);
  }),
  date: value((text, { rule, random }) => impossibleDate(text, rule.parameters, random)),
  not_after: value((text, target) => dayOutside(text, target, 1)),
  not_before: value((text, target) => dayOutside(text, target, -1)),
  in_period: value((text, target) => dayOutside(text, target, 0)),
  code: value((text, { rule, options, random }) => {
    const named = options.codes?.get(parameter(rule, 'list'))?.keys() ?? [];
    const own = Array.isArray(rule.parameters.in) ? rule.parameters.in : [];
    const codes = new Set([...named, ...own]);
    const wrong = [`${text}X`, 'ZZ9', text.slice(1), text.toLowerCase(), `0${text}`];
    return pickOf(
      random,
      wrong.filter((each) => each.trim() !== '' && !codes.has(each)),
    );
  }),
  identifier: value((text, { rule, random }) => wrongIdentifier(text, rule, random)),
  equal: value((text, target) => {
    const others = othersOf(target, 'other');
    return others.length === 0 ? null : `${text}X`;
  }),
  differs: value((_text, target) => pickOf(target.random, othersOf(target, 'other'))),
  state_of_country: value((text, target) => {
    const [country = ''] = othersOf(target, 'country');
    if (!['MX', 'US', 'CA'].includes(country)) return null;
    const wrong = country === 'MX' ? ['ZZZ', text.slice(0, 2), 'TX'] : ['ZZ', 'TAM', `${text}X`];
    return pickOf(target.random, wrong);
  }),
  required({ rule, spot, known, random }) {
    const path = pickOf(random, list(rule, 'of'));
    const found = path === null ? [] : select(parsePath(path), spot, known);
    if (found.length === 0) return null;
    return random.unit() < 0.5 ? removeAll(found) : emptied(found);
  },
  absent({ rule, spot, random }) {
    const path = pickOf(random, list(rule, 'of'));
    return path === null ? null : insert(spot, parsePath(path));
  },
  one_of({ rule, spot, known, random }) {
    const paths = list(rule, 'of').map(parsePath);
    const there = paths.map((path) => select(path, spot, known).filter((each) => each.isFilled));
    const filled = there.filter((spots) => spots.length > 0);
    const least = Number(parameter(rule, 'least') || 1);
    const most = parameter(rule, 'most') || '1';
    const missing = paths.find((_path, index) => there[index]?.length === 0);
    const isFull = most !== 'none' && filled.length === Number(most) && missing !== undefined;
    if (isFull && (least === 0 || random.unit() < 0.5)) return insert(spot, missing);
    return least > 0 && filled.length > 0 ? removeAll(filled.flat()) : null;
  },
  count(target) {
    const { rule, spot, known } = target;
    const path = parsePath(list(rule, 'of')[0] ?? '');
    const found = select(path, spot, known);
    const [first] = found;
    const max = parameter(rule, 'max');
    if (parameter(rule, 'equals') !== '') return restated(target);
    if (max !== '' && Number(max) < 5_000 && parameter(rule, 'distinct') === '') {
      const more = Number(max) - found.length + 1;
      return first ? repeat(first, more + 1) : insert(spot, path, more);
    }
    const min = Number(parameter(rule, 'min') || 0);
    return min > 0 && found.length > 0 ? removeAll(found.slice(min - 1)) : null;
  },
  sum(target) {
    const { rule, spot, known, random } = target;
    if (parameter(rule, 'equals') !== '' && random.unit() < 0.5) return restated(target);
    const filled = (name: string) =>
      list(rule, name)
        .map(parsePath)
        .flatMap((path) => select(path, spot, known))
        .filter((each) => each.isFilled);
    const [max, min] = [parameter(rule, 'max'), parameter(rule, 'min')];
    // Too little is only what falls under the least: what is taken away becomes all and more.
    const amount = pickOf(random, filled(min === '' ? 'of' : 'minus'));
    if (min !== '') {
      const whole = filled('of').reduce((sum, each) => sum + Math.ceil(Number(each.text)), 1);
      return amount && setText(amount, `${BigInt(whole) - BigInt(Math.floor(Number(min)))}`);
    }
    if (amount === null) return restated(target);
    return setText(amount, max === '' ? plusOne(amount.text) : `${BigInt(Math.ceil(+max)) + 1n}`);
  },
  unique({ rule, spot, known, random }) {
    const found = select(parsePath(parameter(rule, 'of')), spot, known);
    const keyed = found.filter((each) => keyFilled(rule, each, known));
    const picked = pickOf(random, keyed);
    return picked === null || picked.parent === null ? null : repeat(picked, 2);
  },
  consecutive({ rule, spot, known, random }) {
    const found = select(parsePath(parameter(rule, 'of')), spot, known);
    const picked = pickOf(random, found);
    return picked && setText(picked, plusOne(picked.text).padStart(picked.text.length, '0'));
  },
  holds({ rule, spot, known, random }) {
    const condition = pickOf(random, list(rule, 'that'));
    return condition === null ? null : breakCondition(parseCondition(condition), spot, known);
  },
  prefix({ facts, spot, rule }) {
    const other = { prefix: `${parameter(rule, 'is')}x`, path: spot.path, place: null };
    return { facts: { prefixes: [...(facts.prefixes ?? []), other] } };
  },
  size: ({ rule }) => ({ facts: { bytes: Number(parameter(rule, 'max')) + 1 } }),
};

/** Every kind can be broken. */
export const UNBROKEN_KINDS = [...KINDS.keys()].filter((kind) => !(kind in MUTATORS));

/** Changes the value that is judged, wherever the rule says it stands. */
function value(wrong: (text: string, target: Target) => string | null): Mutator {
  return (target) => {
    const { rule, spot, known } = target;
    const of = parameter(rule, 'value');
    const operand = of === '' ? null : parseOperand(of);
    if (operand?.kind === 'fact') {
      const text = wrong(known(operand.name) ?? '', target);
      return operand.name === 'file_name' && text !== null ? { facts: { name: text } } : null;
    }
    if (operand?.kind === 'literal') return null;
    const spots = operand === null ? [spot] : select(operand.path, spot, known);
    const judged = pickOf(
      target.random,
      spots.filter((each) => each.text.trim() !== ''),
    );
    const text = judged && wrong(judged.text, { ...target, spot });
    return judged && text !== null && text.trim() !== '' ? setText(judged, text) : null;
  };
}

/** The number that a file states about itself, one more. */
function restated({ rule, spot, known }: Target): Change | null {
  const operand = parseOperand(parameter(rule, 'equals'));
  if (operand.kind !== 'path') return null;
  const stated = select(operand.path, spot, known).find((each) => each.isFilled);
  return stated ? setText(stated, plusOne(stated.text)) : null;
}

function emptied(spots: readonly Spot[]): Change {
  return together(spots.map((spot) => setText(spot, '')));
}

function parameter({ parameters }: Target['rule'], name: string): string {
  const found = parameters[name];
  return typeof found === 'string' ? found : '';
}

function list({ parameters }: Target['rule'], name: string): string[] {
  const found = parameters[name];
  return Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
}

function othersOf({ rule, spot, known }: Target, name: string): string[] {
  return valuesOf(parseOperand(parameter(rule, name)), spot, known);
}

function keyFilled(rule: Target['rule'], spot: Spot, known: Target['known']): boolean {
  const by = list(rule, 'by');
  if (by.length === 0) return spot.text.trim() !== '';
  return by.some((path) => select(parsePath(path), spot, known).some((each) => each.isFilled));
}

function wrongIdentifier(text: string, rule: Target['rule'], random: Target['random']) {
  const kind = parameter(rule, 'kind');
  const level = parameter(rule, 'level');
  const known = IDENTIFIER_KINDS.find((each) => each === kind);
  if (known === undefined) {
    if (kind === 'imei') return '123456789012345';
    const warnings = ['123456789', '000000000', '777777777', '987654321'];
    return pickOf(random, kind === 'tin' && level === 'error' ? ['12-345678'] : warnings);
  }
  const [stem, last = ''] = [text.slice(0, -1), text.slice(-1)];
  const wrong = [...'0123456789'].filter((digit) => digit !== last).map((digit) => stem + digit);
  wrong.push(stem, '000000000', '001234567', 'NO ES');
  const isWrong = (each: string) =>
    checkIdentifier(known, each).findings.some(
      ({ severity }) => level === '' || level === 'any' || severity === level,
    );
  return pickOf(random, wrong.filter(isWrong));
}

function plusOne(text: string): string {
  const [whole = '0', ...fraction] = text.trim().split('.');
  return [String(BigInt(/^-?\d+$/.test(whole) ? whole : '0') + 1n), ...fraction].join('.');
}

function pickOf<T>(random: Target['random'], items: readonly T[]): T | null {
  return items.length === 0 ? null : random.pick(items);
}
