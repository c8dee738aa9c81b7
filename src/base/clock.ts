/** Where the program gets the time from: always an argument, so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that starts at `at_ms` and moves only when told, for tests and replays. */
export function fixedClock(at_ms: number): Clock & { advance(by_ms: number): void } {
  let now = at_ms;
  return {
    now: () => now,
    advance: (by_ms) => {
      now += by_ms;
    },
  };
}

/** A moment as ISO 8601 in UTC with milliseconds. */
export function isoTime(at_ms: number): string {
  return new Date(at_ms).toISOString();
}
