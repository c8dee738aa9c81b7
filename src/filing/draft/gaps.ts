/** What a form obliges to say and a draft could not: each with its place in the filing. */
import type { Bilingual, Language, Speaker } from '../../base/index.js';
import type { FiledParty, Filing } from '../filing.js';

export interface Gap {
  /** In the filing: `parties[5].names[0].family`. */
  readonly path: string;
  readonly code: GapCode;
  readonly sentence: Bilingual;
}

const GAP_CODES = [
  'not_ours',
  'profile',
  'no_subject',
  'name',
  'name_parts',
  'kind',
  'address',
  'identity',
  'identity_kind',
  'born',
  'activity',
  'currency',
  'both_ways',
  'sign_choice',
  'key_terms',
  'detected',
  'reference',
  'catalogue',
  'account',
  'narrative',
  'stale',
  'quotes_report',
  'shortened',
  'attachment',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

export type Voices = Readonly<Record<Language, Speaker>>;

/** Collects gaps in both languages. */
export class Gaps {
  readonly found: Gap[] = [];
  readonly #voices: Voices;

  constructor(voices: Voices) {
    this.#voices = voices;
  }

  add(path: string, code: GapCode, values: Readonly<Record<string, string | number>> = {}): void {
    const sentence = (language: Language) =>
      this.#voices[language].say(`filing.draft.gap.${code}`, { ...values, path });
    this.found.push({ path, code, sentence: { en: sentence('en'), es: sentence('es') } });
  }
}

/** What is missing of subjects, by form. A SAR takes marks for what the filer does not know. */
export function subjectGaps(gaps: Gaps, { form, parties = [] }: Filing): void {
  const subjects = parties
    .map((party, i) => ({ party, path: `parties[${i}]` }))
    .filter(({ party }) => party.role === 'subject');
  if (subjects.length === 0) gaps.add('parties', 'no_subject');
  for (const { party, path } of subjects) ofSubject(gaps, party, path, form);
}

function ofSubject(gaps: Gaps, party: FiledParty, path: string, form: string): void {
  const [name] = party.names ?? [];
  if (party.unknown) return;
  if (party.kind === undefined) gaps.add(`${path}.kind`, 'kind');
  if (!name) gaps.add(`${path}.names`, 'name');
  else if (party.kind !== 'organisation' && name.family === undefined && !name.family_unknown)
    gaps.add(`${path}.names[0].family`, 'name_parts', { name: name.full ?? '' });
  const [address] = party.addresses ?? [];
  const parts = ['street', 'city', 'state', 'postal_code', 'country'] as const;
  const wanted = form === 'fincen-sar' ? parts : (['street', 'city'] as const);
  for (const part of wanted)
    if (!address?.[part] && !address?.[`${part}_unknown`])
      gaps.add(`${path}.addresses[0].${part}`, 'address');
  if ((party.identities ?? []).length === 0) gaps.add(`${path}.identities`, 'identity');
  if (party.identities?.some(({ kind }) => kind === 'tin'))
    gaps.add(`${path}.identities[0].kind`, 'identity_kind');
  if (party.kind === 'person' && !party.born_on && !party.details?.BirthDateUnknownIndicator)
    gaps.add(`${path}.born_on`, 'born');
  if (form !== 'fincen-sar' && (party.accounts ?? []).length === 0)
    gaps.add(`${path}.accounts`, 'account');
}

/** What the filer does not know of a subject of a SAR, marked as the form wants it. */
export function markUnknown(party: FiledParty): FiledParty {
  const [name] = party.names ?? [];
  const [address = {}, ...others] = party.addresses ?? [];
  const parts = ['street', 'city', 'state', 'postal_code', 'country'] as const;
  const marks = parts.filter((part) => !address[part]).map((part) => [`${part}_unknown`, true]);
  const isPerson = party.kind === 'person';
  const known = (party.identities ?? []).length > 0;
  return {
    ...party,
    ...(name ? {} : { names: [{ kind: 'legal', family_unknown: true, given_unknown: true }] }),
    addresses: [{ ...address, ...(Object.fromEntries(marks) as object) }, ...others],
    ...(known ? {} : { identities: [{ unknown: true }] }),
    ...(isPerson && party.born_on === undefined
      ? { details: { ...party.details, BirthDateUnknownIndicator: 'Y' } }
      : {}),
  };
}
