import type { Alphabet } from './alphabet.js';

/**
 * What fields of forms take, as data. LFPIORPI's sets, which differ by activity, lie in
 * `filing/lfpiorpi/`'s layouts and are said by `lfpiorpi/characters.ts`.
 */

/** FinCEN: printable ASCII without spaces at the ends (`\S+( +\S+)*`); the guide was not read. */
export const FINCEN_TEXT: Alphabet = {
  id: 'fincen.text',
  title: { en: 'FinCEN text', es: 'texto de FinCEN' },
  characters: '\\x20-\\x7E',
  trimmed: true,
  capitals: false,
  length_max: null,
};

/** FinCEN's narrative: a block of 4,000 characters that may break lines and begin with a space. */
export const FINCEN_NARRATIVE: Alphabet = {
  id: 'fincen.narrative',
  title: { en: 'FinCEN narrative', es: 'narrativa de FinCEN' },
  characters: '\\x20-\\x7E\\n\\t',
  capitals: false,
  length_max: 4000,
};

/** CNBV: columns in capitals that end with a semicolon, which therefore no value may hold. */
export const CNBV_TEXT: Alphabet = {
  id: 'cnbv.text',
  title: { en: 'CNBV column', es: 'columna de la CNBV' },
  characters: 'A-ZÑ0-9 .,&/#@_()\'"+:%*$-',
  trimmed: true,
  capitals: true,
  length_max: null,
};

/** goAML 5.0.2: the pattern of 48 of its fields, names above all. */
export const GOAML_NAME: Alphabet = {
  id: 'goaml.name',
  title: { en: 'goAML name', es: 'nombre de goAML' },
  characters: "a-zA-Z0-9 .'\\-",
  capitals: false,
  length_max: null,
};
