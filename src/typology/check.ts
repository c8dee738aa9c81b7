import { Fault, LIMITS, present } from '../base/index.js';
import type { Expression, Literal, Measure, Parameter, Suppression, Typology } from './ast.js';
import { type CheckContext, readDuration, readLiteral, type Vocabulary } from './check-context.js';
import { readShape, type Shaped } from './check-shape.js';
import { readYaml, suggest } from './document.js';
import { type MeasureTypes, readExpression } from './expression.js';
import { FIELDS } from './fields.js';
import { readFilter } from './filter.js';
import { compareLiterals } from './literal.js';
import { readMeasure, typeOfMeasure } from './measure.js';
import type { TypologyFile } from './schema.js';

export interface Checked {
  /** Null where there are faults. */
  readonly typology: Typology | null;
  /** The id that the file gives itself, sound or not; null where it gives none. */
  readonly id: string | null;
  readonly faults: readonly Fault[];
}

/** Reads and checks one typology file. Every fault is collected, each with `file:line:column`. */
export function checkTypology(text: string, file: string, vocabulary: Vocabulary): Checked {
  const doc = readYaml(text, file);
  if (doc.value === null) {
    // An empty file is no rule, and must not pass for one that was read.
    if (doc.faults.length === 0)
      doc.faults.push(new Fault('typology.missing', { name: 'language' }, { file, line: 1 }));
    return { typology: null, id: null, faults: doc.faults };
  }
  const shaped = readShape(doc);
  const meaning = readMeaning(shaped, vocabulary);
  doc.faults.sort(byPlace);
  const typology = shaped.file && doc.faults.length === 0 ? assemble(shaped.file, meaning) : null;
  return { typology, id: shaped.sound.id ?? null, faults: doc.faults };
}

/** The parts of a rule that refer to one another. */
type Meaning = Pick<Typology, 'parameters' | 'measures' | 'fires' | 'suppress'> & {
  /** Null after a fault. */
  readonly condition: Expression | null;
  readonly add: Typology['score']['add'];
};

/** Checks what is there; a name whose own part has a fault is not blamed a second time. */
function readMeaning(shaped: Shaped, vocabulary: Vocabulary): Meaning {
  const { sound, declared, doc } = shaped;
  const nothing = { doc, vocabulary, parameters: {}, unsound: new Set<string>() };
  const parameters = readParameters(nothing, sound);
  const lost = declared.parameters.filter((name) => !parameters[name]);
  const context: CheckContext = { ...nothing, parameters, unsound: new Set(lost) };
  const measures = readMeasures(context, sound, declared.measures);
  const types = {
    sound: Object.fromEntries(
      Object.entries(measures).map(([name, measure]) => [
        name,
        { type: typeOfMeasure(measure), signed: measure.kind === 'peer_z' },
      ]),
    ),
    unsound: new Set(declared.measures.filter((name) => !measures[name])),
  };
  const { fires, condition } = sound;
  checkCitations(context, sound);
  checkExplain(context, sound, [...declared.parameters, ...declared.measures]);
  return {
    parameters,
    measures,
    fires: {
      at: fires?.at ?? 'any',
      where: readFilter(context, fires?.where, ['fires', 'where']),
      after_ms:
        fires?.after === undefined ? null : readDuration(context, fires.after, ['fires', 'after']),
    },
    condition:
      condition === undefined
        ? null
        : readExpression(context, types, condition, ['condition'], 'boolean'),
    suppress: readSuppressions(context, sound, types),
    add: readPoints(context, sound, types),
  };
}

function assemble(file: TypologyFile, meaning: Meaning): Typology {
  const { condition, add, ...read } = meaning;
  const { title, purpose, false_positives, known_gaps, investigate, explain } = file;
  return {
    id: file.id,
    version: file.version,
    status: file.status,
    area: file.area,
    family: file.family,
    severity: file.severity,
    standing: file.standing ?? 'none',
    protects: file.protects ?? false,
    text: { title, purpose, false_positives, known_gaps, investigate, explain },
    sources: file.sources,
    owner: file.owner,
    review_by: file.review_by,
    subject: file.subject,
    scope: file.scope ?? 'ours',
    ...read,
    condition: present(condition, 'condition of a rule without faults'),
    score: { base: file.score.base, add },
    group: file.group,
  };
}

function byPlace(a: Fault, b: Fault): number {
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  return lines || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

function readParameters(
  context: CheckContext,
  file: Partial<TypologyFile>,
): Record<string, Parameter> {
  const parameters: Record<string, Parameter> = {};
  for (const [name, raw] of Object.entries(file.parameters ?? {})) {
    const path = ['parameters', name];
    const side = (key: 'value' | 'min' | 'max'): Literal | null =>
      raw[key] === undefined ? null : readLiteral(context, raw[key], [...path, key]);
    const [value, min, max] = [side('value'), side('min'), side('max')];
    if (!value) continue;
    const outside =
      (min && compareLiterals(value, min) < 0) || (max && compareLiterals(value, max) > 0);
    if (outside) context.doc.fault('typology.range', { name }, [...path, 'value']);
    parameters[name] = { value, min, max };
  }
  return parameters;
}

function readMeasures(
  context: CheckContext,
  file: Partial<TypologyFile>,
  declared: readonly string[],
): Record<string, Measure> {
  const measures: Record<string, Measure> = {};
  const entries = Object.entries(file.measures ?? {});
  const measures_max = LIMITS.measures_per_typology_max;
  if (entries.length > measures_max)
    context.doc.fault('typology.measures', { measures_max }, ['measures'], 'key');
  for (const [name, raw] of entries) {
    if (FIELDS[name]) context.doc.fault('typology.shadow', { name }, ['measures', name], 'key');
    const measure = readMeasure(context, raw, ['measures', name]);
    if (measure) measures[name] = measure;
  }
  for (const [name, measure] of Object.entries(measures)) {
    if (measure.kind !== 'peer_z') continue;
    const base = measures[measure.measure];
    if (!base && declared.includes(measure.measure)) continue;
    const plain =
      base && 'window' in base && base.window.kind === 'last' && base.window.before_ms === 0;
    if (!plain || !['count', 'sum', 'distinct'].includes(base.kind)) {
      context.doc.fault('typology.peer', { name: measure.measure }, [
        'measures',
        name,
        'peer_z',
        'measure',
      ]);
    }
  }
  return measures;
}

function readSuppressions(
  context: CheckContext,
  file: Partial<TypologyFile>,
  types: MeasureTypes,
): Suppression[] {
  return (file.suppress ?? []).map((raw, i) => {
    const path = ['suppress', i];
    return {
      where: raw.where === undefined ? null : readFilter(context, raw.where, [...path, 'where']),
      when:
        raw.when === undefined
          ? null
          : readExpression(context, types, raw.when, [...path, 'when'], 'boolean'),
      reason: raw.reason,
    };
  });
}

function readPoints(
  context: CheckContext,
  file: Partial<TypologyFile>,
  types: MeasureTypes,
): Typology['score']['add'] {
  return (file.score?.add ?? []).flatMap(({ points, when }, i) => {
    if (when === undefined) return [];
    const expression = readExpression(context, types, when, ['score', 'add', i, 'when'], 'boolean');
    return expression ? [{ points, when: expression }] : [];
  });
}

/** Names in braces must be measures, parameters, laws or `subject`: an alert shows no holes. */
function checkExplain(
  context: CheckContext,
  file: Partial<TypologyFile>,
  declared: readonly string[],
): void {
  const laws = context.vocabulary.laws.map((law) => `law.${law}`);
  const known = [...declared, ...laws, 'subject'];
  for (const language of ['en', 'es'] as const) {
    for (const match of (file.explain?.[language] ?? '').matchAll(/\{([^}]*)\}/g)) {
      const name = match[1] ?? '';
      if (known.includes(name)) continue;
      context.doc.fault('typology.explain', { name, suggestion: suggest(name, known) }, [
        'explain',
        language,
      ]);
    }
  }
}

/** Every citation must resolve: to a document we know, and to a place in it. */
function checkCitations({ doc, vocabulary }: CheckContext, file: Partial<TypologyFile>): void {
  const { sources } = vocabulary;
  for (const [i, cited] of Object.entries(sources ? (file.sources ?? []) : [])) {
    const { document, flag } = cited ?? {};
    if (!sources || document === undefined) continue;
    const source = sources[document];
    const at = ['sources', Number(i)];
    if (!source) {
      const suggestion = suggest(document, Object.keys(sources));
      doc.fault('typology.document', { document, suggestion }, [...at, 'document']);
    } else if (flag !== undefined && !source.flags[flag]) {
      const suggestion = suggest(flag, Object.keys(source.flags));
      doc.fault('typology.flag', { document, flag, suggestion }, [...at, 'flag']);
    }
  }
}
