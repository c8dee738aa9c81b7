import { basename, dirname } from 'node:path';
import { type Fault, Faults, present } from '../base/index.js';
import {
  AREAS,
  type CaseResult,
  type Catalogue,
  checkTypology,
  citationsOf,
  readCases,
  runCases,
  type Typology,
} from '../typology/index.js';
import {
  isTypologyFolder,
  loadTypologies,
  needTypologies,
  type TypologyFolders,
  tellFolders,
} from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, faultJson, faultLine, tell } from './say.js';
import { clip, drawTable, wrap } from './table.js';
import { readTextFile } from './text-file.js';

export interface TypologyFlags {
  readonly typologies?: TypologyFolders;
}

/** `typology check [FILE…]`: says what is wrong, with place and suggestion. */
export async function checkCommand(
  context: CommandContext,
  files: readonly string[],
  flags: TypologyFlags,
): Promise<number> {
  const catalogue = load(context, flags);
  const homes = new Map<string, Catalogue>();
  const homeOf = (file: string): Catalogue => {
    const folder = dirname(dirname(file));
    const isArea = AREAS.some((area) => area === basename(dirname(file)));
    const isHome = flags.typologies || catalogue.folders.includes(folder);
    if (isHome || !isArea || !isTypologyFolder(folder)) return catalogue;
    const home = homes.get(folder) ?? load(context, { typologies: [folder] });
    homes.set(folder, home);
    return home;
  };
  const faults =
    files.length === 0
      ? [...catalogue.faults, ...caseFaults(catalogue)]
      : files.map((file) => at(context, file)).flatMap((file) => faultsIn(file, homeOf(file)));
  const checked = files.length === 0 ? catalogue.rule_files.length : files.length;
  if (files.length === 0) tellFolders(context, flags.typologies, catalogue);
  const { voice } = context;
  answer(context, { checked, faults: faults.map((fault) => faultJson(fault, voice)) }, [
    ...faults.map((fault) => faultLine(fault, context).trimEnd()),
    voice.say('cli.typology.checked', { checked, faults: faults.length }),
  ]);
  return faults.length === 0 ? EXIT.done : EXIT.refused;
}

/** Of a file of the catalogue we know more: its name, its citations, its twins. */
function faultsIn(file: string, catalogue: Catalogue): readonly Fault[] {
  const text = readTextFile(file);
  const rule = file.replace(/\.cases\.yaml$/, '.yaml');
  if (rule !== file) return readCases(rule).faults;
  if (catalogue.rule_files.includes(file))
    return catalogue.faults.filter(({ place }) => place?.file === file);
  const laws = Object.keys(catalogue.laws);
  const lists = Object.keys(catalogue.lists);
  const { sources } = catalogue;
  return checkTypology(text, file, { laws, lists, sources, reporting_currency: 'USD' }).faults;
}

/** Those of rules with faults too: an author sees everything at once. */
function caseFaults({ rule_files }: Catalogue): Fault[] {
  return rule_files.flatMap((file) => readCases(file).faults);
}

/** `typology test [ID…]`: runs the cases files. */
export async function testCommand(
  context: CommandContext,
  ids: readonly string[],
  flags: TypologyFlags,
): Promise<number> {
  const { voice } = context;
  const catalogue = load(context, flags);
  if (catalogue.faults.length > 0) throw new Faults(catalogue.faults);
  tellFolders(context, flags.typologies, catalogue);
  const wanted = choose(catalogue, ids);
  const progress = context.progress(voice.say('cli.typology.testing'));
  const findFlows = await context.loadFlowKernel();
  const results: CaseResult[] = [];
  const without: string[] = [];
  for (const [i, typology] of wanted.entries()) {
    progress.update(i, wanted.length, typology.id);
    const { cases, faults } = readCases(catalogue.files[typology.id]?.file ?? '');
    if (faults.length > 0) throw new Faults(faults);
    const open = () => context.openEngine({ path: ':memory:', threads: 1 });
    if (cases) results.push(...(await runCases(open, findFlows, catalogue, typology, cases)));
    else without.push(typology.id);
  }
  progress.end();
  const failed = results.filter((result) => !result.passed);
  const lines = failed.flatMap((result) => [
    `✗ ${result.typology}  ${result.name}`,
    `    ${voice.say('cli.typology.expected')} ${result.difference?.expected}`,
    `    ${voice.say('cli.typology.found')} ${result.difference?.found}`,
  ]);
  answer(context, { passed: results.length - failed.length, failed, without_cases: without }, [
    ...lines,
    ...without.map((id) => voice.say('cli.typology.without_cases', { id })),
    voice.say('cli.typology.tested', {
      typologies: wanted.length,
      passed: results.length - failed.length,
      failed: failed.length,
    }),
  ]);
  return failed.length === 0 ? EXIT.done : EXIT.refused;
}

/** `typology list`: what is in the catalogue, by crime area. */
export async function listCommand(context: CommandContext, flags: TypologyFlags): Promise<number> {
  const { voice, language } = context;
  const catalogue = load(context, flags);
  const { typologies, faults } = catalogue;
  tellFolders(context, flags.typologies, catalogue);
  const json = typologies.map(({ id, version, status, area, family, severity, text }) => ({
    id,
    version,
    status,
    area,
    family,
    severity,
    title: text.title,
  }));
  if (context.json) {
    answer(context, json, []);
    return faults.length === 0 ? EXIT.done : EXIT.refused;
  }
  const widest = Math.max(...typologies.map(({ id }) => id.length));
  const room = Math.max(20, context.width - widest - 24);
  const rows = typologies.map(({ id, status, severity, text }) => [
    `  ${id}`,
    voice.say(`cli.severity.${severity}`),
    voice.say(`cli.status.${status}`),
    clip(text.title[language], room),
  ]);
  const [head = '', line = '', ...lines] = drawTable(
    [
      '  id',
      ...['severity', 'status', 'title'].map((key) => voice.say(`cli.typology.head.${key}`)),
    ],
    rows,
  );
  const grouped = lines.flatMap((text, i) => {
    const area = typologies[i]?.area;
    return area === typologies[i - 1]?.area ? [text] : ['', area ?? '', text];
  });
  answer(context, null, [head, line, ...grouped, '']);
  tell(context, voice.say('cli.typology.count', { count: typologies.length }));
  for (const fault of faults) context.err(faultLine(fault, context));
  return faults.length === 0 ? EXIT.done : EXIT.refused;
}

/** `typology explain ID`: all a rule says of itself. */
export async function explainCommand(
  context: CommandContext,
  id: string,
  flags: TypologyFlags,
): Promise<number> {
  const catalogue = load(context, flags);
  const typology = present(choose(catalogue, [id])[0], id);
  const { voice, language, width } = context;
  const section = (key: string, lines: readonly string[]) => [
    '',
    voice.say(`cli.typology.part.${key}`),
    ...lines,
  ];
  const citations = citationsOf(typology, catalogue);
  const lines = [
    `${typology.text.title[language]}  (${typology.id} ${typology.version})`,
    ...(['purpose', 'false_positives', 'known_gaps', 'investigate'] as const).flatMap((key) =>
      section(key, wrap(typology.text[key][language].trim(), width, '  ')),
    ),
    ...section(
      'sources',
      citations.flatMap((c) => [
        ...wrap(
          `${c.document} (${c.date}), ${c.locator}: ` +
            voice.say(`cli.verification.${c.verification}`),
          width,
          '  ',
        ),
        `    ${c.address}`,
      ]),
    ),
    ...section('rule', ruleText(catalogue, typology)),
  ];
  answer(context, { ...typology, citations }, lines);
  return EXIT.done;
}

/** The part of the file that is logic, as its author wrote it. */
function ruleText(catalogue: Catalogue, typology: Typology): string[] {
  const source = readTextFile(catalogue.files[typology.id]?.file ?? '');
  const start = source.search(/^parameters:|^subject:/m);
  return source
    .slice(Math.max(0, start))
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}

function load(context: CommandContext, flags: TypologyFlags): Catalogue {
  return loadTypologies(context, flags.typologies, 'USD');
}

function choose(catalogue: Catalogue, ids: readonly string[]): Typology[] {
  const known = catalogue.typologies.map(({ id }) => id);
  needTypologies(ids, known);
  return catalogue.typologies.filter(({ id }) => ids.length === 0 || ids.includes(id));
}
