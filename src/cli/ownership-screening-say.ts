import { appendFileSync } from 'node:fs';
import type { CommandContext } from './context.js';
import { exactJson } from './ownership-say.js';
import type { OwnershipHit } from './ownership-screening.js';
import { localOnly } from './screen-output.js';

/** The file of hits, to which one more line is added for each customer. */
export interface HitsFile {
  readonly output: string;
  readonly is_confidential: boolean;
}

/**
 * What screening says of customers that their owners block: lines for people, JSON for programs,
 * and one more line each in the file of hits.
 */
export function sayOwned(
  context: CommandContext,
  { output, is_confidential }: HitsFile,
  hits: readonly OwnershipHit[],
): { readonly ownership: readonly unknown[]; readonly lines: readonly string[] } {
  const { voice, language } = context;
  const shown = hits.map((hit) => ({
    ...hit,
    sentence: hit.sentence[language],
    lines: hit.lines[language],
  }));
  const mark = is_confidential ? localOnly(context) : {};
  for (const hit of hits) {
    appendFileSync(output, `${JSON.stringify({ ...mark, ...lineOf(hit) })}\n`);
  }
  const head = hits.length === 0 ? [] : [voice.say('cli.ownership.screened', { n: hits.length })];
  const lines = shown.flatMap((hit) => [hit.sentence, ...hit.lines.map((line) => `    ${line}`)]);
  return { ownership: shown.map((hit) => exactJson(hit)), lines: [...head, ...lines] };
}

/** As the file has hits of names: one customer, one list, with what it rests on. */
function lineOf(hit: OwnershipHit) {
  const { customer, name, evidence: list, holder: entry, verdict, sentence, lines } = hit;
  const { held } = exactJson({ held: hit.held }) as { readonly held: string };
  const found = { list, entry, name, verdict, held, sentence, proof: lines };
  return { customer, name, hits: [found] };
}
