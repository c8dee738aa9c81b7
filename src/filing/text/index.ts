/** Text as forms can hold it: shown where it was changed, never silent. */
export { type Alphabet, isSpelledIn, ofLength } from './alphabet.js';
export { CNBV_TEXT, FINCEN_NARRATIVE, FINCEN_TEXT, GOAML_NAME } from './alphabets.js';
export { type Change, type Transliterated, transliterate } from './transliterate.js';
