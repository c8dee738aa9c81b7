import { Fault } from '../base/index.js';
import type { CommandContext } from './context.js';
import { at } from './say.js';
import { readTextFile } from './text-file.js';

/** Input as JSON: in the line itself where it begins as an object, else the file that is named. */
export function readJson(context: CommandContext, given: string): unknown {
  const inline = given.trimStart().startsWith('{') || given.trimStart().startsWith('[');
  const text = inline ? given : readTextFile(at(context, given));
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const place = inline ? undefined : { file: at(context, given) };
    throw new Fault('exchange.json', { reason }, place);
  }
}
