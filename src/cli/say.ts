import { relative, resolve } from 'node:path';
import { type Fault, formatPlace, type Speaker, type Values } from '../base/index.js';
import type { CommandContext } from './context.js';
import { clip, wrap } from './table.js';

type Voiced = Pick<CommandContext, 'voice' | 'cwd'>;

/** `file:line:column  code  sentence`. A code without a sentence shows its parameters. */
export function faultLine(fault: Fault, context: Voiced): string {
  const { place } = fault;
  const where = place
    ? `${formatPlace({ ...place, file: inLine(shown(context, place.file)) })}  `
    : '';
  return `${clean(`${where}${fault.code}  ${sentenceOf(fault, context.voice)}`)}\n`;
}

/** Faults as JSON carries them. */
export function faultJson(fault: Fault, voice: Speaker): Record<string, unknown> {
  const message = sentenceOf(fault, voice);
  return { code: fault.code, message, params: fault.params, place: fault.place ?? null };
}

/** Writes the result for programs (`--json`) or for people. */
export function answer(context: CommandContext, json: unknown, lines: readonly string[]): void {
  const text = lines.map((line) => `${clean(line)}\n`).join('');
  context.out(context.json ? jsonText(json) : text);
}

/** A sentence for people, as wide as the terminal; nothing with `--json`. */
export function tell(context: CommandContext, text: string): void {
  if (context.json) return;
  context.out(
    wrap(clean(text), context.width)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

export function jsonText(json: unknown): string {
  const plain = (_key: string, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value;
  return `${JSON.stringify(json, plain, 2)}\n`;
}

/** A path of the command line, meant from where the user stands. */
export function at(context: Pick<CommandContext, 'cwd'>, path: string): string {
  return resolve(context.cwd, path);
}

/** A path as short as the user can use it. */
export function shown(context: Pick<CommandContext, 'cwd'>, path: string): string {
  const near = relative(context.cwd, path);
  return near !== '' && !near.startsWith('..') && near.length < path.length ? near : path;
}

/**
 * Text of others (names, memos, file names) without the characters that steer a terminal or turn
 * the direction of reading: they could hide or forge lines.
 */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '�');
}

function sentenceOf(fault: Fault, voice: Speaker): string {
  const key = `fault.${fault.code}`;
  const params = Object.fromEntries(
    Object.entries(fault.params).map(([name, value]) => [
      name,
      typeof value === 'string' ? inLine(value) : value,
    ]),
  );
  const { reason_key: reason } = fault.params;
  const values = params as Values;
  const isSaid = typeof reason === 'string' && voice.has(reason);
  const whole = isSaid ? { ...values, reason: voice.say(reason, values) } : values;
  return voice.has(key) ? voice.say(key, whole) : JSON.stringify(params);
}

/** Longer than any list of words that a sentence names. */
const CHARACTERS_MAX = 1000;

/** What a user wrote, within one line: neither a break nor its length takes over the screen. */
function inLine(text: string): string {
  return clip(text.replaceAll(/[\n\t]/g, ' '), CHARACTERS_MAX);
}
