import { plainText } from '../../base/index.js';
import type { FoundAccount, OrderPerson, SiaraOrder } from './order.js';
import { personsOf } from './read.js';

/** Somebody whom an order is about: what to look for among customers. */
export interface SoughtSubject {
  readonly kind: OrderPerson['kind'];
  /** As the order writes them, each once. */
  readonly names: readonly string[];
  /** Lower case, without accents and, of organisations, without the legal form. */
  readonly plain_names: readonly string[];
  /** In normal form; one man may have several. Never the keys that stand for nobody. */
  readonly rfcs: readonly string[];
  readonly curps: readonly string[];
  /** Each mention in the order. */
  readonly persons: readonly OrderPerson[];
}

export interface Sought {
  readonly subjects: readonly SoughtSubject[];
  readonly accounts: readonly FoundAccount[];
  /** RFC and CURP that the prose mentions beside those of the subjects. */
  readonly rfcs: readonly string[];
  readonly curps: readonly string[];
}

/**
 * What to look for of an order. Persons are one subject where name, RFC or CURP is the same, or
 * where one has no name and the party of its number has.
 */
export function soughtIn(order: SiaraOrder): Sought {
  const named = personsOf(order).map((person) => withPartyName(order, person));
  const groups: OrderPerson[][] = [];
  for (const person of named) {
    const same = groups.filter((group) => group.some((other) => isSame(person, other)));
    const rest = groups.filter((group) => !same.includes(group));
    groups.splice(0, groups.length, ...rest, [...same.flat(), person]);
  }
  const subjects = groups.map(subjectOf);
  const own = new Set(subjects.flatMap(({ rfcs, curps }) => [...rfcs, ...curps]));
  const prose = (kind: 'rfc' | 'curp') => keysOf(order, kind).filter((value) => !own.has(value));
  return { subjects, accounts: order.accounts, rfcs: prose('rfc'), curps: prose('curp') };
}

function withPartyName(order: SiaraOrder, person: OrderPerson): OrderPerson {
  if (person.name !== null || order.parties.includes(person)) return person;
  const party = order.parties.find(({ id }) => id !== null && id === person.id);
  const { given, paternal, maternal, name, kind } = party ?? person;
  return { ...person, given, paternal, maternal, name, kind: person.kind ?? kind };
}

function isSame(a: OrderPerson, b: OrderPerson): boolean {
  if (a.name !== null && b.name !== null && plainName(a) === plainName(b)) return true;
  const keys = [...keysOf(a, 'rfc'), ...keysOf(a, 'curp')];
  const others = new Set([...keysOf(b, 'rfc'), ...keysOf(b, 'curp')]);
  return keys.some((key) => others.has(key));
}

function subjectOf(persons: readonly OrderPerson[]): SoughtSubject {
  const each = <T>(values: readonly (T | null)[]): T[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    kind: each(persons.map(({ kind }) => kind))[0] ?? null,
    names: each(persons.map(({ name }) => name)),
    plain_names: each(persons.map(plainName)),
    rfcs: each(persons.flatMap((person) => keysOf(person, 'rfc'))),
    curps: each(persons.flatMap((person) => keysOf(person, 'curp'))),
    persons,
  };
}

/** Keys of the public at large and of foreigners name nobody. */
const GENERIC_RFCS = new Set(['XAXX010101000', 'XEXX010101000']);

function keysOf(
  { identifiers }: Pick<OrderPerson, 'identifiers'>,
  wanted: 'rfc' | 'curp',
): string[] {
  const values = identifiers.filter(({ kind }) => kind === wanted).map(({ value }) => value);
  return [...new Set(values)].filter((value) => !GENERIC_RFCS.has(value));
}

function plainName({ name, kind }: OrderPerson): string | null {
  if (name === null) return null;
  const plain = plainText(name);
  return kind === 'person' ? plain : plain.replace(LEGAL_FORM, '') || plain;
}

/** As `plainText` leaves them: “s a de c v”, “sapi de cv”, “s de r l”, “s c”, “a c”. */
const LEGAL_FORM = new RegExp(
  [
    String.raw` (?:s ?a(?: ?b| ?p ?i(?: ?b)?)?|s de r ?l|s ?c|a ?c|s ?p ?r de r ?l)(?: (?:m ?i|`,
    String.raw`s ?o ?f ?o ?m (?:e ?r|e ?n ?r)))?(?: de c ?v)?(?: s ?o ?f ?o ?m (?:e ?r|`,
    String.raw`e ?n ?r))?$`,
  ].join(''),
  '',
);
