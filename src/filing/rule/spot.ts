import type { DocumentNode, NodePlace } from '../document/node.js';

/**
 * A node or an attribute where it stands: what is above it, the how-manieth of its name it is.
 * Made while rules look, and each only once for a unit; the unit hangs below its frame without
 * being one of the frame's children, so that a frame is looked at once for all its units.
 */
export class Spot {
  /** The unit that hangs somewhere below; of frames only. */
  hanging: Spot | null = null;
  /** The unit that this is, or is in. */
  readonly unit: Spot | null;
  #ordinal: number | null;
  #children: readonly Spot[] | null = null;
  #named: ReadonlyMap<string, readonly Spot[]> | null = null;
  #below: ReadonlyMap<string, readonly Spot[]> | null = null;

  constructor(
    readonly node: DocumentNode,
    readonly parent: Spot | null,
    /** A frame's is what its reader says; null: counted when asked for. */
    ordinal: number | null,
    /** `unit` marks the top of one. */
    readonly part: Part = WHOLE,
  ) {
    this.#ordinal = ordinal;
    this.unit = part.unit ? this : (parent?.unit ?? null);
  }

  get name(): string {
    return this.part.attribute ?? this.node.name;
  }

  /** From 1, among its siblings of one name. Only what is told of needs it. */
  get ordinal(): number {
    this.#ordinal ??= (this.parent?.named(this.name).indexOf(this) ?? 0) + 1;
    return this.#ordinal;
  }

  set ordinal(ordinal: number) {
    this.#ordinal = ordinal;
  }

  get text(): string {
    const { attribute } = this.part;
    return attribute === undefined ? this.node.text : (this.node.attributes[attribute] ?? '');
  }

  get place(): NodePlace | null {
    return this.node.place;
  }

  /** There is something in it: text, or others. An attribute only by its text. */
  get isFilled(): boolean {
    if (!isBlank(this.text)) return true;
    return this.part.attribute === undefined && (this.children.length > 0 || this.#own !== null);
  }

  get children(): readonly Spot[] {
    return this.#own === null ? this.standing : [...this.standing, this.#own];
  }

  /** The children without a unit that hangs here. */
  get standing(): readonly Spot[] {
    this.#children ??= this.part.attribute === undefined ? spotsOf(this) : NONE;
    return this.#children;
  }

  /** Children of a name; `*` all, `fecha_*` all that begin so. */
  named(name: string): readonly Spot[] {
    if (name === '*') return this.children;
    if (name.endsWith('*')) return this.children.filter((child) => isNamed(child.name, name));
    const { standing } = this;
    if (standing.length > 0) this.#named ??= byName(standing);
    const found = this.#named?.get(name) ?? NONE;
    const own = this.#own;
    return own?.name === name ? [...found, own] : found;
  }

  /** All below of a name, in the order of the file; `*` all, `fecha_*` all that begin so. */
  below(name: string): readonly Spot[] {
    if (name.endsWith('*') && name !== '*')
      return this.below('*').filter((each) => isNamed(each.name, name));
    this.#below ??= indexOf(this.standing);
    const found = this.#below.get(name) ?? NONE;
    const { hanging } = this;
    if (hanging === null) return found;
    if (found.length === 0 && hanging.name !== name && name !== '*') return hanging.below(name);
    const own = name === '*' || hanging.name === name ? [hanging] : NONE;
    return [...found, ...own, ...hanging.below(name)];
  }

  attribute(name: string): readonly Spot[] {
    const { attributes } = this.node;
    if (this.part.attribute !== undefined) return NONE;
    const names = name === '*' ? Object.keys(attributes) : name in attributes ? [name] : [];
    return names.map((attribute) => new Spot(this.node, this, 1, { attribute }));
  }

  get root(): Spot {
    let spot: Spot = this;
    while (spot.parent !== null) spot = spot.parent;
    return spot;
  }

  /** From the root, with ordinals: `EFilingBatchXML/Activity[1]/Party[3]/@SeqNum`. */
  get path(): string {
    if (this.parent === null) return this.name;
    const own = this.part.attribute === undefined ? `${this.name}[${this.ordinal}]` : '';
    return `${this.parent.path}/${own || `@${this.name}`}`;
  }

  get #own(): Spot | null {
    return this.hanging?.parent === this ? this.hanging : null;
  }
}

/** Whether a name is the one wanted: `*` wants any, `fecha_*` those that begin so. */
export function isNamed(name: string, wanted: string): boolean {
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

/** Whether a text says nothing. */
export function isBlank(text: string): boolean {
  if (text === '') return true;
  // Nearly all texts begin with a letter, a digit or a sign of ASCII.
  const first = text.charCodeAt(0);
  return (first <= SPACE || first >= DELETE) && text.trim() === '';
}

interface Part {
  readonly attribute?: string;
  readonly unit?: true;
}

const WHOLE: Part = {};
const NONE: readonly Spot[] = [];
const SPACE = 0x20;
const DELETE = 0x7f;

function spotsOf(parent: Spot): readonly Spot[] {
  const { children } = parent.node;
  return children.length === 0 ? NONE : children.map((node) => new Spot(node, parent, null));
}

function byName(spots: readonly Spot[]): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const spot of spots) {
    const { name } = spot.node;
    const list = found.get(name);
    if (list) list.push(spot);
    else found.set(name, [spot]);
  }
  return found;
}

/** Every spot below by its name, and all of them under `*`. */
function indexOf(children: readonly Spot[]): Map<string, Spot[]> {
  const all: Spot[] = [];
  const visit = (spots: readonly Spot[]): void => {
    for (const spot of spots) {
      all.push(spot);
      if (spot.standing.length > 0) visit(spot.standing);
    }
  };
  visit(children);
  return byName(all).set('*', all);
}
