import { childPaths, type DocumentNode } from '../document/node.js';

/** A unit in its frame as XML, each element beginning on its own line: line n is `nodes[n - 1]`. */
export interface UnitText {
  readonly xml: string;
  readonly nodes: readonly PlacedNode[];
}

export interface PlacedNode {
  readonly node: DocumentNode;
  readonly path: string;
  readonly is_frame: boolean;
}

export interface UnitTextOptions {
  readonly namespace: string | null;
  readonly numbered: string | null;
  /** Names from the root down to the unit. */
  readonly unit_path: readonly string[];
  /** What stands behind units in the element that holds them. */
  readonly behind: ReadonlySet<string>;
}

export interface PlacedUnit {
  readonly node: DocumentNode;
  readonly path: string;
}

/**
 * Writes a unit into its frame. Numbers are those of the file; what we write ourselves gets them as
 * it will. Texts have no line breaks of their own, so that lines say which element is meant.
 */
export function unitText(
  unit: PlacedUnit | null,
  frame: DocumentNode,
  options: UnitTextOptions,
): UnitText {
  const press = new Press(options, true);
  write(press, unit ? [unit] : [], frame, options);
  return { xml: press.text, nodes: press.nodes };
}

/** Several units in their frame, where nobody asks for places; one where it is the root itself. */
export function unitsText(
  units: readonly PlacedUnit[],
  frame: DocumentNode,
  options: UnitTextOptions,
): string {
  const press = new Press(options, false);
  write(press, units, frame, options);
  return press.text;
}

function write(
  press: Press,
  units: readonly PlacedUnit[],
  frame: DocumentNode,
  options: UnitTextOptions,
): void {
  const [unit] = units;
  const steps = unit?.path.split('/') ?? [];
  const hold = (node: DocumentNode, depth: number, path: string): void => {
    const name = options.unit_path[depth + 1];
    const inner = depth + 2 < options.unit_path.length ? lastOf(node, name) : null;
    const is_holder = unit !== undefined && depth + 2 === options.unit_path.length;
    const at = is_holder ? behindUnits(node, options.behind) : -1;
    const paths = childPaths(node, path);
    press.open(node, path, true, is_holder);
    for (const [index, child] of node.children.entries()) {
      if (index === at) for (const each of units) press.write(each.node, each.path, false);
      const own = paths[index] ?? path;
      const way = steps.slice(0, depth + 2).join('/');
      if (child === inner) hold(child, depth + 1, unit ? way : own);
      else press.write(child, own, true);
    }
    if (at === node.children.length)
      for (const each of units) press.write(each.node, each.path, false);
    press.close(node);
  };
  if (options.unit_path.length === 1 && unit) press.write(unit.node, unit.path, false);
  else hold(frame, 0, frame.name);
}

class Press {
  readonly nodes: PlacedNode[] = [];
  text = '';
  /** Whether places are asked for. */
  readonly #is_placed: boolean;
  #is_begun = false;
  readonly #namespace: string | null;
  readonly #numbered: string | null;
  #number = FIRST_NUMBER;

  constructor({ namespace, numbered }: UnitTextOptions, is_placed: boolean) {
    this.#is_placed = is_placed;
    this.#namespace = namespace;
    this.#numbered = numbered;
  }

  open(node: DocumentNode, path: string, is_frame: boolean, holds_unit = false): void {
    const is_root = !this.#is_begun;
    this.#is_begun = true;
    if (this.#is_placed) this.nodes.push({ node, path, is_frame });
    let text = is_root ? `<${node.name}` : `\n<${node.name}`;
    if (is_root && this.#namespace !== null) text += ` xmlns="${escaped(this.#namespace)}"`;
    for (const name in node.attributes)
      text += ` ${name}="${escaped(node.attributes[name] ?? '')}"`;
    const is_ours = node.place === null && (node.children.length > 0 || holds_unit);
    if (this.#numbered !== null && !is_root && (node.number !== undefined || is_ours)) {
      this.#number += 1;
      // What is to be written has places for numbers, and no numbers yet.
      const said = node.place === null ? node.number || undefined : node.number;
      text += ` ${this.#numbered}="${escaped(said ?? String(this.#number))}"`;
    }
    this.text += `${text}>${escaped(node.text)}`;
  }

  close(node: DocumentNode): void {
    this.text += `</${node.name}>`;
  }

  write(node: DocumentNode, path: string, is_frame: boolean): void {
    this.open(node, path, is_frame);
    const paths = this.#is_placed ? childPaths(node, path) : [];
    for (const [index, child] of node.children.entries())
      this.write(child, paths[index] ?? '', is_frame);
    this.close(node);
  }
}

/** Where units end: before the first child that belongs behind them. */
function behindUnits({ children }: DocumentNode, behind: ReadonlySet<string>): number {
  const index = children.findIndex(({ name }) => behind.has(name));
  return index < 0 ? children.length : index;
}

/** Beyond the numbers that files have. */
const FIRST_NUMBER = 10 ** 15;

/** Of a frame's children the one that holds the unit: the last of its name. */
function lastOf(node: DocumentNode, name: string | undefined): DocumentNode | null {
  return node.children.findLast((each) => each.name === name) ?? null;
}

const SPECIAL = /[&<>"\t\n\r]/;
const SPECIALS = /[&<>"\t\n\r]/g;

function escaped(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(SPECIALS, (character) => `&#${character.charCodeAt(0)};`)
    : text;
}
