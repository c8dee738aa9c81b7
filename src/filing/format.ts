import type { Bilingual } from '../base/index.js';
import type { DocumentNode } from './document/node.js';
import type { XmlPart } from './document/read-xml.js';
import type { XmlEntry } from './document/write-xml.js';
import type { Filing } from './filing.js';
import type { Layout } from './layout/layout.js';

/** What the beginning of a file tells: of XML its root, of text its first line. */
export interface FileHead {
  readonly file: string;
  /** Of XML: local name and namespace of the root; null for text. */
  readonly root: { readonly name: string; readonly namespace: string } | null;
  /** The first characters, decoded. */
  readonly text: string;
}

/**
 * A format of filings: how its files are recognised, and what they mean. Adding one: a file that
 * exports a `Format`, its line in `formats.ts`, and its layouts and rules under `filing/<id>/`.
 */
export interface Format {
  /** `fincen`, `lfpiorpi`, `cnbv`, `goaml`. Layouts and rules lie in `filing/<id>/`. */
  readonly id: string;
  readonly title: Bilingual;
  /** XML, or a medium of its own: rows of text. */
  readonly medium: 'xml' | Medium;
  readonly forms: readonly string[];
  /** A file says on which day each filing is filed: the day of writing, unless the filing does. */
  readonly states_filing_day?: boolean;
  /** The form of a file; null where it is not ours. Told by content, never by the file's name. */
  recognise(head: FileHead): string | null;
  lens(form: string): FilingLens;
}

/** How files that are no XML are taken apart into units and put together again. */
export interface Medium {
  /** Parts as {@link XmlPart} has them: units in their frames, frames without units, the end. */
  read(
    bytes: AsyncIterable<Uint8Array>,
    layout: Layout,
    source: { readonly file: string; readonly bytes_max: number },
  ): AsyncIterable<XmlPart>;
  writer(layout: Layout): MediumWriter;
}

/** Writes the body first; the head, asked for last, may count what is in it. */
export interface MediumWriter {
  write(entry: XmlEntry): Uint8Array;
  end(): Uint8Array;
  head(attributes: Readonly<Record<string, string>>): Uint8Array;
}

/**
 * A frame is what stands around filings in a file, from the root to the filing's parent: in
 * FinCEN's batches the root with its form type, in Mexican avisos the report of one month and one
 * filer.
 */
export interface FilingLens {
  /** `unit` null: a frame without filings, which is a report of nothing (*informe en ceros*). */
  read(unit: DocumentNode | null, frame: DocumentNode): Filing;
  /** Never throws on a filing that the model takes; what the form cannot say is a loss. */
  write(filing: Filing): Written;
  /** Attributes of the root that count what is in the file; null: the form has none. */
  readonly totals: Totals | null;
}

export interface Written {
  readonly unit: DocumentNode | null;
  readonly frame: DocumentNode;
  readonly losses: readonly Loss[];
}

/** Something that a form could not hold as it was. */
export interface Loss {
  /** In the filing: `parties[2].names[0].given`. */
  readonly path: string;
  /** `dropped`: the form has no place for it; `transliterated`, `cut`, `split`: it was changed. */
  readonly kind: 'dropped' | 'transliterated' | 'cut' | 'split';
  readonly from: string;
  /** What the file says instead; empty where it says nothing. */
  readonly to: string;
}

/** Counts units one at a time, so that a batch need not fit in memory. */
export interface Totals {
  begin(): Tally;
}
export interface Tally {
  add(unit: DocumentNode): void;
  attributes(): Readonly<Record<string, string>>;
}
