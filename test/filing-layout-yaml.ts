import {
  builtinValues,
  type Group,
  type Layout,
  memberText,
  type Particle,
  type ValueType,
} from '../src/filing/index.js';

/** A layout in the YAML that `readLayout` reads, for a person to complete. */
export function layoutYaml(layout: Layout): string {
  const lines = [
    `form: ${layout.form}`,
    `title: {en: ${quoted(layout.title.en)}, es: ${quoted(layout.title.es)}}`,
    `from: ${layout.from}`,
    ...(layout.until === null ? [] : [`until: ${layout.until}`]),
    `source: ${quoted(layout.source)}`,
    `verified: ${layout.verified}`,
    ...(layout.namespace === null ? [] : [`namespace: ${layout.namespace}`]),
    ...(layout.prefix === '' ? [] : [`prefix: ${layout.prefix}`]),
    `unit: ${layout.unit.join('/')}`,
    ...(layout.numbered === null ? [] : [`numbered: ${layout.numbered}`]),
    'groups:',
    ...[...layout.groups].flatMap(([name, group]) => groupLines(name, group)),
    'values:',
    ...[...layout.values]
      .filter(([name]) => !builtinValues().has(name))
      .flatMap(([name, value]) => valueLines(name, value)),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines(name: string, group: Group): string[] {
  const members =
    group.content.kind === 'sequence' ? group.content.members : [group.content as Particle];
  const texts = members.map(particleText);
  if (group.attributes.length === 0 && group.unique.length === 0)
    return listLines(`  ${name}: `, texts);
  const attributes = group.attributes.map(
    (each) => `${each.name}${each.required ? '' : '?'}: ${each.type}`,
  );
  const unique = group.unique.map(({ of, by }) => `{of: ${of}, by: ${by}}`);
  return [
    `  ${name}:`,
    ...(attributes.length > 0 ? listLines('    attributes: ', attributes, '{}') : []),
    ...listLines('    members: ', texts),
    ...(unique.length > 0 ? listLines('    unique: ', unique) : []),
  ];
}

/** Within flow lists `{` and `,` are YAML's own. */
function particleText(particle: Particle): string {
  if (particle.kind === 'element') {
    const text = memberText(particle);
    return text.includes('{') ? `'${text}'` : text;
  }
  const { kind, members, min, max } = particle;
  const often = [
    ...(min === 1 ? [] : [`min: ${min}`]),
    ...(max === 1 ? [] : [`max: ${max === Infinity ? 'many' : max}`]),
  ];
  return `{${[`${kind}: [${members.map(particleText).join(', ')}]`, ...often].join(', ')}}`;
}

const COLUMNS = 100;

/** On one line where it fits, otherwise filled line by line. */
function listLines(head: string, items: readonly string[], [open, close] = '[]'): string[] {
  const whole = `${head}${open}${items.join(', ')}${close}`;
  if (whole.length <= COLUMNS) return [whole];
  const indent = ' '.repeat(head.search(/\S/));
  const lines = [`${head}${open}`];
  let line = '';
  for (const item of items) {
    const more = line === '' ? `${indent}  ${item},` : `${line} ${item},`;
    if (line !== '' && more.length > COLUMNS) {
      lines.push(line);
      line = `${indent}  ${item},`;
    } else line = more;
  }
  return [...lines, line, `${indent}${close}`];
}

function valueLines(name: string, value: ValueType): string[] {
  const { patterns, length_min, length_max } = value;
  const parts = [
    ...(value.base === 'text' ? [] : [`base: ${value.base}`]),
    ...(patterns.length === 1 ? [`pattern: ${quoted(patterns[0] ?? '')}`] : []),
    ...(patterns.length > 1 ? [`patterns: [${patterns.map(quoted).join(', ')}]`] : []),
    ...lengthText(length_min, length_max),
    ...(value.least === null ? [] : [`least: '${value.least}'`]),
    ...(value.most === null ? [] : [`most: '${value.most}'`]),
    ...(value.digits_max === null ? [] : [`digits: ${value.digits_max}`]),
    ...(value.fraction_digits_max === null ? [] : [`fraction: ${value.fraction_digits_max}`]),
  ];
  if (value.codes === null) return [`  ${name}: {${parts.join(', ')}}`];
  const entries = [...value.codes];
  if (entries.every(([, meaning]) => meaning === null)) {
    const codes = `codes: [${entries.map(([code]) => quoted(code)).join(', ')}]`;
    return listLines(`  ${name}: `, [...parts, codes], '{}');
  }
  return [
    `  ${name}:`,
    ...parts.map((part) => `    ${part}`),
    '    codes:',
    ...entries.map(([code, meaning]) => {
      const said = meaning && `{en: ${quoted(meaning.en)}, es: ${quoted(meaning.es)}}`;
      return `      ${quoted(code)}: ${said ?? "''"}`;
    }),
  ];
}

function lengthText(min: number | null, max: number | null): string[] {
  if (min === null && max === null) return [];
  return [`length: '${min === max ? min : `${min ?? ''}..${max ?? ''}`}'`];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
