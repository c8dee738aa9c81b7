import type { Language, Params, Speaker } from '../../base/index.js';
import { nearestWord } from '../../base/index.js';
import { childPaths, type DocumentNode, type NodePlace } from '../document/node.js';
import type { RuleFinding } from '../rule/rule.js';
import { contentMistakes } from './content-mistakes.js';
import { type ContentModel, contentModel } from './content-model.js';
import type { AttributeRule, Group, Layout, Particle, ValueType } from './layout.js';
import { unitType } from './layout-order.js';
import { type ValueJudge, type ValueMistake, valueJudge } from './value-judge.js';

export type Voices = Readonly<Record<Language, Speaker>>;

/** Holds files against a layout. A finding is a reject: what a layout says, the schema says. */
export interface LayoutChecker {
  readonly layout: Layout;
  /** A unit and all inside. `path`: how it is called, `EFilingBatchXML/Activity[3]`. */
  unit(node: DocumentNode, path: string): RuleFinding[];
  /** What stands around units; that a unit is missing is not its matter. */
  frame(node: DocumentNode): RuleFinding[];
  /** A frame that said more after its last unit than `before`: what is new, and what came late. */
  rest(node: DocumentNode, before: DocumentNode): RuleFinding[];
  /** A root with its units inside. */
  whole(root: DocumentNode): RuleFinding[];
}

/** Compiles a layout's patterns and groups once, for files of any length. */
export function layoutChecker(layout: Layout, voices: Voices): LayoutChecker {
  const compiled = compile(layout);
  const start = layout.unit[0] ?? '';
  const last = layout.unit.at(-1) ?? '';
  const check = (node: DocumentNode, type: string, where: Start): RuleFinding[] => {
    const visit = new Visit(layout, compiled, voices);
    if (node.name !== where.name) visit.wrongName(node, where);
    else visit.element(node, type, where.path, where.is_frame ? 1 : -1);
    return visit.found;
  };
  const inFrame = (node: DocumentNode) =>
    layout.unit.length === 1
      ? []
      : check(node, start, { name: start, path: start, is_frame: true });
  return {
    layout,
    unit: (node, path) => check(node, unitType(layout), { name: last, path, is_frame: false }),
    frame: inFrame,
    rest(node, before) {
      const visit = new Visit(layout, compiled, voices);
      visit.late(holderOf(node, layout), holderOf(before, layout).node.children.length);
      const told = new Set(inFrame(before).map(({ rule, path }) => `${rule} ${path}`));
      const more = inFrame(node).filter(({ rule, path }) => !told.has(`${rule} ${path}`));
      return [...visit.found, ...more];
    },
    whole: (root) => check(root, start, { name: start, path: start, is_frame: false }),
  };
}

interface Start {
  readonly name: string;
  readonly path: string;
  readonly is_frame: boolean;
}

interface Holder {
  readonly node: DocumentNode;
  readonly path: string;
}

/** The innermost part of a frame, which holds the units. */
function holderOf(frame: DocumentNode, { unit }: Layout): Holder {
  return unit.slice(1, -1).reduce<Holder>(
    ({ node, path }, name) => {
      const inner = node.children.findLast((child) => child.name === name);
      return inner ? { node: inner, path: `${path}/${name}[1]` } : { node, path };
    },
    { node: frame, path: frame.name },
  );
}

interface CompiledGroup {
  readonly group: Group;
  readonly model: ContentModel;
  /** The same without the demand for units. */
  readonly frame: ContentModel;
}

interface Compiled {
  /** Of the element that holds units. */
  readonly parent: CompiledGroup | undefined;
  readonly groups: ReadonlyMap<string, CompiledGroup>;
  readonly values: ReadonlyMap<string, ValueJudge>;
}

function compile(layout: Layout): Compiled {
  const unit = layout.unit.at(-1) ?? '';
  const groups = [...layout.groups].map(([name, group]) => {
    const frame = contentModel(withoutDemand(group.content, unit));
    return [name, { group, model: contentModel(group.content), frame }] as const;
  });
  const values = [...layout.values].map(([name, value]) => [name, valueJudge(value)] as const);
  const byName = new Map(groups);
  const parent = byName.get(unitType({ ...layout, unit: layout.unit.slice(0, -1) }));
  return { parent, groups: byName, values: new Map(values) };
}

function withoutDemand(particle: Particle, unit: string): Particle {
  if (particle.kind === 'element')
    return particle.name === unit ? { ...particle, min: 0 } : particle;
  return { ...particle, members: particle.members.map((each) => withoutDemand(each, unit)) };
}

/** A file can be wrong in more ways than anybody reads. */
const FINDINGS_MAX = 1_000;
const VALUE_CHARACTERS_MAX = 60;

class Visit {
  readonly found: RuleFinding[] = [];
  readonly #layout: Layout;
  readonly #compiled: Compiled;
  readonly #voices: Voices;

  constructor(layout: Layout, compiled: Compiled, voices: Voices) {
    this.#layout = layout;
    this.#compiled = compiled;
    this.#voices = voices;
  }

  wrongName(node: DocumentNode, { name, path }: Start): void {
    const params = { name: node.name, parent: path, nearest: name };
    this.#say('unexpected', 'unexpected', node, { path, value: '' }, params);
  }

  /** What stands behind units and belongs before them; `count` children stood there in time. */
  late({ node, path }: Holder, count: number): void {
    const unit = this.#layout.unit.at(-1) ?? '';
    const parent = this.#compiled.parent;
    const names = parent ? [...parent.model.elements.keys()] : [];
    const rank = names.indexOf(unit);
    for (const child of node.children.slice(count)) {
      const own = names.indexOf(child.name);
      if (own < 0 || own > rank) continue;
      const params = { parent: node.name, name: child.name, before: unit, expected: 'none' };
      const spot = { path: `${path}/${child.name}[1]`, value: child.text };
      this.#say('order', 'order', child, spot, params);
    }
  }

  /** `step`: of the unit's path, while on the way to units; -1: not on it. */
  element(node: DocumentNode, type: string, path: string, step: number): void {
    const compiled = this.#compiled.groups.get(type);
    if (!compiled) {
      this.#leaf(node, type, path);
      return;
    }
    const { group, model, frame } = compiled;
    this.#attributes(node, group.attributes, path);
    if (this.#lacksNumber(node, path)) this.#attribute(node, this.#layout.numbered ?? '', path);
    if (node.text.trim() !== '') {
      const params = { name: node.name };
      this.#say('unexpected', 'text', node, { path, value: node.text }, params);
    }
    const is_parent = step === this.#layout.unit.length - 1;
    const paths = childPaths(node, path);
    this.#content(node, is_parent ? frame : model, path, paths);
    for (const [index, child] of node.children.entries()) {
      const element = model.elements.get(child.name);
      if (!element) continue;
      const is_on_way = step > 0 && child.name === this.#layout.unit[step];
      if (is_on_way && is_parent) continue;
      this.element(child, element.type, paths[index] ?? '', is_on_way ? step + 1 : -1);
    }
    for (const rule of group.unique) this.#unique(node, rule, paths);
  }

  #content(node: DocumentNode, model: ContentModel, path: string, paths: readonly string[]): void {
    const names = node.children.map(({ name }) => name);
    for (const { rule, at, params } of contentMistakes(model, names)) {
      const child = at === null ? node : (node.children[at] ?? node);
      const own = at === null ? path : (paths[at] ?? path);
      const value = child.children.length === 0 ? child.text : '';
      this.#say(rule, rule, child, { path: own, value }, { parent: node.name, ...params });
    }
  }

  #leaf(node: DocumentNode, type: string, path: string): void {
    this.#attributes(node, [], path);
    const [child] = node.children;
    if (child) {
      const own = `${path}/${child.name}[1]`;
      const params = { parent: node.name, name: child.name, nearest: 'none' };
      this.#say('unexpected', 'unexpected', child, { path: own, value: child.text }, params);
      return;
    }
    this.#value(node, type, { path, value: node.text, name: node.name });
  }

  #attributes(node: DocumentNode, rules: readonly AttributeRule[], path: string): void {
    for (const { name, type, required } of rules) {
      const value = node.attributes[name];
      if (value !== undefined) this.#value(node, type, { path: `${path}/@${name}`, value, name });
      else if (required) this.#attribute(node, name, path);
    }
    for (const name in node.attributes) {
      const value = node.attributes[name] ?? '';
      const known = rules.map((rule) => rule.name);
      if (known.includes(name) || name === this.#layout.numbered) continue;
      const nearest = nearestWord(name, known);
      const params = { parent: node.name, name, nearest, kind: 'unexpected' };
      this.#say('attribute', 'attribute', node, { path: `${path}/@${name}`, value }, params);
    }
  }

  #attribute(node: DocumentNode, name: string, path: string): void {
    const params = { parent: node.name, name, nearest: 'none', kind: 'missing' };
    this.#say('attribute', 'attribute', node, { path, value: '' }, params);
  }

  /** What we write gets its number where it has children, or a place for one. */
  #lacksNumber(node: DocumentNode, path: string): boolean {
    if (this.#layout.numbered === null || path === this.#layout.unit[0]) return false;
    const isWritten = node.place === null && node.children.length > 0;
    return node.number === undefined && !isWritten;
  }

  #value(node: DocumentNode, type: string, spot: Spot & { readonly name: string }): void {
    const mistake = this.#compiled.values.get(type)?.(spot.value) ?? null;
    if (mistake === null) return;
    const value = this.#layout.values.get(type);
    if (!value) return;
    const params = { name: spot.name, ...valueParams(value, spot.value, mistake) };
    this.#say(RULES[mistake], mistake, node, spot, params);
  }

  #unique(node: DocumentNode, { of, by }: Group['unique'][number], paths: readonly string[]): void {
    const first = new Map<string, string>();
    for (const [index, child] of node.children.entries()) {
      if (child.name !== of) continue;
      const field = child.children.find(({ name }) => name === by);
      if (!field) continue;
      const path = `${paths[index]}/${by}[1]`;
      const key = /^[+-]?\d+$/.test(field.text) ? BigInt(field.text).toString() : field.text;
      const before = first.get(key);
      if (before === undefined) first.set(key, path);
      else this.#say('unique', 'unique', field, { path, value: field.text }, { name: by, before });
    }
  }

  #say(rule: string, key: string, node: Placed, spot: Spot, params: Params): void {
    if (this.found.length >= FINDINGS_MAX) return;
    const value = cut(spot.value);
    const inWords = (language: Language) =>
      this.#voices[language].say(`filing.layout.${key}`, { ...params, value });
    this.found.push({
      rule: `layout.${rule}`,
      severity: 'reject',
      path: spot.path,
      place: node.place,
      value,
      sentence: { en: inWords('en'), es: inWords('es') },
      source: this.#layout.source,
      verified: this.#layout.verified,
    });
  }
}

interface Placed {
  readonly place: NodePlace | null;
}
interface Spot {
  readonly path: string;
  readonly value: string;
}

const RULES: Readonly<Record<ValueMistake, string>> = {
  kind: 'value',
  range: 'value',
  digits: 'value',
  pattern: 'value',
  length: 'length',
  code: 'code',
};

function valueParams(value: ValueType, text: string, mistake: ValueMistake): Params {
  switch (mistake) {
    case 'kind':
      return { base: value.base };
    case 'range':
      return { least: value.least ?? '…', most: value.most ?? '…' };
    case 'digits':
      return { digits: value.digits_max ?? -1, fraction: value.fraction_digits_max ?? -1 };
    case 'pattern':
      return { pattern: cut(value.patterns.join('  ')) };
    case 'length':
      return {
        length: [...text].length,
        least: value.length_min ?? 0,
        most: value.length_max ?? -1,
      };
    case 'code': {
      const codes = [...(value.codes?.keys() ?? [])].filter((code) => code !== '');
      return { codes: codes.slice(0, 12).join(', '), more: Math.max(0, codes.length - 12) };
    }
  }
}

function cut(text: string): string {
  return text.length <= VALUE_CHARACTERS_MAX
    ? text
    : `${[...text.slice(0, 2 * VALUE_CHARACTERS_MAX)].slice(0, VALUE_CHARACTERS_MAX).join('')}…`;
}
