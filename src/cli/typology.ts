import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Fault, Faults } from '../base/index.js';
import {
  type CaseResult,
  type Catalogue,
  checkTypology,
  citationsOf,
  loadCatalogue,
  readCases,
  runCases,
  type Typology,
  typologyJsonSchema,
} from '../typology/index.js';
import { type CommandContext, EXIT } from './context.js';
import { typologyFolder } from './detect.js';
import { answer, drawTable, faultJson, faultLine } from './say.js';

export interface TypologyFlags {
  readonly typologies?: string;
}

/** `typology check [FILE…]`: says what is wrong, with place and suggestion. */
export async function checkCommand(
  context: CommandContext,
  files: readonly string[],
  flags: TypologyFlags,
): Promise<number> {
  const catalogue = load(flags);
  const vocabulary = {
    laws: Object.keys(catalogue.laws),
    lists: Object.keys(catalogue.lists),
    reporting_currency: 'USD',
  };
  const faults =
    files.length === 0
      ? catalogue.faults
      : files.flatMap((file) => checkTypology(readText(file), file, vocabulary).faults);
  const checked = files.length === 0 ? catalogue.typologies.length : files.length;
  if (context.json)
    answer(
      context,
      { checked, faults: faults.map((fault) => faultJson(fault, context.voice)) },
      [],
    );
  else {
    for (const fault of faults) context.out(faultLine(fault, context.voice));
    context.out(
      `${context.voice.say('cli.typology.checked', { checked, faults: faults.length })}\n`,
    );
  }
  return faults.length === 0 ? EXIT.done : EXIT.refused;
}

/** `typology test [ID…]`: runs the cases files. */
export async function testCommand(
  context: CommandContext,
  ids: readonly string[],
  flags: TypologyFlags,
): Promise<number> {
  const catalogue = load(flags);
  if (catalogue.faults.length > 0) throw new Faults(catalogue.faults);
  const wanted = choose(catalogue, ids);
  const progress = context.progress(context.voice.say('cli.typology.testing'));
  const results: CaseResult[] = [];
  for (const [i, typology] of wanted.entries()) {
    progress.update(i, wanted.length, typology.id);
    const { cases, faults } = readCases(catalogue.files[typology.id]?.file ?? '');
    if (faults.length > 0) throw new Faults(faults);
    const open = () => context.openEngine({ path: ':memory:', threads: 1 });
    if (cases)
      results.push(...(await runCases(open, context.findFlows, catalogue, typology, cases)));
  }
  progress.end();
  const failed = results.filter((result) => !result.passed);
  const lines = failed.flatMap((result) => [
    `✗ ${result.typology}  ${result.name}`,
    `    ${context.voice.say('cli.typology.expected')} ${result.difference?.expected}`,
    `    ${context.voice.say('cli.typology.found')} ${result.difference?.found}`,
  ]);
  answer(context, { passed: results.length - failed.length, failed }, [
    ...lines,
    context.voice.say('cli.typology.tested', {
      typologies: wanted.length,
      passed: results.length - failed.length,
      failed: failed.length,
    }),
  ]);
  return failed.length === 0 ? EXIT.done : EXIT.refused;
}

/** `typology list`: what is in the catalogue. */
export async function listCommand(context: CommandContext, flags: TypologyFlags): Promise<number> {
  const catalogue = load(flags);
  const rows = catalogue.typologies.map((t) => [
    t.id,
    t.version,
    t.status,
    t.area,
    t.family,
    t.severity,
    t.text.title[context.language],
  ]);
  const head = ['id', 'version', 'status', 'area', 'family', 'severity', 'title'].map((key) =>
    context.voice.say(`cli.typology.head.${key}`),
  );
  const json = catalogue.typologies.map(
    ({ id, version, status, area, family, severity, text }) => ({
      id,
      version,
      status,
      area,
      family,
      severity,
      title: text.title,
    }),
  );
  answer(context, json, [
    ...drawTable(head, rows),
    '',
    context.voice.say('cli.typology.count', { count: rows.length }),
  ]);
  return EXIT.done;
}

/** `typology explain ID`: all a rule says of itself. */
export async function explainCommand(
  context: CommandContext,
  id: string,
  flags: TypologyFlags,
): Promise<number> {
  const catalogue = load(flags);
  const [typology] = choose(catalogue, [id]);
  if (!typology) throw new Fault('detect.unknown', { id });
  const { voice, language } = context;
  const section = (key: string, text: string) => [
    '',
    voice.say(`cli.typology.part.${key}`),
    ...text
      .trim()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
  const citations = citationsOf(typology, catalogue);
  const lines = [
    `${typology.text.title[language]}  (${typology.id} ${typology.version})`,
    ...(['purpose', 'false_positives', 'known_gaps', 'investigate'] as const).flatMap((key) =>
      section(key, typology.text[key][language]),
    ),
    ...section(
      'sources',
      citations
        .map(
          (c) =>
            `${c.document} (${c.date}), ${c.locator} — ${voice.say(`cli.verification.${c.verification}`)}\n  ${c.address}`,
        )
        .join('\n'),
    ),
    ...section('rule', ruleText(catalogue, typology)),
  ];
  answer(context, { ...typology, citations }, lines);
  return EXIT.done;
}

/** The part of the file that is logic, as its author wrote it. */
function ruleText(catalogue: Catalogue, typology: Typology): string {
  const file = catalogue.files[typology.id]?.file ?? '';
  const source = readFileSync(file, 'utf8');
  const start = source.search(/^parameters:|^subject:/m);
  return source.slice(Math.max(0, start));
}

/** `typology schema`: the JSON Schema from which editors complete. */
export async function schemaCommand(
  context: CommandContext,
  flags: TypologyFlags,
): Promise<number> {
  const file = join(typologyFolder(flags.typologies), 'typology.schema.json');
  writeFileSync(file, `${JSON.stringify(typologyJsonSchema(), null, 1)}\n`);
  answer(context, { file }, [context.voice.say('cli.report.written', { file })]);
  return EXIT.done;
}

/** `typology new AREA/ID`: a complete rule to change, and its cases. */
export async function newCommand(
  context: CommandContext,
  name: string,
  flags: TypologyFlags,
): Promise<number> {
  const [area, id] = name.split('/');
  if (!area || !id || !/^[a-z][a-z0-9_]*$/.test(id)) throw new Fault('typology.new_name', { name });
  const folder = typologyFolder(flags.typologies);
  const template = join(typologyFolder(undefined), 'template');
  const file = join(folder, area, `${id}.yaml`);
  if (existsSync(file)) throw new Fault('typology.exists', { file });
  mkdirSync(dirname(file), { recursive: true });
  const made = [file, file.replace(/\.yaml$/, '.cases.yaml')];
  for (const [i, source] of ['template.yaml.txt', 'template.cases.yaml.txt'].entries()) {
    const text = readFileSync(join(template, source), 'utf8');
    writeFileSync(
      made[i] ?? file,
      text.replaceAll('TYPOLOGY_ID', id).replaceAll('TYPOLOGY_AREA', area),
    );
  }
  const shown = made.map((path) => relative(context.cwd, path));
  answer(context, { files: made }, [...shown, '', context.voice.say('cli.typology.next', { id })]);
  return EXIT.done;
}

function load(flags: TypologyFlags): Catalogue {
  return loadCatalogue(typologyFolder(flags.typologies), 'USD');
}

function choose(catalogue: Catalogue, ids: readonly string[]): Typology[] {
  const unknown = ids.find((id) => !catalogue.typologies.some((typology) => typology.id === id));
  if (unknown !== undefined) throw new Fault('detect.unknown', { id: unknown });
  return catalogue.typologies.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

function readText(file: string): string {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new Fault('cli.no_file', { file }, { file });
  return readFileSync(file, 'utf8');
}
