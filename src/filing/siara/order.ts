import type { Fault, Place } from '../../base/index.js';
import type { IdentifierFinding } from '../../model/index.js';
import type { Details } from '../filing.js';

/**
 * An order that Mexico's CNBV passes to institutions through SIARA: a judge, the tax office, the
 * social security institute, the prosecutor or the UIF asks for information, a freeze or its end.
 * No schema is published: the words here are those of the files seen, read as they come.
 */
export interface SiaraOrder {
  readonly file: string;
  /** The root's name: `Expediente` or `SolicitudRequerimiento`. */
  readonly shape: string;
  /** Número de oficio. */
  readonly order_number: string | null;
  /** Número de expediente. */
  readonly case_number: string | null;
  /** Solicitud SIARA. */
  readonly request_number: string | null;
  readonly folio: string | null;
  readonly year: number | null;
  readonly area: OrderArea;
  readonly published_on: string | null;
  /** Days to answer, 1 to 20. */
  readonly answer_days: number | null;
  readonly authority: string | null;
  readonly authority_office: string | null;
  readonly requester: string | null;
  readonly references: readonly string[];
  /** What the file says of itself: that it freezes (tiene aseguramiento). */
  readonly freezes: boolean | null;
  /** What the words of the order ask for; a person must read the order all the same. */
  readonly measures: readonly OrderMeasure[];
  /** Who the matter is about (SolicitudPartes). */
  readonly parties: readonly OrderPerson[];
  readonly requests: readonly OrderRequest[];
  /** Of elements and of prose, in order. */
  readonly accounts: readonly FoundAccount[];
  /** RFC and CURP that stand in the prose of requests, belonging to nobody by form. */
  readonly identifiers: readonly FoundIdentifier[];
  /** What was not understood, word for word. */
  readonly details: Details | null;
  readonly faults: readonly Fault[];
}

const AREA_KINDS = ['tax', 'judicial', 'seizure', 'illicit', 'information'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export interface OrderArea {
  readonly key: number | null;
  readonly name: string | null;
  /** By its name where that is known, else by its key. */
  readonly kind: AreaKind | null;
}

const MEASURE_KINDS = ['list', 'delist', 'freeze', 'release', 'transfer', 'information'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

export interface OrderMeasure {
  readonly kind: MeasureKind;
  /** The words that say so. */
  readonly words: string;
  readonly at: InProse;
}

/** A particular request of the order (SolicitudEspecifica). */
export interface OrderRequest {
  readonly id: string | null;
  /** What to do about accounts that are still to be found. */
  readonly instructions: string | null;
  readonly persons: readonly OrderPerson[];
}

export interface OrderPerson {
  readonly id: string | null;
  /** Carácter: “Patrón Determinado”, “Investigado”. */
  readonly character: string | null;
  readonly kind: 'person' | 'organisation' | null;
  readonly given: string | null;
  readonly paternal: string | null;
  readonly maternal: string | null;
  /** The parts together as one says them; null where the file names nobody. */
  readonly name: string | null;
  /** Of the elements for it, and of what complements them: one man may have several. */
  readonly identifiers: readonly FoundIdentifier[];
  readonly relation: string | null;
  readonly address: string | null;
  readonly complement: string | null;
  readonly place: Place;
}

export interface FoundIdentifier {
  readonly kind: 'rfc' | 'curp';
  /** In normal form, even where it is malformed: a bank may hold the same mistake. */
  readonly value: string;
  readonly findings: readonly IdentifierFinding[];
  readonly at: InProse;
}

export interface FoundAccount {
  readonly kind: 'clabe' | 'card' | 'account';
  /** Digits and letters without separators. */
  readonly number: string;
  readonly written: string;
  /** Said by an element made for it, called an account in prose, or only shaped like one. */
  readonly certainty: 'stated' | 'named' | 'shaped';
  /** The institution, where an element says it; else the CLABE's code of it. */
  readonly institution: string | null;
  readonly findings: readonly IdentifierFinding[];
  readonly at: InProse;
}

/** Where something stands within the text of an element. */
export interface InProse {
  /** `Expediente/SolicitudEspecifica[1]/InstruccionesCuentasPorConocer[1]`. */
  readonly path: string;
  /** Where the element begins. */
  readonly place: Place;
  /** Characters before it in the element's text. */
  readonly offset: number;
}
