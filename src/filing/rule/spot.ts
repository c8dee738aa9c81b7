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
  #children: readonly Spot[] | null = null;
  #below: ReadonlyMap<string, readonly Spot[]> | null = null;

  constructor(
    readonly node: DocumentNode,
    readonly parent: Spot | null,
    /** From 1, among its siblings of one name; a frame's is what its reader says. */
    public ordinal: number,
    /** `unit` marks the top of one. */
    readonly part: { readonly attribute?: string; readonly unit?: true } = {},
  ) {
    this.unit = part.unit ? this : (parent?.unit ?? null);
  }

  get name(): string {
    return this.part.attribute ?? this.node.name;
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
    if (this.text.trim() !== '') return true;
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
    // Children are few: going through them costs less than an index of them.
    const found = this.standing.filter((child) => child.node.name === name);
    const own = this.#own;
    if (own?.name === name) found.push(own);
    return found;
  }

  /** All below of a name, in the order of the file; `*` all, `fecha_*` all that begin so. */
  below(name: string): readonly Spot[] {
    if (name.endsWith('*') && name !== '*')
      return this.below('*').filter((each) => isNamed(each.name, name));
    this.#below ??= indexOf(this.standing);
    const found = this.#below.get(name) ?? NONE;
    const { hanging } = this;
    if (hanging === null) return found;
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

const NONE: readonly Spot[] = [];

function spotsOf(parent: Spot): Spot[] {
  const counts = new Map<string, number>();
  return parent.node.children.map((node) => {
    const ordinal = (counts.get(node.name) ?? 0) + 1;
    counts.set(node.name, ordinal);
    return new Spot(node, parent, ordinal);
  });
}

function byName(spots: readonly Spot[]): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const spot of spots) {
    const list = found.get(spot.name);
    if (list) list.push(spot);
    else found.set(spot.name, [spot]);
  }
  return found;
}

/** Every spot below by its name, and all of them under `*`. */
function indexOf(children: readonly Spot[]): Map<string, Spot[]> {
  const all: Spot[] = [];
  const waiting = children.toReversed();
  for (let spot = waiting.pop(); spot !== undefined; spot = waiting.pop()) {
    all.push(spot);
    waiting.push(...spot.standing.toReversed());
  }
  return byName(all).set('*', all);
}
