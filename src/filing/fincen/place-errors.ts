import type { DocumentNode, NodePlace } from '../document/node.js';
import { readXmlUnits, type XmlUnit } from '../document/read-xml.js';
import type { FileSource } from '../examine.js';
import { type ErrorPath, findSpot, readErrorPath } from './error-path.js';
import { filingPathOf } from './filing-path.js';
import { fincenFormat } from './fincen-format.js';
import { FINCEN_FORMS, FORM_TYPES } from './forms.js';

/** One error as FinCEN tells it, and where it lies in what was sent. */
export interface AcknowledgedError {
  /** Which activity of the acknowledgement, from 1; null: the batch. */
  readonly activity: number | null;
  /** `FATAL` or `WARN`, as it stands. */
  readonly level: string;
  /** `C21`. */
  readonly code: string;
  /** FinCEN's sentence. */
  readonly text: string;
  readonly element: string;
  /** Its path, without blanks. */
  readonly context: string;
  /** How often the file tells it. */
  readonly times: number;
  /** In the acknowledgement. */
  readonly place: NodePlace | null;
  /** In the file that was sent; null: not found, see `why_unplaced`. */
  readonly at: SentSpot | null;
  /** `not_sent`: no file to look in; `batch`: about no activity; `no_match`: nothing is there. */
  readonly why_unplaced: 'not_sent' | 'batch' | 'no_match' | null;
}

export interface SentSpot {
  /** With ordinals: `EFilingBatchXML/Activity[1]/Party[6]/PartyIdentification[1]/…`. */
  readonly path: string;
  readonly place: NodePlace | null;
  /** In the neutral filing: `parties[5].identities[0].number`; empty: the filing as a whole. */
  readonly filing_path: string;
  /** The filing of the batch that is meant, from 1. */
  readonly filing: number;
  /** What stands there. */
  readonly value: string;
  /** The field itself stands in the file; else the place is of the element that should hold it. */
  readonly is_recorded: boolean;
  /** Only one reading of FinCEN's path leads anywhere. */
  readonly is_certain: boolean;
}

/** Errors at their places in the file that was sent, and how many reports it has. */
export interface PlacedErrors {
  readonly errors: readonly AcknowledgedError[];
  readonly reports: number;
}

/** Reads the file that was sent once, one filing at a time, and places the errors in it. */
export async function placeErrors(
  errors: readonly AcknowledgedError[],
  sent: FileSource,
): Promise<PlacedErrors> {
  const open = errors.map((error) => new Search(error));
  const source = { file: sent.file, numbered: 'SeqNum', bytes_max: BYTES_MAX };
  let ordinal = 0;
  for await (const part of readXmlUnits(sent.open(), ['EFilingBatchXML', 'Activity'], source)) {
    if (part.kind !== 'unit') continue;
    ordinal += 1;
    for (const search of open) search.see(part, ordinal);
  }
  return { errors: open.map((search) => search.result), reports: ordinal };
}

const BYTES_MAX = 4_000_000_000;

/** How well an activity fits an error; the best one is kept. */
const FIT = { both: 4, ordinal: 3, number: 2, index: 1, none: 0 } as const;

class Search {
  readonly #error: AcknowledgedError;
  readonly #path: ErrorPath;
  #fit = 0;
  #at: SentSpot | null = null;

  constructor(error: AcknowledgedError) {
    this.#error = error;
    this.#path = readErrorPath(error.context === '' ? 'EFilingBatchXML' : error.context);
  }

  see({ unit, frame, path }: XmlUnit, ordinal: number): void {
    const fit = this.#fitOf(unit, ordinal);
    if (fit <= this.#fit) return;
    const spot = findSpot(unit, this.#path);
    if (!spot) return;
    this.#fit = fit;
    const form = formOf(frame);
    const lens = form ? fincenFormat.lens(form) : null;
    this.#at = {
      path: pathOf(path, spot.trail),
      place: spot.node.place,
      filing_path: lens ? filingPathOf(spot.trail, (each) => lens.read(each, frame)) : '',
      filing: ordinal,
      value: spot.is_recorded ? spot.node.text : '',
      is_recorded: spot.is_recorded,
      is_certain: spot.is_certain,
    };
  }

  get result(): AcknowledgedError {
    const isOfBatch = !this.#path.is_in_activity && this.#error.activity === null;
    const why = this.#at ? null : isOfBatch ? 'batch' : 'no_match';
    return { ...this.#error, at: this.#at, why_unplaced: why };
  }

  /** The n-th answer is to the n-th activity; the path's index is its ordinal or its SeqNum. */
  #fitOf(unit: DocumentNode, ordinal: number): number {
    const { activity: index, is_in_activity } = this.#path;
    const isAnswer = this.#error.activity === ordinal;
    if (!is_in_activity) return isAnswer ? FIT.ordinal : FIT.none;
    const isMeant = index === null || index === String(ordinal) || index === unit.number;
    if (isAnswer) return isMeant ? FIT.both : FIT.index;
    if (!isMeant || index === null) return FIT.none;
    return index === String(ordinal) ? FIT.ordinal : FIT.number;
  }
}

function formOf(frame: DocumentNode): string | null {
  const code = frame.children.find(({ name }) => name === 'FormTypeCode')?.text;
  return FINCEN_FORMS.find((form) => FORM_TYPES[form] === code) ?? null;
}

function pathOf(unit_path: string, trail: readonly DocumentNode[]): string {
  const steps = trail.slice(1).map((node, depth) => {
    const siblings = trail[depth]?.children.filter(({ name }) => name === node.name) ?? [];
    return `${node.name}[${siblings.indexOf(node) + 1}]`;
  });
  return [unit_path, ...steps].join('/');
}
