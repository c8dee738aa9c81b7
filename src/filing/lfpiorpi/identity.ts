import { leaf } from '../document/node.js';
import type { FiledParty } from '../filing.js';
import type { Piece } from '../lens/lens.js';
import { plainText } from './plain-text.js';

/** A number of one kind among a party's identities. */
export function identity(kind: string, name: string): Piece<FiledParty> {
  return {
    read(rest) {
      const [number] = rest.take(name, plainText, 1);
      return number === undefined ? {} : { identities: [{ kind, number }] };
    },
    write({ identities }) {
      const found = identities?.find((each) => each.kind === kind);
      return found?.number === undefined ? [] : [leaf(name, found.number)];
    },
  };
}
