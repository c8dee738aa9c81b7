import { leaf } from '../document/node.js';
import type { FiledName, FiledParty } from '../filing.js';
import type { Piece } from '../lens/lens.js';
import { plainText } from './plain-text.js';

/** What the forms write where a name is not known. */
const UNKNOWN_NAME = 'XXXX';

/** A name in three parts. The mother's surname is written `XXXX` where it is not known. */
export const personName: Piece<FiledParty> = {
  read(rest) {
    const [given] = rest.take('nombre', plainText, 1);
    const [family] = rest.take('apellido_paterno', plainText, 1);
    const [maternal] = rest.take('apellido_materno', plainText, 1);
    const name: FiledName = {
      ...known('given', given),
      ...known('family', family),
      ...(maternal !== undefined && maternal !== UNKNOWN_NAME ? { maternal } : {}),
    };
    return Object.keys(name).length > 0 || maternal !== undefined ? { names: [name] } : {};
  },
  write({ names: [name] = [] }) {
    if (!name) return [];
    const given = name.given ?? (name.given_unknown ? UNKNOWN_NAME : undefined);
    const family = name.family ?? (name.family_unknown ? UNKNOWN_NAME : undefined);
    return [
      ...(given ? [leaf('nombre', given)] : []),
      ...(family ? [leaf('apellido_paterno', family)] : []),
      leaf('apellido_materno', name.maternal ?? UNKNOWN_NAME),
    ];
  },
};

export const companyName: Piece<FiledParty> = {
  read(rest) {
    const [full] = rest.take('denominacion_razon', plainText, 1);
    return full === undefined ? {} : { names: [{ full }] };
  },
  write: ({ names: [name] = [] }) => (name?.full ? [leaf('denominacion_razon', name.full)] : []),
};

function known(key: 'given' | 'family', value: string | undefined): FiledName {
  if (value === undefined) return {};
  return value === UNKNOWN_NAME ? { [`${key}_unknown`]: true } : { [key]: value };
}
