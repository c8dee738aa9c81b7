import { SaxesParser } from 'saxes';

/** Sets of official schemas of filings, by who publishes them. */
export const SCHEMA_SETS = ['fincen', 'lfpiorpi', 'goaml'] as const;
export type SchemaSetId = (typeof SCHEMA_SETS)[number];

/** What an official schema is of, told by what it says and not by its file's name. */
export interface RecognisedXsd {
  readonly set: SchemaSetId;
  /** `fincen-sar`, `lfpiorpi-din`, `goaml`: as layouts call it. */
  readonly form: string;
  readonly namespace: string | null;
}

/** Null where a text is no schema of a filing that is known here, or has a DOCTYPE. */
export function recogniseXsd(text: string): RecognisedXsd | null {
  if (!/<(\w+:)?schema\b/.test(text)) return null;
  const facts = factsOf(text);
  if (facts === null) return null;
  const { namespace, type_code, elements } = facts;
  if (namespace === 'www.fincen.gov/base' && type_code !== null)
    return { set: 'fincen', form: `fincen-${formOf(type_code)}`, namespace };
  const activity = /^http:\/\/www\.uif\.shcp\.gob\.mx\/recepcion\/([a-z]{3})$/.exec(
    namespace ?? '',
  );
  if (activity?.[1]) return { set: 'lfpiorpi', form: `lfpiorpi-${activity[1]}`, namespace };
  const is_goaml = ['report', 'rentity_id', 'report_code'].every((name) => elements.has(name));
  return namespace === null && is_goaml ? { set: 'goaml', form: 'goaml', namespace } : null;
}

/** `SARX` and `8300X` are SAR and 8300 as batch XML. */
function formOf(type_code: string): string {
  return type_code.toLowerCase().replace(/x$/, '');
}

const XSD = 'http://www.w3.org/2001/XMLSchema';

interface XsdFacts {
  readonly namespace: string | null;
  /** What the element `FormTypeCode` must say. */
  readonly type_code: string | null;
  readonly elements: ReadonlySet<string>;
}

function factsOf(text: string): XsdFacts | null {
  const parser = new SaxesParser({ xmlns: true });
  const elements = new Set<string>();
  let namespace: string | null = null;
  let type_code: string | null = null;
  let is_sound = true;
  let depth = 0;
  parser.on('doctype', () => {
    is_sound = false;
  });
  parser.on('error', () => {
    is_sound = false;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const said = (name: string) => attributes[name]?.value ?? null;
    if (depth === 0 && (uri !== XSD || local !== 'schema')) is_sound = false;
    if (depth === 0) namespace = said('targetNamespace');
    depth += 1;
    if (uri !== XSD || local !== 'element') return;
    const name = said('name') ?? '';
    elements.add(name);
    if (name === 'FormTypeCode') type_code ??= said('fixed');
  });
  try {
    parser.write(text.replace(/^\uFEFF|^\u00EF\u00BB\u00BF/, '')).close();
  } catch {
    return null;
  }
  return is_sound ? { namespace, type_code, elements } : null;
}
