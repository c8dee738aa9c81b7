import type { Reason } from '../screening/index.js';
import type { CommandContext } from './context.js';

/** A reason as a sentence of the user's language. */
export function reasonSentence(
  { voice }: Pick<CommandContext, 'voice'>,
  { step, query, listed }: Reason,
): string {
  return voice.say(`screening.reason.${step}`, { query: query ?? '—', listed: listed ?? '—' });
}

/** Each reason on a line, with the points that it gave or took. */
export function reasonLines(
  context: Pick<CommandContext, 'voice'>,
  reasons: readonly Reason[],
  indent: string,
): string[] {
  return reasons.map((reason) => {
    const { points } = reason;
    const signed = `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(3)}`;
    return `${indent}${signed}  ${reasonSentence(context, reason)}`;
  });
}
