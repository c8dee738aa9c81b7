import { exchangeProtocols, statesPage } from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';

/** `puente exchange protocols`: the states of every protocol, drawn from the rules that run. */
export async function protocolsCommand(context: CommandContext): Promise<number> {
  const protocols = exchangeProtocols.map(({ name, title, states, steps }) => ({
    name,
    title,
    states: Object.keys(states),
    steps: steps.map(({ from, to, on }) => ({ from, to, on })),
  }));
  answer(
    context,
    { protocols },
    statesPage(exchangeProtocols, context.voice).trimEnd().split('\n'),
  );
  return EXIT.done;
}
