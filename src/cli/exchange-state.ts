import { ABORTED, exchangeProtocols } from '../exchange/index.js';
import type { CommandContext } from './context.js';

/** A state in the user's language; `--json` and the protocols' page keep its code. */
export function stateName(
  { voice, language }: CommandContext,
  protocol: string,
  state: string,
): string {
  if (state === ABORTED) return voice.say('exchange.state.aborted');
  const states = exchangeProtocols.find(({ name }) => name === protocol)?.states;
  const title = states?.[state]?.title[language];
  return title === undefined ? state : `${title} (${state})`;
}
