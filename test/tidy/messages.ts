import { IntlMessageFormat } from 'intl-messageformat';
import type { Complaint } from './complaint.js';
import { dotted, isNode, lineAt, type Node, type Source, stringOf, walk } from './source.js';

/** One catalogue: `messages/<subject>.<language>.json`. */
export interface Catalogue {
  readonly path: string;
  readonly entries: Readonly<Record<string, string>>;
}

/** Keys that code names without their prefix: mistakes in input, and reasons to reject a row. */
const SHARED_PREFIX = /^(fault|reject)\./;

/** Both languages say the same: same files, same keys, same placeholders, nothing empty. */
export function checkTwins(catalogues: readonly Catalogue[]): Complaint[] {
  const byPath = new Map(catalogues.map((catalogue) => [catalogue.path, catalogue]));
  return catalogues.flatMap((catalogue) => {
    const [, subject, language] = /([^/]+)\.(en|es)\.json$/.exec(catalogue.path) ?? [];
    if (subject === undefined || language === undefined)
      return [complain(catalogue, 'message/name', 'is not named <subject>.<en|es>.json')];
    const other = catalogue.path.replace(
      /\.(en|es)\.json$/,
      language === 'en' ? '.es.json' : '.en.json',
    );
    const twin = byPath.get(other);
    if (!twin) return [complain(catalogue, 'message/twin', `has no twin ${other}`)];
    return Object.entries(catalogue.entries).flatMap(([key, text]) =>
      checkEntry({ catalogue, twin, subject, key, text }),
    );
  });
}

/** Keys said in code exist and get their placeholders; keys that exist are said somewhere. */
export function checkUse(
  catalogues: readonly Catalogue[],
  sources: readonly Source[],
): Complaint[] {
  const english = catalogues.filter(({ path }) => path.endsWith('.en.json'));
  const texts = new Map(english.flatMap(({ entries }) => Object.entries(entries)));
  const mentions = mentionsOf(sources);
  const unsaid = english.flatMap((catalogue) =>
    Object.keys(catalogue.entries)
      .filter((key) => !mentions.some((mention) => mention.test(key)))
      .map((key) => complain(catalogue, 'message/dead', `${key} is said nowhere in src`)),
  );
  return [...unsaid, ...sources.flatMap((source) => checkCalls(source, texts))];
}

/** The placeholders of an ICU message, sorted. Throws where the message is malformed. */
export function placeholders(text: string): string[] {
  const names = new Set<string>();
  collect(new IntlMessageFormat(text, 'en').getAst());
  return [...names].sort();

  function collect(elements: readonly unknown[]): void {
    for (const element of elements as readonly IcuElement[]) {
      if (element.type !== LITERAL && element.type !== POUND) names.add(String(element.value));
      for (const option of Object.values(element.options ?? {})) collect(option.value);
    }
  }
}

interface IcuElement {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly unknown[] }>>;
}

/** Element types of @formatjs/icu-messageformat-parser that stand for no argument. */
const LITERAL = 0;
const POUND = 7;

function checkEntry(entry: {
  readonly catalogue: Catalogue;
  readonly twin: Catalogue;
  readonly subject: string;
  readonly key: string;
  readonly text: string;
}): Complaint[] {
  const { catalogue, twin, subject, key, text } = entry;
  // A subject with many sentences keeps them in parts: `cli-screening` holds keys of `cli` too.
  const whole = subject.split('-')[0] ?? subject;
  const isOwn = [subject, whole].some((prefix) => key.startsWith(`${prefix}.`));
  if (!isOwn && !SHARED_PREFIX.test(key))
    return [
      complain(catalogue, 'message/prefix', `${key} begins with no ${subject}., fault. or reject.`),
    ];
  if (typeof text !== 'string' || text.trim() === '')
    return [complain(catalogue, 'message/empty', `${key} says nothing`)];
  const translation = twin.entries[key];
  if (translation === undefined)
    return [complain(catalogue, 'message/twin', `${key} is missing in ${twin.path}`)];
  try {
    const mine = placeholders(text).join(' ');
    const theirs = placeholders(translation).join(' ');
    if (mine === theirs || catalogue.path.endsWith('.es.json')) return [];
    const sentence = `${key} uses {${mine}} here and {${theirs}} in ${twin.path}`;
    return [complain(catalogue, 'message/placeholders', sentence)];
  } catch (error) {
    return [complain(catalogue, 'message/syntax', `${key}: ${String(error)}`)];
  }
}

/** Every string of the sources as a pattern of keys: `a.${x}` may say any key that begins `a.`. */
function mentionsOf(sources: readonly Source[]): RegExp[] {
  const patterns = new Set<string>();
  for (const source of sources) {
    walk(source.tree, (node) => {
      const text = stringOf(node);
      if (text !== null && /^[\w.-]+$/.test(text)) patterns.add(literally(text));
      if (node.type === 'TemplateLiteral') patterns.add(templatePattern(node));
    });
  }
  patterns.delete('');
  return [...patterns].map((pattern) => new RegExp(`^(fault\\.|reject\\.)?${pattern}$`));
}

function templatePattern(template: Node): string {
  const quasis = (template.quasis as Node[]).map(
    (quasi) => (quasi.value as { cooked: string | null }).cooked ?? '',
  );
  const says = /^[\w-]+\./.test(quasis[0] ?? '') && quasis.every((text) => /^[\w.-]*$/.test(text));
  return says ? quasis.map(literally).join('[\\w.-]+') : '';
}

/** Checks `….say('key', { values })` and `new Fault('code', { params })` against the catalogue. */
function checkCalls(source: Source, texts: ReadonlyMap<string, string>): Complaint[] {
  const complaints: Complaint[] = [];
  walk(source.tree, (node) => {
    const prefix = saidBy(node);
    if (prefix === null) return;
    const [first, values] = node.arguments as Node[];
    for (const key of keysOf(first).map((name) => prefix + name)) {
      const sentence = callSentence(key, texts.get(key), values);
      if (sentence === null) continue;
      const line = lineAt(source.text, node.start);
      complaints.push({ file: source.path, line, rule: 'message/call', sentence });
    }
  });
  return complaints;
}

function callSentence(key: string, text: string | undefined, values: unknown): string | null {
  if (text === undefined) return `says ${key}, which no catalogue has`;
  const given = namesOf(values);
  const missing = given && placeholders(text).filter((name) => !given.includes(name));
  return missing?.length ? `says ${key} without {${missing.join(' ')}}` : null;
}

/** What goes before the first argument to make a key, or null where the node says nothing. */
function saidBy(node: Node): string | null {
  if (node.type === 'NewExpression' && dotted(node.callee) === 'Fault') return 'fault.';
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return null;
  const callee = node.callee;
  const name = callee.type === 'MemberExpression' ? dotted(callee.property) : dotted(callee);
  return name === 'say' ? '' : null;
}

/** The literal keys an argument can be: itself, or both sides of a choice. */
function keysOf(argument: unknown): string[] {
  const text = stringOf(argument);
  if (text !== null) return [text];
  if (!isNode(argument) || argument.type !== 'ConditionalExpression') return [];
  return [...keysOf(argument.consequent), ...keysOf(argument.alternate)];
}

/** Names of an object literal; null where they cannot be read off. */
function namesOf(values: unknown): string[] | null {
  if (values === undefined) return [];
  if (!isNode(values) || values.type !== 'ObjectExpression') return null;
  const names = (values.properties as Node[]).map((property) => dotted(property.key));
  return names.every((name) => name !== null) ? names : null;
}

function complain(catalogue: Catalogue, rule: string, sentence: string): Complaint {
  return { file: catalogue.path, line: 1, rule, sentence };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
