import fc from 'fast-check';
import { present } from '../src/base/index.js';
import {
  branch,
  type DocumentNode,
  elementsOf,
  type Group,
  type Layout,
  leaf,
  type Particle,
} from '../src/filing/index.js';
import { type Draw, valueMaker } from './filing-value-arbitrary.js';

export interface UnitBounds {
  /** Elements that a unit has beyond those it must have, about. */
  readonly nodes?: number;
  /** Characters of texts whose form is free. */
  readonly characters?: string;
}

/**
 * Any valid unit of a layout: what is demanded, some of what is not, counts within bounds, values
 * that match their patterns, lengths and codes. Valid for the layout, not for rule tables.
 */
export function arbitraryUnit(layout: Layout, bounds: UnitBounds = {}): fc.Arbitrary<DocumentNode> {
  return made(layout, bounds, (maker) => {
    const name = present(layout.unit.at(-1), 'unit');
    return maker.element(name, typeAt(layout, layout.unit), false);
  });
}

/** Any valid frame: the root with all that stands around units, and no unit. */
export function arbitraryFrame(
  layout: Layout,
  bounds: UnitBounds = {},
): fc.Arbitrary<DocumentNode> {
  return made(layout, bounds, (maker) => {
    const name = present(layout.unit[0], 'root');
    return maker.element(name, name, true);
  });
}

function made(
  layout: Layout,
  { nodes = 120, characters = CHARACTERS }: UnitBounds,
  make: (maker: Maker) => DocumentNode,
): fc.Arbitrary<DocumentNode> {
  const value = valueMaker(layout.values, characters);
  return fc.gen().map((draw) => make(new Maker(layout, draw as unknown as Draw, value, nodes)));
}

const CHARACTERS = ' ABCXYZabcxyz0123456789.,-_/#&<>\'"()@áéñÑü';

class Maker {
  readonly #layout: Layout;
  readonly #draw: Draw;
  readonly #value: ReturnType<typeof valueMaker>;
  #left: number;

  constructor(layout: Layout, draw: Draw, value: ReturnType<typeof valueMaker>, nodes: number) {
    this.#layout = layout;
    this.#draw = draw;
    this.#value = value;
    this.#left = nodes;
  }

  /** `is_frame`: on the way to the unit, which is left out. */
  element(name: string, type: string, is_frame: boolean, step = 0): DocumentNode {
    const group = this.#layout.groups.get(type);
    if (!group) return leaf(name, this.#value(type, this.#draw));
    const children = this.#particle(group.content, is_frame ? step + 1 : -1);
    // An element without children would go without the number that it must have.
    const [first] = elementsOf(group.content);
    if (children.length === 0 && this.#layout.numbered !== null && first)
      children.push(this.element(first.name, first.type, false));
    const attributes = group.attributes
      .filter(({ required }) => required || this.#draw(fc.boolean))
      .map((each) => [each.name, this.#value(each.type, this.#draw)] as const);
    return branch(name, withoutRepeats(group, children), Object.fromEntries(attributes));
  }

  #particle(particle: Particle, step: number): DocumentNode[] {
    const { unit } = this.#layout;
    if (particle.kind === 'element' && step > 0 && particle.name === unit[step]) {
      if (step === unit.length - 1) return [];
      return [this.element(particle.name, particle.type, true, step)];
    }
    const times = this.#times(particle);
    return Array.from({ length: times }, () => this.#once(particle, step)).flat();
  }

  #once(particle: Particle, step: number): DocumentNode[] {
    if (particle.kind === 'element') {
      this.#left -= 1;
      return [this.element(particle.name, particle.type, false)];
    }
    if (particle.kind === 'choice') {
      const index = this.#draw(fc.nat, { max: particle.members.length - 1 });
      return this.#particle(present(particle.members[index], 'choice'), step);
    }
    return particle.members.flatMap((each) => this.#particle(each, step));
  }

  /** Few, so that late parts have their turn; no more than must be once the budget is spent. */
  #times({ min, max }: Particle): number {
    if (min === max || this.#left <= 0) return min;
    const more = Math.max(0, this.#draw(fc.nat, { max: 8 }) - 5);
    return Math.min(max, min + more);
  }
}

/** Of children that may not repeat a value, the first of each. */
function withoutRepeats({ unique }: Group, children: readonly DocumentNode[]): DocumentNode[] {
  return unique.reduce<DocumentNode[]>(
    (left, { of, by }) => {
      const seen = new Set<string>();
      return left.filter((child) => {
        const value = child.children.find((each) => each.name === by)?.text;
        if (child.name !== of || value === undefined) return true;
        if (seen.has(Number(value).toString())) return false;
        seen.add(Number(value).toString());
        return true;
      });
    },
    [...children],
  );
}

function typeAt(layout: Layout, path: readonly string[]): string {
  const [root = '', ...below] = path;
  return below.reduce((type, name) => {
    const content = present(layout.groups.get(type), type).content;
    return present(typeIn(content, name), name);
  }, root);
}

function typeIn(particle: Particle, name: string): string | null {
  if (particle.kind === 'element') return particle.name === name ? particle.type : null;
  for (const each of particle.members) {
    const type = typeIn(each, name);
    if (type !== null) return type;
  }
  return null;
}
