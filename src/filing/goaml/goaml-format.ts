import type { Format } from '../format.js';
import { reportLens } from './report-lens.js';

/**
 * goAML, the software of the UN's office in Vienna that many FIUs take reports by; FinCEN and the
 * UIF do not. Each FIU has its version and its code lists: a layout each, `goaml-report` for those
 * that have none.
 */
export const goamlFormat: Format = {
  id: 'goaml',
  title: { en: 'goAML report', es: 'Reporte goAML' },
  medium: 'xml',
  forms: ['goaml-report', 'goaml-uae'],
  recognise({ root, text }) {
    if (root?.name !== 'report' || !SIGN.test(text)) return null;
    const currency = /<currency_code_local>\s*([A-Z]+)\s*</.exec(text)?.[1];
    return FIU_OF_CURRENCY.get(currency ?? '') ?? 'goaml-report';
  },
  lens: (form) => reportLens(form),
};

/** Other formats have a root of this name, too. */
const SIGN = /<(?:rentity_id|report_code|submission_code|entity_reference)[\s>]/;
/** A report is in the currency of its FIU. */
const FIU_OF_CURRENCY: ReadonlyMap<string, string> = new Map([['AED', 'goaml-uae']]);
