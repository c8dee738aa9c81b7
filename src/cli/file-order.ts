import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../base/index.js';
import { answerDueOn, readSiara, soughtIn, summariseOrder } from '../filing/index.js';
import { readCalendars } from '../model/index.js';
import { type CommandContext, EXIT } from './context.js';
import { fileSource } from './file-source.js';
import { answer, at, faultJson, faultLine } from './say.js';

/** `puente file order FILE`: an order of an authority by SIARA: who is sought, what, by when. */
export async function orderCommand(context: CommandContext, path: string): Promise<number> {
  const { file } = fileSource(context, path);
  const order = await readSiara(await readFile(at(context, path)), file);
  const calendars = readCalendars(join(packageRoot(), 'filing', 'calendars.yaml'));
  const due_on = answerDueOn(order, (day) => calendars.isBusinessDay(day, 'mx_bank'));
  const sought = soughtIn(order);
  const faults = order.faults.map((fault) => faultJson(fault, context.voice));
  answer(context, { ...order, faults, due_on, sought }, [
    ...summariseOrder(order, due_on, context.voice),
    ...sought.accounts.map(({ kind, number, certainty }) =>
      context.voice.say('cli.file.sought_account', { kind, number, certainty }),
    ),
  ]);
  if (!context.json) for (const fault of order.faults) context.err(faultLine(fault, context));
  return order.faults.length > 0 ? EXIT.refused : EXIT.done;
}
