import type { SurprisePart } from '../instance.js';

/**
 * Surprise as the tables keep it: `parts` as JSON, each rounded to thousandths of a nat, and
 * `surprise` their sum, so that what a reader adds up is what stands there.
 */
export function storedSurprise(parts: readonly SurprisePart[]): {
  readonly surprise: number;
  readonly parts: string;
} {
  const rounded = parts.map(({ step, nats }) => ({ step, thousandths: Math.round(nats * 1000) }));
  return {
    surprise: rounded.reduce((sum, { thousandths }) => sum + thousandths, 0),
    parts: JSON.stringify(rounded),
  };
}
