import { CNBV_FORMS, formOfRow } from './forms.js';
import { rowsMedium } from './medium.js';
import { operationLens } from './operation-lens.js';
/**
 * Reports of relevant, unusual and internal operations to the UIF through the CNBV: rows of text,
 * in one table of columns for banks and another for other sectors.
 */
export const cnbvFormat = {
    id: 'cnbv',
    title: {
        en: 'Reports to the UIF through the CNBV (text)',
        es: 'Reportes a la UIF por conducto de la CNBV (texto)',
    },
    medium: rowsMedium,
    forms: CNBV_FORMS.map(({ form }) => form),
    recognise: formOfRow,
    lens(form) {
        const found = CNBV_FORMS.find((each) => each.form === form);
        if (!found)
            throw new RangeError(`no form of the CNBV: ${form}`);
        return operationLens(found);
    },
};
