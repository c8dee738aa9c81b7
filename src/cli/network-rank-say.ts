/** What the ranker says to people, and its list for spreadsheets. */
import type { Speaker } from '../base/index.js';
import type { Explanation, RankerModel } from '../network/index.js';
import { drawTable } from './table.js';

/** A flagged payment, by its name. */
export interface RankedPayment {
  readonly payment_id: string;
  /** Log odds. */
  readonly margin: number;
  readonly explanation: Explanation | null;
}

/** Parts of an explanation that a person reads; the rest are added up in one line. */
const PARTS_SHOWN = 6;
const PARTS = ['training', 'validation', 'test'] as const;

export function trainLines(
  voice: Speaker,
  { card, ensemble }: RankerModel,
  { used, file }: { readonly used: number; readonly file: string },
): string[] {
  const word = (key: string) => voice.say(`network.ranker.card.${key}`);
  const rows = PARTS.flatMap((part) =>
    (['payments', 'accounts'] as const).map((on) => {
      const { precision, recall, f1, average_precision } = card[part][`on_${on}`];
      const numbers = [precision, recall, f1, average_precision].map((n) => n.toFixed(3));
      return [word(part), word(on), ...numbers];
    }),
  );
  const head = ['part', 'on', 'precision', 'recall', 'f1', 'ap'].map(word);
  return [
    ...drawTable(head, rows, [2, 3, 4, 5]),
    '',
    voice.say('network.ranker.trained', { labels: used, trees: ensemble.trees.length, file }),
  ];
}

export function applyLines(
  voice: Speaker,
  ranked: readonly RankedPayment[],
  file: string,
): string[] {
  const explained = ranked.flatMap(({ payment_id, margin, explanation }) =>
    explanation === null
      ? []
      : [`${payment_id}  ${margin.toFixed(2)}`, ...explanationLines(voice, explanation), ''],
  );
  return [...explained, voice.say('network.ranker.applied', { payments: ranked.length, file })];
}

function explanationLines(voice: Speaker, { expected, parts }: Explanation): string[] {
  const line = (adds: number, sentence: string) =>
    `  ${(adds >= 0 ? '+' : '') + adds.toFixed(2)}  ${sentence}`;
  const rest = parts.slice(PARTS_SHOWN);
  return [
    line(expected, voice.say('network.ranker.expected')),
    ...parts.slice(0, PARTS_SHOWN).map(({ meaning, value, adds }) => {
      const known = Number.isNaN(value) ? voice.say('network.ranker.unknown') : shortNumber(value);
      return line(adds, `${voice.say(meaning.key, meaning.values)}: ${known}`);
    }),
    line(
      rest.reduce((sum, { adds }) => sum + adds, 0),
      voice.say('network.ranker.rest', { features: rest.length }),
    ),
  ];
}

/** A payment a line, best first; reasons where they were asked for. */
export function rankingCsv(voice: Speaker, ranked: readonly RankedPayment[]): string {
  const lines = ranked.map(({ payment_id, margin, explanation }) => {
    const reasons = explanation ? explanationLines(voice, explanation).map((l) => l.trim()) : [];
    return [cell(payment_id), margin.toFixed(4), cell(reasons.join('; '))].join(',');
  });
  return `${['payment_id,log_odds,reasons', ...lines].join('\n')}\n`;
}

function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** Ids are other people's text: no control characters, and nothing a spreadsheet would run. */
function cell(text: string): string {
  const printable = text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  const safe = /^[=+@-]/.test(printable) ? `'${printable}` : printable;
  return /[",'\s]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
