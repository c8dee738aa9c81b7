import { Fault } from '../base/index.js';
import { branch, type DocumentNode, sameNode } from './document/node.js';
import { XmlWriter } from './document/write-xml.js';
import type { Filing } from './filing.js';
import type { Format, Loss, MediumWriter, Tally } from './format.js';
import { formatOfForm } from './formats.js';
import { filingDay, Judges, type JudgesOptions, type Verdicts } from './judges.js';
import type { Layout } from './layout/layout.js';
import { layoutOrder } from './layout/layout-order.js';
import { type Severity, worstOf } from './rule/rule.js';

export interface WriteOptions extends JudgesOptions {
  /** As findings and the rules about names of files call it. */
  readonly file: string;
}

/** Takes what stands after the file's head, piece by piece. */
export type Body = (bytes: Uint8Array) => void | Promise<void>;

export interface Writing extends Verdicts {
  readonly form: string;
  readonly layout: Layout;
  /** Belongs in front of the body: it counts what the body has. */
  readonly head: Uint8Array;
  readonly filings: number;
  /** What the form could not hold as it was, each with its filing's number, from 1. */
  readonly losses: readonly (Loss & { readonly filing: number })[];
  readonly worst: Severity | null;
}

/**
 * Writes filings of one form, one at a time, and judges what it writes as it judges what it reads.
 * The caller puts `head` in front of the body, and decides what a reject means. Throws a Fault
 * `filing.no_filings`, `filing.mixed_forms`, `filing.no_form`, `filing.no_layout`.
 */
export async function writeFilings(
  filings: AsyncIterable<Filing> | Iterable<Filing>,
  body: Body,
  options: WriteOptions,
): Promise<Writing> {
  let press: Press | null = null;
  for await (const filing of filings) {
    press ??= new Press(filing.form, body, options);
    await press.print(filing);
  }
  if (!press) throw new Fault('filing.no_filings', {}, { file: options.file });
  return press.end();
}

/** An entry as it is written, in the order of the layout. */
interface Entry {
  readonly unit: DocumentNode | null;
  readonly frame: DocumentNode;
  readonly frame_index: number;
}

/** What only a file that was read can have. */
const UNNUMBERED = { prefix: '', prefixes: [], repeated: [], repeated_count: 0 };

class Press {
  readonly #form: string;
  /** For filings that do not say on which day they are filed; null: the form has no such field. */
  readonly #day: string | null;
  readonly #layout: Layout;
  readonly #order;
  readonly #lens;
  readonly #judges: Judges;
  readonly #tally: Tally | null;
  readonly #writer: MediumWriter;
  readonly #body: Body;
  readonly #losses: (Loss & { readonly filing: number })[] = [];
  #filings = 0;
  #units = 0;
  #bytes = 0;
  #last: Entry | null = null;

  constructor(form: string, body: Body, options: WriteOptions) {
    const format = formatOfForm(form, options.file);
    const day = filingDay(options);
    const { layout } = options.forms.layoutOf(form, day);
    this.#form = form;
    this.#day = format.states_filing_day ? day : null;
    this.#layout = layout;
    this.#order = layoutOrder(layout);
    this.#lens = format.lens(form);
    this.#judges = new Judges({ format, layout, day, file: { name: options.file } }, options);
    this.#tally = this.#lens.totals?.begin() ?? null;
    this.#writer = writerOf(format, layout);
    this.#body = body;
  }

  async print(filing: Filing): Promise<void> {
    if (filing.form !== this.#form)
      throw new Fault('filing.mixed_forms', { form: this.#form, other: filing.form });
    this.#filings += 1;
    const dated = this.#day !== null ? { filed_on: this.#day, ...filing } : filing;
    const { unit, frame, losses } = this.#lens.write(dated);
    this.#losses.push(...losses.map((loss) => ({ filing: this.#filings, ...loss })));
    const entry = this.#entry(unit, frame);
    await this.#send(this.#writer.write(entry));
    if (unit && entry.unit) {
      this.#tally?.add(entry.unit);
      this.#units += 1;
      const path = `${this.#layout.unit.join('/')}[${this.#units}]`;
      this.#judges.unit({ ...entry, unit: entry.unit, path });
    } else this.#judges.frame({ kind: 'frame', ...entry });
    this.#last = entry;
  }

  async end(): Promise<Writing> {
    await this.#send(this.#writer.end());
    const attributes = this.#tally?.attributes() ?? {};
    const head = this.#writer.head(attributes);
    const verdicts = this.#judges.end(
      { root: this.#root(attributes), namespace: this.#layout.namespace ?? '', ...UNNUMBERED },
      { bytes: this.#bytes + head.length },
    );
    return {
      ...verdicts,
      form: this.#form,
      layout: this.#layout,
      head,
      filings: this.#filings,
      losses: this.#losses,
      worst: worstOf(verdicts.findings),
    };
  }

  /** Filings whose frames say the same stand in one frame; a report of nothing has its own. */
  #entry(unit: DocumentNode | null, frame: DocumentNode): Entry {
    const ordered = this.#order.frame(frame);
    const last = this.#last;
    const isSame = unit !== null && last?.unit != null && sameNode(last.frame, ordered);
    const frame_index = last ? last.frame_index + (isSame ? 0 : 1) : 0;
    // Judges look at a frame once for all its units.
    const kept = isSame ? last.frame : ordered;
    return { unit: unit && this.#order.unit(unit), frame: kept, frame_index };
  }

  /** The root with what counts the file: without frames, which stand below it. */
  #root(attributes: Readonly<Record<string, string>>): DocumentNode {
    const root = this.#last?.frame ?? branch('', []);
    const [, inner] = this.#layout.unit.length > 2 ? this.#layout.unit : [];
    const children = root.children.filter(({ name }) => name !== inner);
    return { ...root, children, attributes: { ...root.attributes, ...attributes } };
  }

  async #send(bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    await this.#body(bytes);
  }
}

function writerOf({ medium }: Format, layout: Layout): MediumWriter {
  if (medium !== 'xml') return medium.writer(layout);
  const writer = new XmlWriter({ ...layout, unit_path: layout.unit });
  return {
    write: (entry) => Buffer.from(writer.write(entry)),
    end: () => Buffer.from(writer.end()),
    head: (attributes) => Buffer.from(writer.head(attributes)),
  };
}
