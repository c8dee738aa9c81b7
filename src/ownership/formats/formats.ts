/** The list of ownership formats; a file's is recognised by its content, not by its name. */
import { Fault } from '../../base/index.js';
import { bods } from './bods/read.js';
import { boir } from './boir/read.js';
import { cfdi } from './cfdi.js';
import { csv } from './csv/read.js';
import { ftm } from './ftm/read.js';
import { gleifJson } from './gleif/json.js';
import { gleifXml } from './gleif/xml.js';
import type { StatementFormat } from './reader.js';
import { ukPsc } from './uk-psc.js';

/** The first that recognises a file reads it; CSV takes whatever is text. */
export const STATEMENT_FORMATS: readonly StatementFormat[] = [
  bods,
  ukPsc,
  gleifJson,
  ftm,
  gleifXml,
  boir,
  cfdi,
  csv,
];

export function formatOf(head: string, file: string): StatementFormat {
  const text = head.replace(/^\uFEFF/, '');
  const format = STATEMENT_FORMATS.find((each) => each.recognise(text));
  if (format) return format;
  const known = STATEMENT_FORMATS.map(({ id }) => id).join(', ');
  throw new Fault('statements.format_unknown', { known }, { file });
}
