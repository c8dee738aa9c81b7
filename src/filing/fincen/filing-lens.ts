import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { FiledParty, Filing } from '../filing.js';
import type { FilingLens, Written } from '../format.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { type Codec, coded, many, text, texts } from '../lens/pieces.js';
import { under } from '../lens/wrappers.js';
import { cash, withEmpties, withoutEmpties } from './cash.js';
import { day, fields } from './fields.js';
import { fitted } from './fit.js';
import { type FincenForm, FORM_TYPES } from './forms.js';
import { lossesBetween } from './losses.js';
import { narrative } from './narrative.js';
import { partyLens } from './party.js';
import { suspicion } from './suspicion.js';
import { totalsOf } from './totals.js';

/**
 * One `Activity` of a batch as a filing. What the form cannot hold is changed first (`fitted`) and
 * told; then the file is read again, and whatever the filing said that it does not say is told too.
 */
export function fincenLens(form: FincenForm): FilingLens {
  const unitLens = record<Filing>(pieces(form));
  const totals = totalsOf(form);
  // The counters stand in the root from the first filing on, as the schema asks; the tally of all
  // filings takes their place.
  const counters = totals.begin().attributes();
  const frame = branch('EFilingBatchXML', [leaf('FormTypeCode', FORM_TYPES[form])], counters);
  const read = (unit: DocumentNode | null): Filing => {
    const inside = unit ? unitLens.read(changed(unit, form, withoutEmpties)) : {};
    return { ...inside, form };
  };
  return {
    read: (unit) => read(unit),
    write(filing): Written {
      const { filing: whole, losses } = fitted(filing, form);
      const ready = withKind(whole);
      const unit = changed(unitLens.write(ready, 'Activity'), form, withEmpties);
      const dropped = lossesBetween(ready, read(unit));
      return { unit, frame, losses: [...losses, ...dropped] };
    },
    totals,
  };
}

const ASSOCIATION = 'ActivityAssociation';
const CORRECTS = 'CorrectsAmendsPriorReportIndicator';

/** Marks of `ActivityAssociation`, in the order of the layout. */
const KINDS: Readonly<Record<FincenForm, Readonly<Record<string, Kind>>>> = {
  'fincen-sar': {
    ContinuingActivityReportIndicator: 'continuing',
    [CORRECTS]: 'correction',
    InitialReportIndicator: 'initial',
    JointReportIndicator: 'joint',
  },
  'fincen-ctr': { [CORRECTS]: 'correction', InitialReportIndicator: 'initial' },
  'fincen-8300': { [CORRECTS]: 'correction', InitialReportIndicator: 'initial' },
  'fincen-doep': {
    ExemptionAmendedIndicator: 'correction',
    InitialDesignationIndicator: 'initial',
  },
  'fincen-fbar': { [CORRECTS]: 'correction' },
};

/** Marks that must be written also when they are not set. */
const REQUIRED_MARKS: Partial<Readonly<Record<FincenForm, readonly string[]>>> = {
  'fincen-ctr': [CORRECTS, 'FinCENDirectBackFileIndicator', 'InitialReportIndicator'],
  'fincen-fbar': [CORRECTS],
};

type Kind = NonNullable<Filing['kinds']>[number];

function pieces(form: FincenForm): readonly Piece<Filing>[] {
  const filedOn = form === 'fincen-fbar' ? 'ApprovalOfficialSignatureDateText' : 'FilingDateText';
  const parties = many<Filing, FiledParty>('parties', 'Party', partyLens(form) as Lens<FiledParty>);
  return [
    under<Filing>(ASSOCIATION, [kinds(KINDS[form])]),
    ...fields<Filing>(form, {
      EFilingPriorDocumentNumber: text<Filing>('prior_id', 'EFilingPriorDocumentNumber'),
      [filedOn]: coded<Filing, string>('filed_on', filedOn, day),
      FilingInstitutionNotetoFinCEN: text<Filing>('note', 'FilingInstitutionNotetoFinCEN'),
      ActivitySupportDocument: under<Filing>('ActivitySupportDocument', [
        texts<Filing>('attachments', 'OriginalAttachmentFileName'),
      ]),
      Party: parties,
      ActivityNarrativeInformation: narrative,
    }),
    ...subject(form),
  ];
}

/** What the form is about, beside who. */
function subject(form: FincenForm): readonly Piece<Filing>[] {
  if (form === 'fincen-sar') return [suspicion];
  if (form === 'fincen-ctr' || form === 'fincen-8300') return [cash(form)];
  if (form === 'fincen-doep') return [];
  const year: Codec<string> = {
    read: (value) => (/^(?:19|20)\d\d$/.test(value) ? value : null),
    write: (value) => value.slice(0, 4),
  };
  return [
    under<Filing>('ForeignAccountActivity', [
      coded<Filing, string>('period', 'ReportCalendarYearText', year),
    ]),
  ];
}

function kinds(marks: Readonly<Record<string, Kind>>): Piece<Filing> {
  return {
    read(rest) {
      const found = Object.entries(marks).filter(
        ([element]) =>
          rest.take(element, (node) => (node.text === 'Y' ? true : null), 1).length > 0,
      );
      return found.length > 0 ? { kinds: found.map(([, kind]) => kind) } : {};
    },
    write: (filing) =>
      Object.entries(marks)
        .filter(([, kind]) => filing.kinds?.includes(kind))
        .map(([element]) => leaf(element, 'Y')),
  };
}

/** A report that says nothing of its kind is an initial one. */
function withKind(filing: Filing): Filing {
  const isTold = (filing.kinds?.length ?? 0) > 0 || filing.details?.[ASSOCIATION] !== undefined;
  if (isTold) return filing;
  if (filing.form !== 'fincen-fbar') return { ...filing, kinds: ['initial'] };
  return { ...filing, details: { ...filing.details, [ASSOCIATION]: '' } };
}

/** The marks that are only there because they must be: away before reading, back after writing. */
function changed(
  unit: DocumentNode,
  form: FincenForm,
  change: (node: DocumentNode, required: readonly string[]) => DocumentNode,
): DocumentNode {
  const required = REQUIRED_MARKS[form];
  if (!required) return unit;
  const children = unit.children.map((child) =>
    child.name === ASSOCIATION ? change(child, required) : child,
  );
  return { ...unit, children };
}
