/** Stops on a programmer's mistake. Bad input is never an assertion: it is a {@link Fault}. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** Returns the value, which the caller knows to be there; `what` names it should it not be. */
export function present<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `${what} is missing`);
  return value;
}
