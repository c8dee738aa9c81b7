import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../base/index.js';
import { AREAS, typologyJsonSchema } from '../typology/index.js';
import { shippedTypologies, typologyFolder } from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, shown } from './say.js';
import type { TypologyFlags } from './typology.js';

const SCHEMA = 'typology.schema.json';

/** What a folder of typologies needs besides rules. */
const FOUNDATION = ['law.yaml', 'lists', 'sources'];

/**
 * `typology new AREA/ID`: a complete rule to change, and its cases. A folder that is not there yet
 * begins with the law table, lists and sources that come with the program.
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
  const folder = begin(context, flags);
  const file = join(folder, area, `${id}.yaml`);
  if (existsSync(file)) throw new Fault('typology.exists', { file });
  mkdirSync(dirname(file), { recursive: true });
  const files = [file, file.replace(/\.yaml$/, '.cases.yaml')];
  for (const [i, source] of ['template.yaml.txt', 'template.cases.yaml.txt'].entries()) {
    const text = readFileSync(join(shippedTypologies(), 'template', source), 'utf8');
    const filled = text.replaceAll('TYPOLOGY_ID', id).replaceAll('TYPOLOGY_AREA', area);
    writeFileSync(files[i] ?? file, filled);
  }
  const schema = join(folder, SCHEMA);
  if (!existsSync(schema)) writeSchema(schema);
  const option = flags.typologies === undefined ? '' : ` --typologies ${shown(context, folder)}`;
  answer(context, { files }, [
    ...files.map((path) => shown(context, path)),
    '',
    context.voice.say('cli.typology.next'),
    `  puente typology check${option}`,
    `  puente typology test ${id}${option}`,
  ]);
  return EXIT.done;
}

/** `typology schema`: the JSON Schema from which editors complete. */
export async function schemaCommand(
  context: CommandContext,
  flags: TypologyFlags,
): Promise<number> {
  const file = join(typologyFolder(context, flags.typologies), SCHEMA);
  writeSchema(file);
  answer(context, { file }, [
    context.voice.say('cli.report.written', { file: shown(context, file) }),
  ]);
  return EXIT.done;
}

function begin(context: CommandContext, flags: TypologyFlags): string {
  const folder = flags.typologies === undefined ? null : at(context, flags.typologies);
  if (folder !== null && (!existsSync(folder) || readdirSync(folder).length === 0)) {
    for (const part of FOUNDATION)
      cpSync(join(shippedTypologies(), part), join(folder, part), { recursive: true });
  }
  return typologyFolder(context, flags.typologies);
}

function writeSchema(file: string): void {
  writeFileSync(file, `${JSON.stringify(typologyJsonSchema(), null, 1)}\n`);
}
