import type { FileHead, Format } from '../format.js';
import { fincenLens } from './filing-lens.js';
import { FINCEN_FORMS, type FincenForm, FORM_TYPES } from './forms.js';

/**
 * FinCEN's batches of the BSA E-Filing System. A file whose form type is missing or wrong is told
 * by what else its root says, so that the rules can name the mistake; it is no form of ours
 * otherwise.
 */
export const fincenFormat: Format = {
  id: 'fincen',
  title: { en: 'FinCEN BSA E-Filing (XML 2.0)', es: 'FinCEN BSA E-Filing (XML 2.0)' },
  medium: 'xml',
  forms: FINCEN_FORMS,
  states_filing_day: true,
  recognise(head: FileHead): string | null {
    if (head.root?.name !== 'EFilingBatchXML') return null;
    if (/<(?:[\w.-]+:)?EFilingSubmissionXML\b/.test(head.text)) return null;
    return formOf(head.text);
  },
  lens: (form) => fincenLens(known(form)),
};

const FORM_TYPE = /<(?:[\w.-]+:)?FormTypeCode\b[^>]*>\s*([^<]*?)\s*</;
/** What a root or a schema's address says where the form type does not. */
const SIGNS: readonly (readonly [RegExp, FincenForm])[] = [
  [/SARX|ActivityAttachmentCount=|SuspiciousActivity\b/, 'fincen-sar'],
  [/8300/, 'fincen-8300'],
  [/DOEPX?|DesignationExemptActivity/, 'fincen-doep'],
  [/FBARX?|JointlyOwnedOwnerCount=|ForeignAccountActivity/, 'fincen-fbar'],
  [/CTRX?|CurrencyTransactionActivity/, 'fincen-ctr'],
];

function formOf(text: string): FincenForm | null {
  const said = FORM_TYPE.exec(text)?.[1];
  const exact = FINCEN_FORMS.find((form) => FORM_TYPES[form] === said);
  if (exact) return exact;
  const near = FINCEN_FORMS.find((form) => said && FORM_TYPES[form].startsWith(said));
  return near ?? SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null;
}

function known(form: string): FincenForm {
  const found = FINCEN_FORMS.find((each) => each === form);
  if (!found) throw new Error(`fincen has no form ${form}`);
  return found;
}
