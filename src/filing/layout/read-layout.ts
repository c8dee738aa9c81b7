import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  Faults,
  nearestWord,
  readYaml,
  type YamlDocument,
  type YamlPath,
} from '../../base/index.js';
import { builtinValues } from './builtin-values.js';
import { elementsOf, type Group, type Layout, type ListParticle, type Particle } from './layout.js';
import { parseMember } from './member-text.js';
import { readValue, valueShape } from './read-value.js';

/**
 * Reads a layout (`filing/<format>/<form>.yaml`). What several forms share they `include` from a
 * file beside them, and say otherwise where they differ; `beside` reads it. Every mistake is told
 * with its place. Throws `Faults`.
 */
export function readLayout(
  text: string,
  file: string,
  beside: (name: string) => string = (name) => readFileSync(join(dirname(file), name), 'utf8'),
): Layout {
  const { document, said } = parsed(text, file, shape);
  const { groups: own, values: stated, until, unit: way, include, ...rest } = said;
  const shared = include ? sharedParts(beside(include), join(dirname(file), include)) : null;
  const reader = new LayoutReader(document);
  const values = new Map([...builtinValues(), ...(shared?.values ?? [])]);
  for (const [name, value] of Object.entries(stated))
    values.set(name, readValue(value, document, ['values', name]));
  const groups = reader.groups(own);
  const unit = way.split('/');
  const needed = neededOf(unit[0] ?? '', new Map([...(shared?.groups ?? []), ...groups]));
  const all = new Map([...needed, ...groups]);
  const layout = { ...rest, until: until ?? null, unit, groups: all, values };
  reader.checkNames(layout, stated);
  shared?.reader.checkTypes(layout, (group) => needed.has(group) && !groups.has(group));
  const faults = [...document.faults, ...(shared?.document.faults ?? [])];
  if (faults.length > 0) throw new Faults(faults);
  return layout;
}

function parsed<T>(text: string, file: string, schema: z.ZodType<T>) {
  const document = readYaml(text, file, { bytes_max: FILE_BYTES_MAX, scalars: 'text' });
  if (document.faults.length > 0) throw new Faults(document.faults);
  const { success, data, error } = schema.safeParse(document.value);
  if (success) return { document, said: data };
  for (const { path, message } of error.issues) {
    const params = { where: path.join('.'), reason: message };
    document.fault('filing.layout.shape', params, path as YamlPath, 'key');
  }
  throw new Faults(document.faults);
}

/** What several forms share: groups and values, of which each takes those it needs. */
function sharedParts(text: string, file: string) {
  const { document, said } = parsed(text, file, partsShape);
  const reader = new LayoutReader(document);
  const values = Object.entries(said.values).map(
    ([name, value]) => [name, readValue(value, document, ['values', name])] as const,
  );
  return { document, reader, groups: reader.groups(said.groups), values };
}

/** The groups that the root leads to. */
function neededOf(root: string, groups: ReadonlyMap<string, Group>): Map<string, Group> {
  const needed = new Map<string, Group>();
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const group = groups.get(name);
    if (!group || needed.has(name)) continue;
    needed.set(name, group);
    open.push(...elementsOf(group.content).map(({ type }) => type));
  }
  return needed;
}

const FILE_BYTES_MAX = 1 << 20;

const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const day = z.iso.date();
const name = z.string().min(1);

/** `unbounded` particles are rare: `max: many`. */
interface ListShape {
  readonly choice?: MemberShape[] | undefined;
  readonly sequence?: MemberShape[] | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}
type MemberShape = string | ListShape;

const listShape: z.ZodType<ListShape> = z
  .strictObject({
    choice: z.lazy(() => z.array(memberShape).min(1)).optional(),
    sequence: z.lazy(() => z.array(memberShape).min(1)).optional(),
    min: z.string().regex(/^\d{1,9}$/),
    max: z.string().regex(/^([1-9]\d{0,8}|many)$/),
  })
  .partial()
  .refine(({ choice, sequence }) => (choice === undefined) !== (sequence === undefined));
const memberShape: z.ZodType<MemberShape> = z.union([z.string(), listShape]);

const groupShape = z.union([
  z.array(memberShape),
  z.strictObject({
    members: z.array(memberShape),
    attributes: z.record(z.string(), z.string()).default({}),
    unique: z.array(z.strictObject({ of: name, by: name })).default([]),
  }),
]);
type GroupShape = z.infer<typeof groupShape>;

const partsShape = z.strictObject({
  groups: z.record(z.string(), groupShape).default({}),
  values: z.record(z.string(), valueShape).default({}),
});

const shape = z.strictObject({
  include: name.optional(),
  form: z.string().regex(/^[a-z0-9-]+$/),
  title: bilingual,
  from: day,
  until: day.optional(),
  source: name,
  verified: z.enum(['true', 'false']).transform((text) => text === 'true'),
  namespace: z.string().min(1).nullish().transform(orNull),
  prefix: z.string().default(''),
  unit: name,
  numbered: name.nullish().transform(orNull),
  groups: z.record(z.string(), groupShape),
  values: z.record(z.string(), valueShape).default({}),
});

function orNull(text: string | null | undefined): string | null {
  return text ?? null;
}

class LayoutReader {
  readonly #document: YamlDocument;
  /** Where each element is spoken of, to say so of a type that does not exist. */
  readonly #types: { readonly type: string; readonly path: YamlPath }[] = [];

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  groups(said: Readonly<Record<string, GroupShape>>): Map<string, Group> {
    const all = Object.entries(said);
    return new Map(all.map(([name, group]) => [name, this.#group(group, ['groups', name])]));
  }

  #group(said: GroupShape, path: YamlPath): Group {
    const { members, attributes, unique } = Array.isArray(said)
      ? { members: said, attributes: {}, unique: [] }
      : said;
    const inside = Array.isArray(said) ? path : [...path, 'members'];
    return {
      attributes: Object.entries(attributes).map(([key, type]) => {
        this.#types.push({ type, path: [...path, 'attributes', key] });
        const required = !key.endsWith('?');
        return { name: required ? key : key.slice(0, -1), type, required };
      }),
      content: { ...this.#list('sequence', members, inside), min: 1, max: 1 },
      unique,
    };
  }

  #list(kind: ListParticle['kind'], members: readonly MemberShape[], path: YamlPath) {
    const read = members.flatMap((each, index) => this.#particle(each, [...path, index]) ?? []);
    return { kind, members: read };
  }

  #particle(said: MemberShape, path: YamlPath): Particle | null {
    if (typeof said === 'string') {
      const member = parseMember(said);
      if (member === null) this.#document.fault('filing.layout.member', { text: said }, path);
      else this.#types.push({ type: member.type, path });
      return member;
    }
    const kind = said.choice ? 'choice' : 'sequence';
    const list = this.#list(kind, said.choice ?? said.sequence ?? [], [...path, kind]);
    const min = Number(said.min ?? 1);
    const max = said.max === 'many' ? Infinity : Number(said.max ?? 1);
    if (max < min) this.#document.fault('filing.layout.member', { text: `${min}…${max}` }, path);
    return { ...list, min, max };
  }

  checkNames(layout: Layout, stated: Readonly<Record<string, unknown>>): void {
    const { groups, unit } = layout;
    this.checkTypes(layout, () => true);
    for (const key of Object.keys(stated))
      if (groups.has(key))
        this.#document.fault('filing.layout.both', { name: key }, ['values', key], 'key');
    this.#checkUnit(layout, unit);
  }

  /** Every type that the groups in question speak of is a group or a value. */
  checkTypes({ groups, values }: Layout, concerns: (group: string) => boolean): void {
    const known = [...groups.keys(), ...values.keys()];
    for (const { type, path } of this.#types) {
      if (groups.has(type) || values.has(type) || !concerns(String(path[1]))) continue;
      const params = { type, nearest: nearestWord(type, known) };
      this.#document.fault('filing.layout.type', params, path);
    }
  }

  /** Each name on the way to the unit is a child of the one before. */
  #checkUnit({ groups }: Layout, [root = '', ...below]: readonly string[]): void {
    let group = groups.get(root);
    for (const step of below) {
      const child = group && elementsOf(group.content).find((each) => each.name === step);
      group = child && groups.get(child.type);
    }
    if (!group)
      this.#document.fault('filing.layout.unit', { unit: [root, ...below].join('/') }, ['unit']);
  }
}
