import { type Fault, formatPlace, type Speaker, type Values } from '../base/index.js';
import type { CommandContext } from './context.js';

/** `file:line:column  code  sentence`. A code without a sentence shows its parameters. */
export function faultLine(fault: Fault, voice: Speaker): string {
  const key = `fault.${fault.code}`;
  const sentence = voice.has(key)
    ? voice.say(key, fault.params as Values)
    : JSON.stringify(fault.params);
  const place = fault.place ? `${formatPlace(fault.place)}  ` : '';
  return `${place}${fault.code}  ${sentence}\n`;
}

/** Faults as JSON carries them. */
export function faultJson(fault: Fault, voice: Speaker): Record<string, unknown> {
  const key = `fault.${fault.code}`;
  const message = voice.has(key) ? voice.say(key, fault.params as Values) : '';
  return { code: fault.code, message, params: fault.params, place: fault.place ?? null };
}

/** Writes the result for programs (`--json`) or for people. */
export function answer(context: CommandContext, json: unknown, lines: readonly string[]): void {
  if (context.json) {
    context.out(
      `${JSON.stringify(json, (_key, value) => (typeof value === 'bigint' ? value.toString() : value), 2)}\n`,
    );
  } else {
    context.out(lines.map((line) => `${line}\n`).join(''));
  }
}

/** A table for a terminal: columns as wide as their widest cell, numbers to the right. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string[] {
  const widths = head.map((cell, i) =>
    Math.max(cell.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) =>
        numeric.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)];
}

/** Cuts a cell to a width, with an ellipsis. */
export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
