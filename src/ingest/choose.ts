/** Decides how a file's columns become fields: by the user's mapping, a preset, or its headers. */
import { Fault, type Place, present } from '../base/index.js';
import { type Noun, REPORTED_NOUNS } from '../model/index.js';
import { type Headers, hasJust, indexHeaders } from './headers.js';
import { decimalName, fieldsOf, isMinor, type Mapping, mappableNames } from './mapping.js';
import type { PlacedMapping } from './mapping-file.js';
import { presetNames, readPreset } from './presets.js';
import type { Note, OpenFile } from './source.js';
import { nearestName, plainName } from './suggest.js';

/** One reading of a file: as rows of one noun. */
export interface Reading {
  readonly noun: Noun;
  readonly mapping: Mapping;
  readonly headers: Headers;
  readonly notes: readonly Note[];
  /** Where the mapping names a field, for mistakes; undefined without a mapping file. */
  placeOf(field: string): Place | undefined;
}

export interface Choice {
  readonly mappings: readonly PlacedMapping[] | null;
  readonly as: string | null;
  readonly zone: string | null;
}

/** The readings of a file: several where it holds several nouns (accounts and holders). */
export async function chooseReadings(
  file: string,
  opened: OpenFile,
  choice: Choice,
): Promise<readonly Reading[]> {
  const headers = indexHeaders(opened.headers);
  const as = choice.as === null ? null : nounNamed(choice.as);
  if (opened.is_mapped) {
    const zone = choice.zone ?? choice.mappings?.[0]?.mapping.zone;
    return [identity(nounNamed('payment'), opened, headers, zone)];
  }
  const { mappings, preset } = await mappingsFor(headers, choice);
  if (!mappings) {
    const noun = as ?? nounOfHeaders(file, headers);
    return [identity(noun, opened, headers, choice.zone ?? undefined)];
  }
  const wanted = mappings.filter(({ mapping }) => !as || (mapping.noun ?? as.name) === as.name);
  if (wanted.length === 0) {
    const nouns = mappings.map(({ mapping }) => mapping.noun ?? '?').join(', ');
    throw new Fault('ingest.noun_contradicts', { as: as?.name ?? '', nouns }, { file });
  }
  const fitting = wanted.length === 1 ? wanted : wanted.filter((each) => fits(each, headers));
  if (fitting.length === 0) throw new Fault('ingest.mapping_none_fits', {}, { file, line: 1 });
  const notes: Note[] = preset ? [{ code: 'preset', params: { preset } }] : [];
  return fitting.map(({ mapping, placeOf }) => {
    const noun = mapping.noun ? nounNamed(mapping.noun) : as;
    if (!noun) throw new Fault('ingest.noun_missing', {}, { file });
    const zoned = choice.zone ? { ...mapping, zone: choice.zone } : mapping;
    return { noun, mapping: zoned, headers, notes, placeOf };
  });
}

/** The user's, or those of the preset whose headers the file has; null: the headers say it all. */
async function mappingsFor(headers: Headers, choice: Choice) {
  if (choice.mappings) return { mappings: choice.mappings, preset: null };
  for (const preset of presetNames()) {
    const mappings = await readPreset(preset);
    if (mappings.some(({ mapping }) => mapping.headers && hasJust(headers, mapping.headers)))
      return { mappings, preset };
  }
  return { mappings: null, preset: null };
}

/** Named headers decide; without them, whether every column that is named is there. */
function fits({ mapping }: PlacedMapping, headers: Headers): boolean {
  if (mapping.headers) return hasJust(headers, mapping.headers);
  return Object.values(mapping.columns).every(
    (column) => column.from === undefined || headers.has(plainName(column.from)),
  );
}

/** Each column is the field of its own name. */
function identity(
  noun: Noun,
  opened: OpenFile,
  headers: Headers,
  zone: string | undefined,
): Reading {
  const fields = new Set(mappableNames(noun));
  const columns = [...headers].flatMap(([plain, i]) => {
    const header = present(opened.headers[i], 'header');
    return fields.has(plain) ? [[plain, { from: header }] as const] : [];
  });
  const mapping: Mapping = {
    noun: noun.name,
    columns: Object.fromEntries(columns),
    ...(zone === undefined ? {} : { zone }),
  };
  return { noun, mapping, headers, notes: [], placeOf: () => undefined };
}

/** The one noun whose required fields the headers hold, and that knows each of them. */
function nounOfHeaders(file: string, headers: Headers): Noun {
  const given = [...headers.keys()];
  const possible = REPORTED_NOUNS.filter((noun) => {
    const known = new Set([...mappableNames(noun), ...Object.keys(noun.fields)]);
    const required = fieldsOf(noun).filter((name) => noun.fields[name]?.required);
    const has = (name: string) =>
      headers.has(name) ||
      (isMinor(name) && headers.has(decimalName(name))) ||
      name === 'precision';
    return given.every((name) => known.has(name)) && required.every(has);
  });
  const [only, second] = possible;
  const place = { file, line: 1 };
  if (only && !second) return only;
  if (second) {
    const nouns = possible.map((noun) => noun.name).join(', ');
    throw new Fault('ingest.noun_ambiguous', { nouns }, place);
  }
  throw new Fault('ingest.mapping_missing', { columns: given.join(', ') }, place);
}

function nounNamed(name: string): Noun {
  const noun = REPORTED_NOUNS.find((each) => each.name === name);
  if (noun) return noun;
  const names = REPORTED_NOUNS.map((each) => each.name);
  const suggestion = nearestName(name, names) ?? names.join(', ');
  throw new Fault('ingest.noun_unknown', { name, suggestion });
}
