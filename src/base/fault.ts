/** Where in a user's input something is wrong. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export type Params = Readonly<Record<string, string | number>>;

/**
 * A mistake in what a user gave us. `code` is a key `fault.<code>` in `messages/`, `params` fill
 * its sentence, `place` says where. Faults are collected where many can be found at once; the
 * command line prints `file:line:column code sentence`, never a stack trace.
 */
export class Fault extends Error {
  readonly code: string;
  readonly params: Params;
  readonly place: Place | undefined;

  constructor(code: string, params: Params = {}, place?: Place) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
    this.place = place;
  }
}

/** Many faults of one input, reported together. */
export class Faults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('; '));
    this.name = 'Faults';
    this.faults = faults;
  }
}

/** The faults an error stands for; an error that is no user's mistake is thrown on. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (error instanceof Faults) return error.faults;
  if (error instanceof Fault) return [error];
  throw error;
}

/** `file:line:column`, as editors and terminals link it. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}
