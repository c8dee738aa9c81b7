/** Cuts a file of SWIFT FIN messages into messages, and a message into its fields, with places. */
import { TextDecoder } from 'node:util';
import { LIMITS } from '../../base/index.js';

/** One message: type, banks of its header, user reference and the fields of its text. */
export interface FinMessage {
  /** `103`, `202` …; empty where the header names none. */
  readonly type: string;
  readonly sender: string;
  readonly receiver: string;
  readonly uetr: string;
  readonly fields: readonly FinField[];
  readonly line: number;
  readonly column: number;
  /** Whether its text was ended as it must. */
  readonly isComplete: boolean;
  /** Whether it is an acknowledgement of the network and no message of a bank. */
  readonly isService: boolean;
}

export interface FinField {
  /** `32A`, `50K` … */
  readonly tag: string;
  readonly value: string;
  readonly line: number;
}

/** Messages of a file, whatever stands between them; Latin-1, since each byte is a character. */
export async function* readFin(bytes: AsyncIterable<Uint8Array>): AsyncIterable<FinMessage> {
  const decoder = new TextDecoder('latin1');
  let held = '';
  const place = { line: 1, column: 1 };
  const advance = (text: string) => {
    const lines = text.split('\n');
    place.line += lines.length - 1;
    place.column = (lines.length > 1 ? 1 : place.column) + (lines.at(-1)?.length ?? 0);
  };
  for await (const chunk of bytes) {
    held += decoder.decode(chunk, { stream: true });
    for (let next = held.indexOf(START, 1); next > 0; next = held.indexOf(START, 1)) {
      if (held.startsWith(START)) yield parseFin(held.slice(0, next), place);
      advance(held.slice(0, next));
      held = held.slice(next);
    }
    if (held.length <= LIMITS.line_characters_max) continue;
    const surplus = held.slice(KEPT_CHARACTERS, -START.length);
    held = held.slice(0, KEPT_CHARACTERS) + held.slice(-START.length);
    place.line += surplus.split('\n').length - 1;
  }
  const start = held.indexOf(START);
  if (start < 0) return;
  advance(held.slice(0, start));
  yield parseFin(held.slice(start), place);
}

function parseFin(text: string, place: { line: number; column: number }): FinMessage {
  const header = /\{2:([IO])(\d{3})([^}]*)\}/.exec(text);
  const own = /^\{1:([A-Z])(\d{2})([A-Z0-9]{12})/.exec(text);
  const isInput = header?.[1] === 'I';
  const other = header?.[3] ?? '';
  const peer = isInput ? other.slice(0, 12) : other.slice(10, 22);
  const self = own?.[3] ?? '';
  const body = /\{4:\s*\r?\n?([\s\S]*)$/.exec(text);
  const bodyLine =
    place.line + (body ? newlines(text.slice(0, text.length - (body[1] ?? '').length)) : 0);
  const end = /(?:^|\n)-\}/.exec(body?.[1] ?? '');
  return {
    type: header?.[2] ?? '',
    sender: isInput ? self : peer,
    receiver: isInput ? peer : self,
    uetr: /\{121:([\da-fA-F-]{36})\}/.exec(text)?.[1] ?? '',
    fields: fieldsOf((body?.[1] ?? '').slice(0, end?.index), bodyLine),
    line: place.line,
    column: place.column,
    isComplete: end !== null,
    isService: own?.[2] === '21' || own?.[2] === '25',
  };
}

function fieldsOf(body: string, line: number): FinField[] {
  const fields: { tag: string; value: string; line: number }[] = [];
  for (const [i, text] of body.split(/\r*\n|\r+$/).entries()) {
    const match = /^:(\d{2}[A-Z]?):(.*)$/.exec(text);
    const last = fields.at(-1);
    if (match) fields.push({ tag: match[1] ?? '', value: match[2] ?? '', line: line + i });
    else if (last && text.trim() !== '') last.value += `\n${text}`;
  }
  return fields;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

const START = '{1:';
/** What is kept of a message that is too long to be one: its headers, to name it by. */
const KEPT_CHARACTERS = 20_000;
