export const CNBV_FORMS = [false, true].flatMap((is_bank) => ['ror', 'roi', 'roip'].map((name, index) => ({
    form: `cnbv-${name}${is_bank ? '-bank' : ''}`,
    kind: ['1', '2', '3'][index] ?? '1',
    is_bank,
})));
/**
 * The form of a file by its first row: columns tell the sector, column 1 the report. Where column 1
 * is wrong, the period tells relevant operations (a month) from unusual ones (a day), so that the
 * rules can say what is wrong.
 */
export function formOfRow({ root, text }) {
    if (root !== null)
        return null;
    const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
    const cells = line.split(';');
    const [kind = '', period = ''] = cells;
    if (cells.length < CELLS_MIN || cells.length > CELLS_MAX)
        return null;
    const isReport = /^[123]?$/.test(kind.trim()) || /^\d{6}(\d\d)?$/.test(period);
    if (!isReport)
        return null;
    const told = CNBV_FORMS.some((each) => each.kind === kind) ? kind : period.length > 6 ? '2' : '1';
    const is_bank = cells.length >= BANK_CELLS_MIN;
    const found = CNBV_FORMS.find((each) => each.kind === told && each.is_bank === is_bank);
    return found?.form ?? null;
}
/** A row that was cut short is still one; the head of a file may end within its longest columns. */
const CELLS_MIN = 25;
const CELLS_MAX = 60;
/** Between 36 columns with a separator too many and 41 with some too few. */
const BANK_CELLS_MIN = 40;
