/** The formats of filings. A new one is one line here. */

import { Fault } from '../base/index.js';
import { cnbvFormat } from './cnbv/cnbv-format.js';
import { fincenFormat } from './fincen/fincen-format.js';
import type { FileHead, Format } from './format.js';
import { goamlFormat } from './goaml/goaml-format.js';
import { lfpiorpiFormat } from './lfpiorpi/lfpiorpi.js';

export const FORMATS: readonly Format[] = [fincenFormat, lfpiorpiFormat, cnbvFormat, goamlFormat];

/** The format and form of a file, told by its content; null: none of ours. */
export function recogniseForm(
  head: FileHead,
): { readonly format: Format; readonly form: string } | null {
  for (const format of FORMATS) {
    const form = format.recognise(head);
    if (form !== null) return { format, form };
  }
  return null;
}

/** The format that has a form. Throws a Fault `filing.no_form`, which names the forms there are. */
export function formatOfForm(form: string, file?: string): Format {
  const format = FORMATS.find(({ forms }) => forms.includes(form));
  if (format) return format;
  const known = FORMATS.flatMap(({ forms }) => forms).join(', ');
  throw new Fault('filing.no_form', { form, known }, file === undefined ? undefined : { file });
}

/** Whether a form's files are XML; of others nothing is known but what they say. */
export function isXmlForm(form: string): boolean {
  return formatOfForm(form).medium === 'xml';
}
