import { accountsIn, statedAccount } from './account-text.js';
import { identifiersIn, statedRfc } from './identifier-text.js';
import type { FoundAccount, OrderPerson } from './order.js';
import type { OrderPart, PartText } from './part.js';

/** A person of an order, with the accounts that the order knows of it. */
export function readPerson(part: OrderPart): {
  readonly person: OrderPerson;
  readonly accounts: readonly FoundAccount[];
} {
  const [given, paternal, maternal] = ['Nombre', 'Paterno', 'Materno'].map((each) =>
    oneLine(part.text(each)),
  );
  const complement = part.text('Complementarios');
  const rfcs = part.texts('Rfc').map(statedRfc);
  const curps = part.texts('Curp').flatMap(identifiersIn);
  const person: OrderPerson = {
    id: (part.text('PersonaId') ?? part.text('ParteId'))?.text ?? null,
    character: oneLine(part.text('Caracter')),
    kind: kindOf(part),
    given: given ?? null,
    paternal: paternal ?? null,
    maternal: maternal ?? null,
    name: [given, paternal, maternal].filter(Boolean).join(' ') || null,
    identifiers: [...rfcs, ...curps, ...(complement ? identifiersIn(complement) : [])],
    relation: oneLine(part.text('Relacion')),
    address: oneLine(part.text('Domicilio')),
    complement: complement?.text ?? null,
    place: part.place,
  };
  reportPerson(part, person);
  const known = part.parts('CuentasConocidas').flatMap(readKnown);
  return { person, accounts: [...known, ...(complement ? accountsIn(complement) : [])] };
}

/** Accounts that an order knows of a person (CuentasConocidas), and its words about them. */
function readKnown(part: OrderPart): FoundAccount[] {
  const institution = oneLine(part.text('Entidad'));
  const stated = part.texts('Cuenta').map((each) => statedAccount(each, institution));
  return [...stated, ...part.texts('Instrucciones').flatMap(accountsIn)];
}

function kindOf(part: OrderPart): OrderPerson['kind'] {
  const said = part.text('Persona');
  const word = said?.text.toLowerCase() ?? '';
  if (/^f[ií]sica$/.test(word)) return 'person';
  if (word === 'moral') return 'organisation';
  if (said) part.fault('kind', { value: said.text }, said.place);
  return null;
}

function reportPerson(part: OrderPart, { name, identifiers }: OrderPerson): void {
  const rfcs = identifiers.filter(({ kind }) => kind === 'rfc');
  for (const { value, findings, at } of rfcs)
    if (findings.some(({ severity }) => severity === 'error'))
      part.fault('rfc', { value }, at.place);
  const values = [...new Set(rfcs.map(({ value }) => value))];
  if (values.length > 1) part.fault('several_rfc', { values: values.join(', ') });
  if (name === null && identifiers.length === 0) part.fault('nobody', {});
}

function oneLine(found: PartText | null): string | null {
  return found?.text.replace(/\s+/g, ' ') ?? null;
}
