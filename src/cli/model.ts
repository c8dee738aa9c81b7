import { jsonSchema, modelPage, NOUNS } from '../model/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';

/** `puente model`: every noun and field of files, as a page or (`--json`) as JSON Schema. */
export async function modelCommand(context: CommandContext): Promise<number> {
  const schemas = NOUNS.map((noun) => jsonSchema(noun, context.language));
  answer(context, schemas, [modelPage(context.language).trimEnd()]);
  return EXIT.done;
}
