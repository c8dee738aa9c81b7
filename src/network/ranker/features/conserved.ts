/** What a carrier passes on, over what it received. */
const RATIO = { low: 0.7, high: 1.35 };

/** Whether a payment may be what was received, passed on. */
export function conserves(received_minor: number, passed_minor: number): boolean {
  if (received_minor <= 0 || passed_minor < 0) return false;
  const ratio = passed_minor / received_minor;
  return ratio >= RATIO.low && ratio <= RATIO.high;
}
