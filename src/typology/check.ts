import { Fault, LIMITS } from '../base/index.js';
import type { Expression, Literal, Measure, Parameter, Suppression, Typology } from './ast.js';
import { type CheckContext, readDuration, readLiteral, type Vocabulary } from './check-context.js';
import { reportShape } from './check-shape.js';
import { readYaml, suggest, type YamlDocument } from './document.js';
import { type MeasureTypes, readExpression } from './expression.js';
import { FIELDS } from './fields.js';
import { readFilter } from './filter.js';
import { compareLiterals } from './literal.js';
import { readMeasure, typeOfMeasure } from './measure.js';
import { type TypologyFile, typologyFile } from './schema.js';

export interface Checked {
  /** Null where there are faults. */
  readonly typology: Typology | null;
  readonly faults: readonly Fault[];
}

/** Reads and checks one typology file. Every fault is collected, each with `file:line:column`. */
export function checkTypology(text: string, file: string, vocabulary: Vocabulary): Checked {
  const doc = readYaml(text, file);
  if (doc.value === null) {
    // An empty file is no rule, and must not pass for one that was read.
    if (doc.faults.length === 0)
      doc.faults.push(new Fault('typology.missing', { name: 'language' }, { file, line: 1 }));
    return { typology: null, faults: doc.faults };
  }
  const parsed = typologyFile.safeParse(doc.value);
  if (!parsed.success) {
    reportShape(doc, parsed.error);
    return { typology: null, faults: doc.faults };
  }
  const typology = resolve(doc, parsed.data, vocabulary);
  return { typology: doc.faults.length > 0 ? null : typology, faults: doc.faults };
}

function resolve(doc: YamlDocument, file: TypologyFile, vocabulary: Vocabulary): Typology {
  const parameters = readParameters({ doc, vocabulary, parameters: {} }, file);
  const context: CheckContext = { doc, vocabulary, parameters };
  const measures = readMeasures(context, file);
  const types: Record<string, MeasureTypes[string]> = {};
  for (const [name, measure] of Object.entries(measures)) {
    types[name] = { type: typeOfMeasure(measure), signed: measure.kind === 'peer_z' };
  }
  for (const name of Object.keys(file.measures ?? {})) {
    types[name] ??= { type: 'number', signed: false };
  }
  const never: Expression = {
    node: 'known',
    of: { node: 'law', law: '', type: 'money' },
    type: 'boolean',
  };
  const condition =
    readExpression(context, types, file.condition, ['condition'], 'boolean') ?? never;
  checkExplain(context, file, types);
  return {
    id: file.id,
    version: file.version,
    status: file.status,
    area: file.area,
    family: file.family,
    severity: file.severity,
    standing: file.standing ?? 'none',
    protects: file.protects ?? false,
    text: {
      title: file.title,
      purpose: file.purpose,
      false_positives: file.false_positives,
      known_gaps: file.known_gaps,
      investigate: file.investigate,
      explain: file.explain,
    },
    sources: file.sources,
    owner: file.owner,
    review_by: file.review_by,
    parameters,
    subject: file.subject,
    scope: file.scope ?? 'ours',
    fires: {
      at: file.fires.at,
      where: readFilter(context, file.fires.where, ['fires', 'where']),
      after_ms:
        file.fires.after === undefined
          ? null
          : readDuration(context, file.fires.after, ['fires', 'after']),
    },
    measures,
    condition,
    suppress: readSuppressions(context, file, types),
    score: readScore(context, file, types),
    group: file.group,
  };
}

function readParameters(context: CheckContext, file: TypologyFile): Record<string, Parameter> {
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

function readMeasures(context: CheckContext, file: TypologyFile): Record<string, Measure> {
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
  file: TypologyFile,
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

function readScore(
  context: CheckContext,
  file: TypologyFile,
  types: MeasureTypes,
): Typology['score'] {
  const add = (file.score.add ?? []).flatMap(({ points, when }, i) => {
    const expression = readExpression(context, types, when, ['score', 'add', i, 'when'], 'boolean');
    return expression ? [{ points, when: expression }] : [];
  });
  return { base: file.score.base, add };
}

/** Names in braces must be measures, parameters, laws or `subject`: an alert shows no holes. */
function checkExplain(context: CheckContext, file: TypologyFile, types: MeasureTypes): void {
  const laws = context.vocabulary.laws.map((law) => `law.${law}`);
  const known = [...Object.keys(types), ...Object.keys(context.parameters), ...laws, 'subject'];
  for (const language of ['en', 'es'] as const) {
    for (const match of file.explain[language].matchAll(/\{([^}]*)\}/g)) {
      const name = match[1] ?? '';
      if (known.includes(name)) continue;
      context.doc.fault('typology.explain', { name, suggestion: suggest(name, known) }, [
        'explain',
        language,
      ]);
    }
  }
}
