/** Drafts a report of suspicion: parties, activity, signs, narrative, and what is missing. */
import { Fault, type Language } from '../../base/index.js';
import type { Subject } from '../../model/index.js';
import type { FiledActivity, FiledParty, Filing } from '../filing.js';
import { type Cast, castOf } from '../narrative/cast.js';
import { draftNarrative } from '../narrative/draft-narrative.js';
import type { Evidence } from '../narrative/evidence.js';
import { fitNarrative } from '../narrative/fit.js';
import { bundledKeyTerms, keyTermsOf, noteOf } from '../narrative/key-terms.js';
import type { Narrative } from '../narrative/narrative.js';
import { quotesReport } from '../narrative/sentences/flagged.js';
import { Teller } from '../narrative/teller.js';
import { amountBothWays, reportedAmount, reportedOperation } from './amounts.js';
import { type PaymentList, paymentList } from './attachment.js';
import { filedSubject } from './filed-subject.js';
import { cnbvFilers, fincenFilers, goamlFilers } from './filer-parties.js';
import { type Gap, Gaps, markUnknown, subjectGaps, type Voices } from './gaps.js';
import { goamlOperations } from './goaml-operations.js';
import type { FilingInstitution } from './institution.js';
import { bundledSigns, meansOf, signsOf } from './signs.js';

export const DRAFT_FORMS = [
  'fincen-sar',
  'cnbv-roi',
  'cnbv-roi-bank',
  'cnbv-roip',
  'cnbv-roip-bank',
  'goaml-report',
  'goaml-uae',
] as const;
export type DraftForm = (typeof DRAFT_FORMS)[number];

export interface ReportOptions {
  readonly voices: Voices;
  /** `2026-04-30`. */
  readonly filed_on: string;
  /** The day on which the institution's process found it, which the Mexican form asks for. */
  readonly detected_on?: string;
  /** One that a person edited; otherwise one is drafted. */
  readonly narrative?: Narrative;
  /** Whom a person decided to report. */
  readonly subjects?: readonly Subject[];
  readonly kinds?: Filing['kinds'];
  readonly prior_id?: string;
  /** The filer's own number: the folio of a Mexican report. */
  readonly reference?: string;
  /** Language of forms that leave it open; a SAR is English, a Mexican report Spanish. */
  readonly language?: Language;
  /** `mark`: what is not on file of a subject is marked as unknown, where the form can say so. */
  readonly unknowns?: 'ask' | 'mark';
}

export interface DraftedReport {
  readonly filing: Filing;
  readonly narrative: Narrative;
  readonly gaps: readonly Gap[];
  /** Sentences that did not fit. */
  readonly dropped: readonly { readonly id: string; readonly text: string }[];
  /** To be sent with a SAR, kept with the others. */
  readonly attachment: PaymentList | null;
}

/**
 * Nothing is made up: what the form wants and the evidence or the profile do not have is a gap.
 * Likely victims are no subjects unless `subjects` says so. Throws a Fault `filing.draft.form`.
 */
export function draftReport(
  form: string,
  evidence: Evidence,
  institution: FilingInstitution,
  options: ReportOptions,
): DraftedReport {
  const isKnown = (DRAFT_FORMS as readonly string[]).includes(form);
  if (!isKnown) throw new Fault('filing.draft.form', { form, forms: DRAFT_FORMS.join(', ') });
  const gaps = new Gaps(options.voices);
  const { name, ids } = institution;
  if (!isOfOurs(evidence, institution))
    gaps.add('evidence', 'not_ours', { name, ids: ids.join(', ') });
  const cast = castOf(evidence, options.subjects ?? null);
  const voice = options.voices[languageOf(form, options)];
  const narrative =
    options.narrative ??
    draftNarrative(evidence, voice, {
      ...(options.subjects ? { subjects: options.subjects } : {}),
      ...{ confidential: isMexican(form), attached: form === 'fincen-sar' },
    });
  const attachment =
    evidence.payments.length === 0
      ? null
      : paymentList(evidence, cast, new Teller(voice, cast, evidence.currency));
  const told = tellBlocks(form, narrative, options);
  const base: Filing = {
    ...{ form, filed_on: options.filed_on, kinds: options.kinds ?? ['initial'] },
    ...(options.prior_id === undefined ? {} : { prior_id: options.prior_id }),
    ...(options.reference === undefined ? {} : { reference: options.reference }),
    ...(told.blocks.length > 0 ? { narrative: [...told.blocks] } : {}),
    evidence: evidenceOf(evidence, narrative),
  };
  const { filing } = partsOf(form)({
    base,
    evidence,
    cast,
    institution,
    options,
    gaps,
    attachment,
  });
  subjectGaps(gaps, filing);
  if ((filing.narrative ?? []).length === 0) gaps.add('narrative', 'narrative');
  narrativeGaps(gaps, narrative, told.dropped.length);
  return { filing, narrative, gaps: gaps.found, dropped: told.dropped, attachment };
}

/** Whether an account or a payment of the evidence is of the institution that files. */
function isOfOurs(evidence: Evidence, { ids, accounts = [] }: FilingInstitution): boolean {
  const own = new Set([...ids, ...accounts]);
  const has = (each: string | null) => each !== null && own.has(each);
  return (
    evidence.accounts.some(({ id, institution_id }) => has(id) || has(institution_id)) ||
    evidence.payments.some((each) =>
      [
        ...[each.debtor_institution, each.creditor_institution],
        ...[each.debtor_account, each.creditor_account],
        ...(each.intermediaries ?? '').split(' '),
      ].some(has),
    )
  );
}

interface Drafting {
  readonly base: Filing;
  readonly evidence: Evidence;
  readonly cast: Cast;
  readonly institution: FilingInstitution;
  readonly options: ReportOptions;
  readonly gaps: Gaps;
  readonly attachment: PaymentList | null;
}

function partsOf(form: string): (drafting: Drafting) => { readonly filing: Filing } {
  if (form === 'fincen-sar') return sar;
  return isMexican(form) ? mexican : goaml;
}

function isMexican(form: string): boolean {
  return form.startsWith('cnbv-');
}

function languageOf(form: string, { language = 'en' }: ReportOptions): Language {
  if (form === 'fincen-sar') return 'en';
  return isMexican(form) ? 'es' : language;
}

function sar(drafting: Drafting) {
  const { base, evidence, institution, options, gaps, attachment } = drafting;
  if (!institution.fincen) gaps.add('parties', 'profile', { part: 'fincen' });
  const subjects = subjectsOf(drafting).map((party) =>
    options.unknowns === 'mark' ? markUnknown(party) : party,
  );
  const { note, left_out } = noteOf(keyTermsOf(evidence, bundledKeyTerms()));
  if (left_out.length > 0) gaps.add('note', 'key_terms', { documents: left_out.join(', ') });
  const known = bundledSigns();
  const { signs, choices } = signsOf(evidence, known);
  for (const choice of choices)
    gaps.add('activity.signs', 'sign_choice', { choice: choice.join(', ') });
  const activity: FiledActivity = {
    ...activityOf(drafting, 'USD'),
    ...(signs.length > 0 ? { signs } : {}),
    ...meansOf(evidence, known),
  };
  if (attachment && attachment.left_out > 0)
    gaps.add('attachments', 'attachment', { n: attachment.left_out });
  const files = attachment ? { attachments: [attachment.file] } : {};
  const parties = [
    ...fincenFilers(institution),
    ...subjects.map((each) => withCustomer(each, drafting)),
  ];
  return { filing: { ...base, ...(note ? { note } : {}), parties, activity, ...files } };
}

/** Whoever has an account with us is our customer; of the others the file says nothing. */
function withCustomer(party: FiledParty, { institution }: Drafting): FiledParty {
  const ein = institution.fincen?.ein;
  const isOurs = party.accounts?.some(({ institution: key }) => key !== undefined && key === ein);
  const details = {
    ...party.details,
    ...(isOurs && ein
      ? {
          PartyAssociation: {
            CustomerIndicator: 'Y',
            SubjectRelationshipFinancialInstitutionTINText: ein,
          },
        }
      : {}),
    ...((party.accounts ?? []).length === 0 ? { NoKnownAccountInvolvedIndicator: 'Y' } : {}),
  };
  return Object.keys(details).length === 0 ? party : { ...party, details };
}

/**
 * One operation, the sum of all, with the first subject; the others are related to it. What
 * happened is told in the operation's own column, why it is unusual in the narrative's.
 */
function mexican(drafting: Drafting) {
  const { base, evidence, cast, institution, options, gaps } = drafting;
  if (!institution.cnbv) gaps.add('parties[0]', 'profile', { part: 'cnbv' });
  const [first, ...others] = subjectsOf(drafting);
  const related = others.map((party) => ({ ...party, role: 'related' as const }));
  const isBank = base.form.endsWith('-bank');
  const filers = cnbvFilers(institution, isBank);
  const parties = [...filers, ...(first ? [first] : []), ...related];
  if (options.detected_on === undefined) gaps.add('operations[0].detected_on', 'detected');
  if (options.reference === undefined) gaps.add('reference', 'reference');
  for (const part of ['kind', 'instrument']) gaps.add(`operations[0].${part}`, 'catalogue');
  const [description = '', ...reasons] = base.narrative ?? [];
  const operations = reportedOperation(evidence, cast, {
    ...(options.detected_on === undefined ? {} : { detected_on: options.detected_on }),
    ...(description === '' ? {} : { text: description }),
  });
  const activity = activityOf(drafting, evidence.currency);
  const period = options.filed_on;
  return { filing: { ...base, period, narrative: reasons, parties, operations, activity } };
}

function goaml(drafting: Drafting) {
  const { base, evidence, cast, institution, gaps } = drafting;
  if (!institution.goaml) gaps.add('parties[0]', 'profile', { part: 'goaml' });
  const parties = [...goamlFilers(institution), ...subjectsOf(drafting)];
  const voice = drafting.options.voices[languageOf(base.form, drafting.options)];
  const teller = new Teller(voice, cast, evidence.currency);
  const operations = goamlOperations(evidence, { cast, institution, teller });
  const currency = institution.goaml?.currency ?? evidence.currency;
  return { filing: { ...base, parties, operations, activity: activityOf(drafting, currency) } };
}

function subjectsOf({ cast, institution, options, base }: Drafting): FiledParty[] {
  const voice = options.voices[languageOf(base.form, options)];
  const word = (group: string, name: string) => {
    const key = `filing.narrative.${group}.${name}`;
    return voice.has(key) ? voice.say(key) : name;
  };
  const { fincen, cnbv } = institution;
  const key = base.form === 'fincen-sar' ? fincen?.ein : isMexican(base.form) ? cnbv?.casfim : null;
  const scene = { cast, institution, word, key: key ?? null };
  return cast.subjects.map((actor) => {
    const party = filedSubject(scene, actor);
    const isOurs = actor.accounts.some((id) =>
      institution.ids.includes(cast.index.accounts.get(id)?.institution_id ?? ''),
    );
    return isOurs && base.form.startsWith('goaml-')
      ? { ...party, is_client: true as const }
      : party;
  });
}

function activityOf({ evidence, cast, gaps }: Drafting, currency: string): FiledActivity {
  const { payments } = evidence;
  const [first, last] = [payments[0], payments.at(-1)];
  if (!first || !last) {
    gaps.add('activity.from', 'activity');
    return {};
  }
  const { amount, without } = reportedAmount(evidence, currency);
  if (without > 0) gaps.add('activity.amount', 'currency', { n: without, currency });
  const both = amountBothWays(evidence, cast, currency);
  if (both) gaps.add('activity.amount', 'both_ways', both);
  return {
    ...{ from: first.time.slice(0, 10), to: last.time.slice(0, 10) },
    ...(amount === null ? { amount_unknown: true as const } : { amount }),
  };
}

/** What each form has room for. A Mexican report tells why in a column of its own. */
function tellBlocks(form: string, narrative: Narrative, options: ReportOptions) {
  const voice = options.voices[narrative.language];
  if (form === 'fincen-sar') return fitNarrative(narrative, { block: 4000, blocks: 5 }, voice);
  const one = { block: 4000, blocks: 1, between_parts: ' ' } as const;
  if (!isMexican(form)) return fitNarrative(narrative, one, voice);
  const part = (isWhy: boolean) => ({
    sentences: narrative.sentences.filter(({ part: name }) => (name === 'why') === isWhy),
  });
  const [description, reasons] = [part(false), part(true)].map((each) =>
    fitNarrative(each, one, voice),
  );
  return {
    blocks: [description?.blocks[0] ?? '', ...(reasons?.blocks ?? [])],
    dropped: [...(description?.dropped ?? []), ...(reasons?.dropped ?? [])],
  };
}

function evidenceOf(evidence: Evidence, narrative: Narrative): NonNullable<Filing['evidence']> {
  return {
    alerts: evidence.alerts.map(({ id }) => id),
    networks: evidence.networks.map(({ network }) => network.id),
    payments: evidence.payments.map(({ id }) => id),
    sentences: narrative.sentences.map(({ text, facts }) => ({ text, facts: [...facts] })),
  };
}

function narrativeGaps(gaps: Gaps, { sentences }: Narrative, dropped: number): void {
  for (const { id, stale, text, drafted } of sentences) {
    if (stale.length > 0) gaps.add('narrative', 'stale', { id, n: stale.length });
    if (text !== drafted && quotesReport(text)) gaps.add('narrative', 'quotes_report', { id });
  }
  if (dropped > 0) gaps.add('narrative', 'shortened', { n: dropped });
}
