import { SaxesParser, type SaxesTagNS } from 'saxes';
import { assert, present } from '../src/base/index.js';
import {
  type AttributeRule,
  builtinValues,
  elementsOf,
  type Group,
  type Layout,
  type Particle,
  type ValueBase,
  type ValueType,
} from '../src/filing/index.js';

export interface XsdOptions {
  readonly form: string;
  /** The element that is one filing; left out: the root's only repeated one, or the root. */
  readonly unit?: string;
  readonly prefix?: string;
  /** The attribute that numbers elements, which layouts do not speak of. */
  readonly numbered?: string;
}

/**
 * Reads an official schema into a layout: types, sequences, choices, extensions, references,
 * facets, uniqueness. What it does not know (wildcards, groups, imports) it refuses, so that
 * nothing is left out in silence. Meanings of codes are in English alone, the Spanish is empty.
 */
export function layoutOfXsd(xsd: string, options: XsdOptions): Layout {
  const schema = treeOf(xsd);
  const reader = new XsdReader(schema, options.numbered ?? null);
  const [root, ...others] = schema.children.filter(({ name }) => name === 'element');
  const referred = new Set(namesReferred(schema));
  const roots = [root, ...others].filter(
    (each) => each && !referred.has(each.attributes.name ?? ''),
  );
  const top = present(roots[0], 'a root element');
  const name = present(top.attributes.name, 'name of the root');
  reader.groupOf(top, name);
  const groups = merged(reader.groups);
  return {
    form: options.form,
    title: { en: '', es: '' },
    from: '2000-01-01',
    until: null,
    source: '',
    verified: true,
    namespace: schema.attributes.targetNamespace ?? null,
    prefix: options.prefix ?? '',
    unit: pathTo(groups, name, options.unit ?? null),
    numbered: options.numbered ?? null,
    groups,
    values: new Map([...builtinValues(), ...reader.values]),
  };
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: Tag[];
  text: string;
}

function treeOf(xml: string): Tag {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Tag[] = [{ name: '', attributes: {}, children: [], text: '' }];
  parser.on('opentag', ({ local, attributes }: SaxesTagNS) => {
    const plain = Object.values(attributes).filter(({ prefix }) => prefix === '');
    const own = Object.fromEntries(plain.map(({ local: key, value }) => [key, value]));
    const tag: Tag = { name: local, attributes: own, children: [], text: '' };
    present(stack.at(-1), 'parent').children.push(tag);
    stack.push(tag);
  });
  parser.on('text', (text) => {
    present(stack.at(-1), 'parent').text += text;
  });
  parser.on('closetag', () => void stack.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  const [schema] = present(stack[0], 'document').children;
  assert(schema?.name === 'schema', 'a schema');
  return schema;
}

function namesReferred(tag: Tag): string[] {
  const own = tag.name === 'element' && tag.attributes.ref ? [local(tag.attributes.ref)] : [];
  return [...own, ...tag.children.flatMap(namesReferred)];
}

function local(name: string): string {
  return name.replace(/^.*:/, '');
}

const BASES: Readonly<Record<string, ValueBase>> = {
  string: 'text',
  integer: 'whole',
  long: 'whole',
  int: 'whole',
  decimal: 'decimal',
  boolean: 'boolean',
  dateTime: 'moment',
};

class XsdReader {
  readonly groups = new Map<string, Group>();
  readonly values = new Map<string, ValueType>();
  readonly #schema: Tag;
  readonly #numbered: string | null;
  readonly #names = new Map<Tag, string>();
  /** Values without a name of their own, by what they allow. */
  readonly #inline = new Map<string, string>();

  constructor(schema: Tag, numbered: string | null) {
    this.#schema = schema;
    this.#numbered = numbered;
  }

  /** The name of the group of an element with children. */
  groupOf(element: Tag, owner: string): string {
    const inline = child(element, 'complexType');
    const type = inline ?? this.#named('complexType', element.attributes.type ?? '');
    const complex = present(type, `complex type of ${element.attributes.name}`);
    const unique = this.#unique(element);
    const key = inline || unique.length > 0 ? element : complex;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const own = element.attributes.name ?? '';
    const stripped = inline ? own : shorten(complex.attributes.name ?? own);
    const name = this.#free([stripped, `${owner}.${own}`]);
    this.#names.set(key, name);
    this.groups.set(name, { attributes: [], content: sequence([]), unique });
    const { members, attributes } = this.#content(complex, name);
    this.groups.set(name, { attributes, content: sequence(members), unique });
    return name;
  }

  #free(wishes: readonly string[]): string {
    const free = wishes.find((each) => !this.groups.has(each) && !this.values.has(each));
    if (free !== undefined) return free;
    for (let number = 2; ; number++) {
      const name = `${wishes[0]}-${number}`;
      if (!this.groups.has(name) && !this.values.has(name)) return name;
    }
  }

  #content(complex: Tag, owner: string): { members: Particle[]; attributes: AttributeRule[] } {
    const members: Particle[] = [];
    const attributes: AttributeRule[] = [];
    for (const tag of complex.children) {
      if (tag.name === 'annotation') continue;
      if (tag.name === 'complexContent') {
        const extension = present(child(tag, 'extension'), 'extension');
        const base = present(this.#named('complexType', extension.attributes.base ?? ''), 'base');
        for (const part of [base, extension]) {
          const inside = this.#content(part, owner);
          members.push(...inside.members);
          attributes.push(...inside.attributes);
        }
      } else if (tag.name === 'attribute') {
        const { name = '', type = '', use } = tag.attributes;
        if (name === this.#numbered) continue;
        attributes.push({ name, type: this.#valueOf(tag, type), required: use === 'required' });
      } else members.push(this.#particle(tag, owner));
    }
    return { members, attributes };
  }

  #particle(tag: Tag, owner: string): Particle {
    const min = Number(tag.attributes.minOccurs ?? 1);
    const { maxOccurs = '1' } = tag.attributes;
    const max = maxOccurs === 'unbounded' ? Infinity : Number(maxOccurs);
    if (tag.name === 'sequence' || tag.name === 'choice') {
      const parts = tag.children.filter(({ name }) => name !== 'annotation');
      const members = parts.map((each) => this.#particle(each, owner));
      return simple({ kind: tag.name, members, min, max });
    }
    assert(tag.name === 'element', `no ${tag.name} here`);
    const { ref } = tag.attributes;
    const element = ref === undefined ? tag : this.#named('element', ref);
    const declared = present(element, `element ${ref}`);
    const name = present(declared.attributes.name, 'name');
    return { kind: 'element', name, type: this.#typeOf(declared, owner), min, max };
  }

  #typeOf(element: Tag, owner: string): string {
    const { type = 'xs:string' } = element.attributes;
    const is_group =
      child(element, 'complexType') ??
      (child(element, 'simpleType') ? null : this.#named('complexType', type));
    return is_group ? this.groupOf(element, owner) : this.#valueOf(element, type);
  }

  /** The name of the value of an element or attribute; one that says the same has one name. */
  #valueOf(tag: Tag, type: string): string {
    const inline = child(tag, 'simpleType');
    const { fixed, name = '' } = tag.attributes;
    const value = inline ? this.#value(inline) : this.#typed(type);
    const stated = fixed === undefined ? value : withCodes(value, new Map([[fixed, null]]));
    const named = inline ? null : this.#named('simpleType', type);
    if (fixed === undefined && !inline && !named) return local(type);
    const own = named && fixed === undefined ? named : null;
    const known = own ? this.#names.get(own) : this.#inline.get(valueSignature(stated));
    if (known !== undefined) return known;
    const wish = own ? shorten(local(type)) : (lengthName(stated) ?? name);
    const free = this.#free([wish, `${wish}-value`]);
    this.values.set(free, stated);
    if (own) this.#names.set(own, free);
    else this.#inline.set(valueSignature(stated), free);
    return free;
  }

  #typed(type: string): ValueType {
    const own = this.#named('simpleType', type);
    if (own) return this.#value(own);
    return present(builtinValues().get(local(type)), `type ${type}`);
  }

  #value(simpleType: Tag): ValueType {
    const restriction = present(child(simpleType, 'restriction'), 'restriction');
    const { base = '' } = restriction.attributes;
    const from = this.#typed(base);
    const own = this.#named('simpleType', base) ? from.base : (BASES[local(base)] ?? 'text');
    return facets(restriction, { ...from, base: own });
  }

  #named(kind: string, name: string): Tag | null {
    const wanted = local(name);
    const found = this.#schema.children.find(
      (each) => each.name === kind && each.attributes.name === wanted,
    );
    return found && !/^xsd?:/.test(name) ? found : null;
  }

  /** The uniqueness of numbers in the whole file is not a layout's matter. */
  #unique(element: Tag): Group['unique'] {
    const rules = element.children.filter(({ name }) => name === 'unique');
    return rules.flatMap((rule) => {
      const of = local(child(rule, 'selector')?.attributes.xpath ?? '');
      const by = local(child(rule, 'field')?.attributes.xpath ?? '');
      return by === `@${this.#numbered}` ? [] : [{ of, by }];
    });
  }
}

function facets(restriction: Tag, from: ValueType): ValueType {
  const value = { ...from, patterns: [...from.patterns] };
  const codes = new Map<string, { en: string; es: string } | null>();
  for (const { name, attributes, children } of restriction.children) {
    const text = attributes.value ?? '';
    if (name === 'pattern') value.patterns.push(text);
    else if (name === 'length') value.length_min = value.length_max = Number(text);
    else if (name === 'minLength') value.length_min = Number(text);
    else if (name === 'maxLength') value.length_max = Number(text);
    else if (name === 'minInclusive') value.least = text;
    else if (name === 'maxInclusive') value.most = text;
    else if (name === 'totalDigits') value.digits_max = Number(text);
    else if (name === 'fractionDigits') value.fraction_digits_max = Number(text);
    else if (name === 'enumeration') codes.set(text, meaningOf(children));
    else assert(name === 'annotation', `no facet ${name} here`);
  }
  if (value.length_min === 0) value.length_min = null;
  return codes.size > 0 ? withCodes(value, codes) : value;
}

/** A list of codes says more than bounds do. */
function withCodes(value: ValueType, codes: NonNullable<ValueType['codes']>): ValueType {
  return { ...value, least: null, most: null, codes };
}

function lengthName({ base, patterns, codes, length_min, length_max }: ValueType): string | null {
  if (base !== 'text' || patterns.length > 0 || codes !== null || length_max === null) return null;
  return length_min === null ? `text${length_max}` : `text${length_min}-${length_max}`;
}

function meaningOf(children: readonly Tag[]): { en: string; es: string } | null {
  const [text = ''] = children.flatMap((each) => each.children.map((inside) => inside.text));
  const en = text.replace(/\s+/g, ' ').trim();
  return en === '' ? null : { en, es: '' };
}

function child(tag: Tag, name: string): Tag | null {
  return tag.children.find((each) => each.name === name) ?? null;
}

function shorten(name: string): string {
  return local(name)
    .replace(/(_type|Type)(?=_|$)/, '')
    .replace(/^RestrictString/, 'text')
    .replace(/^RestrictLong/, 'digits')
    .replace(/^Validate/, '');
}

function sequence(members: readonly Particle[]): Particle {
  return { kind: 'sequence', members: members.flatMap(unwrapped), min: 1, max: 1 };
}

/** A sequence that stands once in a sequence is no more than its members. */
function unwrapped(particle: Particle): readonly Particle[] {
  const is_plain = particle.kind === 'sequence' && particle.min === 1 && particle.max === 1;
  return is_plain ? particle.members.flatMap(unwrapped) : [particle];
}

/** A list of one that stands once is that one, as often as the list. */
export function simple(particle: Particle): Particle {
  if (particle.kind === 'element') return particle;
  const read = particle.members.map(simple);
  const members = particle.kind === 'sequence' ? read.flatMap(unwrapped) : read;
  const [only] = members;
  if (members.length !== 1 || only === undefined) return { ...particle, members };
  const { min, max } = only;
  if (min === 0 && max === 1 && particle.max === Infinity)
    return { ...only, min: 0, max: Infinity };
  if (min === 1 && max === 1) return { ...only, min: particle.min, max: particle.max };
  return particle.min === 1 && particle.max === 1 ? only : { ...particle, members };
}

/** What a value allows, as a text to compare by; meanings apart. */
export function valueSignature({ codes, patterns, ...rest }: ValueType): string {
  const known = codes === null ? null : [...codes.keys()].sort();
  return JSON.stringify([Object.entries(rest).sort(), [...patterns].sort(), known]);
}

/** Groups that say the same are one: schemas with inline types repeat them. */
function merged(all: ReadonlyMap<string, Group>): Map<string, Group> {
  let groups = new Map(all);
  for (;;) {
    const first = new Map<string, string>();
    const renamed = new Map<string, string>();
    for (const [name, group] of groups) {
      const signature = JSON.stringify(group);
      const known = first.get(signature);
      if (known === undefined) first.set(signature, name);
      else renamed.set(name, known);
    }
    if (renamed.size === 0) return groups;
    const kept = [...groups].filter(([name]) => !renamed.has(name));
    groups = new Map(
      kept.map(([name, group]) => [name, { ...group, content: rename(group.content, renamed) }]),
    );
  }
}

function rename(particle: Particle, names: ReadonlyMap<string, string>): Particle {
  if (particle.kind === 'element')
    return { ...particle, type: names.get(particle.type) ?? particle.type };
  return { ...particle, members: particle.members.map((each) => rename(each, names)) };
}

/** From the root to the unit: by name, or down to the first element that may repeat. */
function pathTo(groups: ReadonlyMap<string, Group>, root: string, unit: string | null): string[] {
  const queue: string[][] = [[root]];
  const types = new Map([[root, root]]);
  for (let path = queue.shift(); path; path = queue.shift()) {
    const last = present(path.at(-1), 'name');
    if (last === (unit ?? root) && (unit !== null || path.length === 1)) return path;
    const group = groups.get(types.get(path.join('/')) ?? '');
    for (const { name, type } of group ? elementsOf(group.content) : []) {
      const next = [...path, name];
      if (!groups.has(type) || path.length > 4) continue;
      types.set(next.join('/'), type);
      queue.push(next);
    }
  }
  throw new Error(`no ${unit} below ${root}`);
}
