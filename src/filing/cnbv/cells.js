export function cellsOf(row) {
    return Object.fromEntries(row.children.map(({ name, text }) => [name, text]));
}
/** What a row says of an operation, as far as it is understood. The inverse is `operationCells`. */
export function operationOf(cells, { kind, is_bank }) {
    const text = (column) => (cells[column]?.trim() ? cells[column] : undefined);
    const operation = defined({
        kind: text('tipo_operacion'),
        instrument: text('instrumento_monetario'),
        account: text('numero_cuenta_contrato'),
        amount: matching(text('monto'), /^\d{1,17}(\.\d{1,4})?$/),
        currency: text('moneda'),
        on: dayOf(text('fecha_operacion')),
        detected_on: dayOf(text('fecha_deteccion')),
        text: text('descripcion_operacion'),
    });
    const reasons = text('razones_reporte');
    const place = is_bank
        ? {
            addresses: some(defined({ city: text('localidad') })),
            identities: keyOf('branch', text('cp_sucursal')),
        }
        : { addresses: some(defined({ city: text('localidad'), postal_code: text('cp_sucursal') })) };
    const parties = [
        partyOf('filer', {
            regulator: text('organo_supervisor'),
            identities: keyOf('casfim', text('clave_sujeto_obligado')),
        }),
        partyOf('branch', place),
        subjectOf(cells, is_bank),
    ].filter((party) => party !== null);
    return defined({
        period: periodOf(text('periodo_reporte'), kind),
        reference: text('folio'),
        operations: some(operation),
        parties: parties.length > 0 ? parties : undefined,
        narrative: reasons === undefined ? undefined : [reasons],
    });
}
/** What a row says of an account or person that belongs to an operation. */
export function relatedOf(cells) {
    const text = (column) => (cells[column]?.trim() ? cells[column] : undefined);
    const full = text('nombre_titular_relacionado');
    const family = text('paterno_relacionado');
    const maternal = unlessUnknown(text('materno_relacionado'));
    const name = family === undefined && maternal === undefined
        ? { full }
        : { given: full, ...familyOf(family), maternal };
    const account = {
        number: text('numero_cuenta_relacionado'),
        institution: text('clave_sujeto_relacionado'),
    };
    const party = partyOf('related', {
        names: some(defined(name)),
        accounts: some(defined(account)),
    });
    return party ?? { role: 'related' };
}
/** What stands for a surname that is not known. */
export const UNKNOWN = 'XXXX';
function subjectOf(cells, is_bank) {
    const text = (column) => (cells[column]?.trim() ? cells[column] : undefined);
    const kind = { 1: 'person', 2: 'organisation' }[cells.tipo_persona ?? ''];
    const company = text('razon_social');
    const name = kind === 'organisation'
        ? defined({ full: company })
        : defined({
            given: text('nombre'),
            ...familyOf(text('apellido_paterno')),
            maternal: unlessUnknown(text('apellido_materno')),
        });
    const address = defined({
        street: text('domicilio'),
        quarter: cells.colonia === '0' ? undefined : text('colonia'),
        city: text('ciudad_poblacion'),
    });
    const day = dayOf(text('fecha_nacimiento_constitucion'));
    const phones = text('telefono')?.split('/') ?? [];
    return partyOf('subject', {
        kind,
        names: some(name),
        ...(kind === 'organisation' ? { founded_on: day } : { born_on: day }),
        nationality: nationalityOf(cells.nacionalidad ?? '', is_bank),
        identities: [...(keyOf('rfc', text('rfc')) ?? []), ...(keyOf('curp', text('curp')) ?? [])],
        addresses: some(address),
        phones: phones.every((number) => number !== '') ? phones.map((number) => ({ number })) : [],
        occupation_code: text('actividad_economica'),
    });
}
function familyOf(text) {
    if (text === undefined)
        return {};
    return text === UNKNOWN ? { family_unknown: true } : { family: text };
}
function unlessUnknown(text) {
    return text === UNKNOWN ? undefined : text;
}
function nationalityOf(text, is_bank) {
    if (is_bank)
        return matching(text, /^[A-Z]{2}$/);
    return text === '1' ? 'MX' : undefined;
}
function keyOf(kind, number) {
    return number === undefined ? undefined : [{ kind, number }];
}
/** `20260914` as a day that the calendar has. */
function dayOf(text) {
    const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '') ?? [];
    if (!year || !month || !day)
        return undefined;
    const written = `${year}-${month}-${day}`;
    const time = Date.parse(`${written}T00:00:00Z`);
    const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
    return isDay ? written : undefined;
}
/** Relevant operations are of a month, the others of a day. */
function periodOf(text, kind) {
    if (kind !== '1')
        return dayOf(text);
    const [, year, month] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
    return year && month ? `${year}-${month}` : undefined;
}
function matching(text, shape) {
    return text !== undefined && shape.test(text) ? text : undefined;
}
function partyOf(role, says) {
    const own = defined(says);
    return Object.keys(own).length > 0 ? { role, ...own } : null;
}
/** Without what is undefined or an empty list. */
function defined(value) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0));
    return Object.fromEntries(entries);
}
function some(value) {
    return Object.keys(value).length > 0 ? [value] : undefined;
}
