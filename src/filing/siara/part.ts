import { Fault, type Params, type Place } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import type { Details } from '../filing.js';
import { detailsOf } from '../lens/lens.js';

/** A text of an order, and where it stands. */
export interface PartText {
  /** Without the padding around it; of prose the lines as they stand. */
  readonly text: string;
  readonly path: string;
  readonly place: Place;
}

/** Where reading an order puts what is wrong with it. */
export interface OrderLog {
  readonly file: string;
  readonly faults: Fault[];
}

/** An element of an order, whose children are taken by name; what nobody takes stays readable. */
export class OrderPart {
  readonly node: DocumentNode;
  readonly path: string;
  readonly #log: OrderLog;
  readonly #left: Set<DocumentNode>;

  constructor(node: DocumentNode, path: string, log: OrderLog) {
    this.node = node;
    this.path = path;
    this.#log = log;
    this.#left = new Set(node.children);
  }

  get place(): Place {
    return this.#placeOf(this.node);
  }

  /** The texts of a name; blank ones (padded, `xsi:nil`, `&nbsp;`) count as missing. */
  texts(name: string): PartText[] {
    return this.#children(name)
      .filter(({ node }) => node.children.length === 0)
      .flatMap(({ node, path }) => {
        this.#left.delete(node);
        const text = unpadded(node.text);
        return text === '' ? [] : [{ text, path, place: this.#placeOf(node) }];
      });
  }

  /** The first text of a name; a second one that says something else is a mistake of the file. */
  text(name: string): PartText | null {
    const [first = null, ...others] = this.texts(name);
    for (const other of others)
      if (other.text !== first?.text) this.fault('twice', { element: name }, other.place);
    return first;
  }

  /** The elements of a name that hold others. */
  parts(name: string): OrderPart[] {
    return this.#children(name).map(({ node, path }) => {
      this.#left.delete(node);
      return new OrderPart(node, path, this.#log);
    });
  }

  /** What nobody has taken, without what is blank; null: nothing. */
  rest(): Details | null {
    return detailsOf([...this.#left].filter((node) => !isBlank(node)));
  }

  fault(code: string, params: Params, place: Place = this.place): void {
    this.#log.faults.push(new Fault(`filing.siara.${code}`, params, place));
  }

  #children(name: string): { readonly node: DocumentNode; readonly path: string }[] {
    const found = this.node.children.filter((node) => node.name === name);
    return found
      .map((node, index) => ({ node, path: `${this.path}/${name}[${index + 1}]` }))
      .filter(({ node }) => this.#left.has(node));
  }

  #placeOf(node: DocumentNode): Place {
    return { file: this.#log.file, ...node.place };
  }
}

/** Files pad to the width of a column, with blanks or with the name of a blank. */
function unpadded(text: string): string {
  return text.replace(/&nbsp;|\u00A0/g, ' ').trim();
}

function isBlank(node: DocumentNode): boolean {
  return node.children.every(isBlank) && unpadded(node.text) === '';
}
