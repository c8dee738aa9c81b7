/** What a protocol of the exchange is: messages, states, and the steps between them. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Bilingual } from '../../base/index.js';
import type { Officer, OfficerRole } from '../../model/index.js';
import type { Tables } from '../../store/index.js';
import type {
  Agreement,
  AgreementParty,
  DataClass,
  IdType,
  PathAnswer,
  ProtocolName,
} from '../agreement/index.js';

/** A kind of message. Its body is strict: what it does not name cannot be sent. */
export interface MessageKind {
  readonly body: z.ZodType;
  /** What its receiver learns of the sender's customers: the path matrix is asked about this. */
  readonly informs: DataClass;
  /** What of a customer it carries, for the record of the disclosure. */
  readonly carries?: readonly string[];
  /** In clear, or as tokens and blinded elements only. */
  readonly form?: 'clear' | 'tokens';
  /**
   * What answering it costs the receiver's budget for the sender: elements to evaluate, counted
   * from what arrived, dummies included.
   */
  charge?(message: ArrivedMessage): { readonly id_type: IdType; readonly elements: number };
}

/** A message after every check of the wire. */
export interface ArrivedMessage {
  readonly id: string;
  readonly kind: string;
  readonly from: string;
  /** UTC milliseconds of its making, by the sender's clock. */
  readonly at: number;
  readonly body: unknown;
  readonly attachments: readonly Uint8Array[];
  readonly in_reply_to: string | null;
}

/** A message to be: the session gives it its id, its dates and its signature. */
export interface Draft {
  readonly kind: string;
  readonly body: unknown;
  readonly attachments?: readonly Uint8Array[];
  readonly in_reply_to?: string;
  /** Another party of the agreement than the session's peer. */
  readonly to?: string;
  /** Session on the receiver's side, where it is not this one's namesake. */
  readonly session?: string;
}

/** What started a step. */
export type Cause =
  | { readonly by: 'message'; readonly message: ArrivedMessage }
  | { readonly by: 'officer'; readonly officer: Officer; readonly input: unknown }
  | { readonly by: 'clock' };

/** A session between two parties, as both keep it under the same id. */
export interface Session<D> {
  readonly id: string;
  readonly protocol: ProtocolName;
  readonly agreement_id: string;
  readonly agreement: Agreement;
  readonly us: AgreementParty;
  readonly peer: AgreementParty;
  readonly opened_here: boolean;
  readonly state: string;
  readonly data: D;
  readonly opened_at: number;
}

/** Writes of a protocol beside its session, in the same transaction as the step. */
export type Effect = (trx: Transaction<Tables>) => Promise<void>;

/** What a step leads to. It holds whole or not at all. */
export interface Outcome<D> {
  readonly state: string;
  readonly data: D;
  readonly send?: readonly Draft[];
  readonly effects?: readonly Effect[];
  /** When the clock moves it on, UTC milliseconds; absent: as it was; null: never. */
  readonly deadline_at?: number | null;
  /** What the audit log says of it beside what it always says: commitments, never identifiers. */
  readonly note?: Readonly<Record<string, unknown>>;
  /** What an officer is told who acted. */
  readonly answer?: unknown;
}

/** What a step is given. It must give the same outcome when it is run again after a crash. */
export interface StepContext<D, Tools> {
  readonly session: Session<D>;
  readonly cause: Cause;
  readonly tools: Tools;
  readonly now: number;
  /** Epoch of the agreement in which the session began. */
  readonly epoch: number;
  /** What the matrix says to telling the peer, or another party, so much; by what is on file. */
  mayTell(informs: DataClass, to?: string): PathAnswer;
  /** 32 bytes of this session for one use, the same each time it is asked (HKDF-SHA-512). */
  seed(label: string): Promise<Uint8Array>;
  /** 32 bytes of this node under the agreement and epoch, the same in all its sessions. */
  key(label: string): Promise<Uint8Array>;
}

/** One arrow of a protocol's drawing: from which states, on what, to which. */
export interface StepRule<D, Tools> {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Arrival of a kind of message, an officer's action, or the deadline. */
  readonly on:
    | { readonly message: string }
    | { readonly action: string; readonly roles: readonly OfficerRole[]; readonly approvals: 1 | 2 }
    | { readonly deadline: true };
  run(context: StepContext<D, Tools>): Promise<Outcome<D>> | Outcome<D>;
  /**
   * Throws what `run` would of an officer's input, for the first of two approvals. Absent: `run`
   * itself is tried and its outcome forgotten; a step of much work has this instead.
   */
  check?(context: StepContext<D, Tools>): Promise<unknown> | unknown;
}

/** A protocol. `begin` is the state before the first message, on either side. */
export interface Protocol<D, Tools> {
  readonly name: ProtocolName;
  readonly title: Bilingual;
  /** Parties of the agreement beside the session's peer may send to it; the steps see to it. */
  readonly many?: true;
  readonly data: z.ZodType<D>;
  readonly begin: { readonly state: string; readonly data: D };
  readonly states: Readonly<Record<string, { readonly title: Bilingual; readonly ends?: true }>>;
  readonly kinds: Readonly<Record<string, MessageKind>>;
  readonly steps: readonly StepRule<D, Tools>[];
}

/** A protocol as the node runs it, whatever its data are. */
export type AnyProtocol = Protocol<unknown, unknown>;

/**
 * Forgets the types of a protocol's data and tools. It is sound because a session's data pass the
 * protocol's own schema before a step sees them, and the node is built with the tools it asks for.
 */
export function anyProtocol<D, Tools>(protocol: Protocol<D, Tools>): AnyProtocol {
  return protocol as unknown as AnyProtocol;
}
