import { appendFileSync } from 'node:fs';
import type { CommandContext } from './context.js';
import { exactJson } from './ownership-say.js';
import type { OwnershipHit } from './ownership-screening.js';

/**
 * What screening says of customers that their owners block: lines for people, JSON for programs,
 * and one more line each in the file of hits.
 */
export function sayOwned(
  { voice }: CommandContext,
  output: string,
  hits: readonly OwnershipHit[],
): { readonly ownership: readonly unknown[]; readonly lines: readonly string[] } {
  const ownership = hits.map((hit) => exactJson(hit));
  for (const hit of hits) appendFileSync(output, `${JSON.stringify(lineOf(hit))}\n`);
  const head = hits.length === 0 ? [] : [voice.say('cli.ownership.screened', { n: hits.length })];
  const lines = hits.flatMap((hit) => [hit.sentence, ...hit.lines.map((line) => `    ${line}`)]);
  return { ownership, lines: [...head, ...lines] };
}

/** As the file has hits of names: one customer, one list, with what it rests on. */
function lineOf(hit: OwnershipHit): unknown {
  const { party, name, evidence: list, holder: entry, verdict, sentence, lines } = hit;
  const { held } = exactJson({ held: hit.held }) as { readonly held: string };
  const found = { list, entry, name, verdict, held, sentence, proof: lines };
  return { customer: `party:${party}`, name, hits: [found] };
}
