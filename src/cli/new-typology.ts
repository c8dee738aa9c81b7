import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { Fault, packageRoot } from '../base/index.js';
import { AREAS, typologyJsonSchema } from '../typology/index.js';
import { isTypologyFolder, OWN_TYPOLOGIES, shippedTypologies } from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, shown, tell } from './say.js';
import { makeFolder } from './text-file.js';
import type { TypologyFlags } from './typology.js';

const SCHEMA = 'typology.schema.json';

/**
 * `typology new AREA/ID`: a complete rule to change, and its cases. A folder that is not there yet
 * is made, and holds rules alone: law, lists and sources are those of the program.
 */
export async function newCommand(
  context: CommandContext,
  name: string,
  flags: TypologyFlags,
): Promise<number> {
  const [, area = '', id = ''] = /^([a-z_]+)\/([a-z][a-z0-9_]{0,60})$/.exec(name) ?? [];
  if (id === '') throw new Fault('typology.new_name', { name });
  if (!AREAS.some((known) => known === area))
    throw new Fault('typology.new_area', { area, areas: AREAS.join(', ') });
  const folder = ownFolder(context, flags);
  const isNew = !existsSync(folder);
  const file = join(folder, area, `${id}.yaml`);
  if (existsSync(file)) throw new Fault('typology.exists', { file });
  makeFolder(dirname(file));
  const files = [file, file.replace(/\.yaml$/, '.cases.yaml')];
  for (const [i, source] of ['template.yaml.txt', 'template.cases.yaml.txt'].entries()) {
    const text = readFileSync(join(shippedTypologies(), 'template', source), 'utf8');
    const filled = text.replaceAll('TYPOLOGY_ID', id).replaceAll('TYPOLOGY_AREA', area);
    writeFileSync(files[i] ?? file, filled);
  }
  const schema = join(folder, SCHEMA);
  if (!existsSync(schema)) writeSchema(schema);
  const isShipped = folder === shippedTypologies();
  const option = isShipped ? '' : ` --typologies ${shown(context, folder)}`;
  const { voice } = context;
  if (isNew)
    tell(context, `${voice.say('cli.typology.begun', { folder: shown(context, folder) })}\n`);
  answer(context, { folder, files }, [
    ...files.map((path) => shown(context, path)),
    '',
    voice.say('cli.typology.next'),
    `  puente typology check${option}`,
    `  puente typology test ${id}${option}`,
    `  puente detect${option} --only ${id}`,
  ]);
  return EXIT.done;
}

/** `typology schema`: the JSON Schema from which editors complete. */
export async function schemaCommand(
  context: CommandContext,
  flags: TypologyFlags,
): Promise<number> {
  const folder = ownFolder(context, flags);
  if (!isTypologyFolder(folder)) throw new Fault('detect.folder', { folder });
  const file = join(folder, SCHEMA);
  writeSchema(file);
  answer(context, { file }, [
    context.voice.say('cli.report.written', { file: shown(context, file) }),
  ]);
  return EXIT.done;
}

/**
 * The folder that a command writes to: the last one named, else one of the user's. The program's
 * own is written to only by who stands in its checkout.
 */
function ownFolder(context: CommandContext, flags: TypologyFlags): string {
  const named = flags.typologies?.at(-1);
  const folder = named === 'shipped' ? shippedTypologies() : at(context, named ?? OWN_TYPOLOGIES);
  const isShipped = isWithin(folder, shippedTypologies());
  if (isShipped && realpathSync(context.cwd) !== realpathSync(packageRoot()))
    throw new Fault('typology.new_shipped', { folder });
  return folder;
}

function isWithin(folder: string, outer: string): boolean {
  const near = relative(outer, existsSync(folder) ? realpathSync(folder) : folder);
  return near === '' || (!near.startsWith('..') && !isAbsolute(near));
}

function writeSchema(file: string): void {
  writeFileSync(file, `${JSON.stringify(typologyJsonSchema(), null, 1)}\n`);
}
