import { Fault, type Language } from '../base/index.js';
import { firstElement } from './document/first-element.js';
import { readXmlUnits, type XmlPart } from './document/read-xml.js';
import type { Filing } from './filing.js';
import type { FileHead, Format } from './format.js';
import { recogniseForm } from './formats.js';
import { filingDay, Judges, type JudgesOptions, type Verdicts } from './judges.js';
import type { Layout } from './layout/layout.js';
import { type RuleFinding, type Severity, worstOf } from './rule/rule.js';

/** A file as it can be read more than once. */
export interface FileSource {
  /** As messages name it. */
  readonly file: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface ExamineOptions extends JudgesOptions {
  /** Hears each filing as it is read; the examination waits for it. */
  readonly hear?: (filing: Filing, path: string) => void | Promise<void>;
  /** Hears how many bytes were read. */
  readonly progress?: (bytes: number) => void;
}

export interface Examination extends Verdicts {
  readonly file: string;
  readonly format: string;
  readonly form: string;
  /** Which layout judged, and whether it is that of the day of filing. */
  readonly layout: Pick<Layout, 'form' | 'from' | 'until' | 'source' | 'verified'>;
  readonly is_dated: boolean;
  readonly filings: number;
  /** Reports of nothing (*informes en ceros*). */
  readonly zero: number;
  /** Why reading ended before the file did; null: the whole file was read. */
  readonly fault: Fault | null;
  /** The heaviest of all findings; null: nothing was found. Not what an authority will say. */
  readonly worst: Severity | null;
}

/** More than any authority takes; the rules know each one's limit. */
const BYTES_MAX = 4_000_000_000;
const HEAD_BYTES = 1 << 16;

/**
 * Reads a file of filings once, one filing at a time, and judges it by layout, rules and the
 * official schema. What cannot be read ends the examination with its `fault`; what came before was
 * heard and judged. Throws a Fault `filing.unknown_format` where the file is none of the formats.
 */
export async function examine(source: FileSource, options: ExamineOptions): Promise<Examination> {
  const head = await headOf(source);
  const found = recogniseForm(head);
  if (!found) {
    const code = /^\s*[[{]/.test(head.text) ? 'filing.json_given' : 'filing.unknown_format';
    throw new Fault(code, {}, { file: source.file });
  }
  const { format, form } = found;
  const day = filingDay(options);
  const { layout, is_dated } = options.forms.layoutOf(form, day);
  const judges = new Judges(
    { format, layout, day, file: { name: source.file, bytes: source.bytes } },
    options,
  );
  const lens = format.lens(form);
  let [filings, zero] = [0, 0];
  let fault: Fault | null = null;
  let verdicts: Verdicts | null = null;
  try {
    for await (const part of partsOf(source, format, layout, options.progress)) {
      if (part.kind === 'end') verdicts = judges.end(part);
      if (part.kind === 'unit') {
        filings += 1;
        judges.unit(part);
        await options.hear?.(lens.read(part.unit, part.frame), part.path);
      }
      if (part.kind === 'rest') judges.frame(part);
      if (part.kind === 'frame') {
        zero += 1;
        judges.frame(part);
        await options.hear?.(lens.read(null, part.frame), part.path);
      }
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = error;
  }
  verdicts ??= judges.close();
  const told = fault ? [faultFinding(fault, options.voices)] : [];
  return {
    ...verdicts,
    findings: [...verdicts.findings, ...told],
    file: source.file,
    format: format.id,
    form,
    layout,
    is_dated,
    filings,
    zero,
    fault,
    worst: fault ? 'reject' : worstOf(verdicts.findings),
  };
}

/** What keeps a file from being read, as a finding: an authority cannot read it either. */
export function faultFinding(fault: Fault, voices: ExamineOptions['voices']): RuleFinding {
  const { code, params, place } = fault;
  const key = `fault.${code}`;
  const sentence = (language: Language) =>
    voices[language].has(key) ? voices[language].say(key, params) : code;
  const { line, column } = place ?? {};
  return {
    rule: `document.${code.replace(/^filing\./, '')}`,
    severity: 'reject',
    path: '',
    place: line === undefined ? null : { line, column: column ?? 1 },
    value: '',
    sentence: { en: sentence('en'), es: sentence('es') },
    source: 'XML 1.0, and what no report to an authority needs',
    verified: true,
  };
}

async function headOf(source: FileSource): Promise<FileHead> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return firstElement(Buffer.concat(chunks).subarray(0, HEAD_BYTES), source.file);
}

function partsOf(
  source: FileSource,
  { medium }: Format,
  layout: Layout,
  progress: ExamineOptions['progress'],
): AsyncIterable<XmlPart> {
  const bytes = progress ? counted(source.open(), progress) : source.open();
  const { file } = source;
  if (medium !== 'xml') return medium.read(bytes, layout, { file, bytes_max: BYTES_MAX });
  const { unit, numbered } = layout;
  return readXmlUnits(bytes, unit, { file, numbered, bytes_max: BYTES_MAX });
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    progress(read);
    yield chunk;
  }
}
