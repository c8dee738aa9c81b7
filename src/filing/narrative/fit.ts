/** Makes a narrative fit a form: blocks that end with sentences, and what was left out. */
import type { Speaker } from '../../base/index.js';
import type { Narrative, NarrativeSentence } from './narrative.js';

export interface NarrativeLimits {
  /** Characters of one block (UTF-16 units, of which no form counts fewer). */
  readonly block: number;
  readonly blocks: number;
  /** What stands between parts: a new paragraph, or a space where a form is one line. */
  readonly between_parts?: '\n\n' | ' ';
}

export interface FittedNarrative {
  readonly blocks: readonly string[];
  /** Ids of sentences in the text, in order. */
  readonly kept: readonly string[];
  /** Left out for length, the least important first. */
  readonly dropped: readonly { readonly id: string; readonly text: string }[];
  /** The one sentence left was longer than the form: so many characters of it are missing. */
  readonly cut: number;
}

/**
 * Sentences stay whole and in order; one that is longer than a block is divided between words. Of
 * too many, those of least weight go first (of equals the later), groups as one, and a sentence at
 * the end says how many, unless a single one is left that fills the form. What is dropped is
 * returned: the caller shows it.
 */
export function fitNarrative(
  { sentences }: Pick<Narrative, 'sentences'>,
  limits: NarrativeLimits,
  voice: Speaker,
): FittedNarrative {
  const dropped: NarrativeSentence[] = [];
  let kept = [...sentences];
  for (;;) {
    const last = notice(kept, dropped.length, voice);
    const blocks = packSentences([...kept, ...last], limits);
    if (blocks.length <= limits.blocks) return result(blocks, kept, dropped, 0);
    const going = leastOf(kept);
    if (going.length === kept.length) break;
    const gone = new Set(going.map(({ id }) => id));
    dropped.push(...going.toReversed());
    kept = kept.filter(({ id }) => !gone.has(id));
  }
  const blocks = packSentences(kept, limits);
  const cut = blocks.slice(limits.blocks).reduce((sum, block) => sum + block.length, 0);
  return result(blocks.slice(0, limits.blocks), kept, dropped, cut);
}

function result(
  blocks: readonly string[],
  kept: readonly NarrativeSentence[],
  dropped: readonly NarrativeSentence[],
  cut: number,
): FittedNarrative {
  return {
    ...{ blocks, cut, kept: kept.map(({ id }) => id) },
    dropped: dropped.map(({ id, text }) => ({ id, text })),
  };
}

type Line = Pick<NarrativeSentence, 'text' | 'part'>;

function notice(kept: readonly NarrativeSentence[], n: number, voice: Speaker): Line[] {
  if (n === 0) return [];
  const text = voice.say('filing.narrative.fit.left_out', { n });
  return [{ text, part: kept.at(-1)?.part ?? 'closing' }];
}

/** The sentence of least weight, with its group; of equals the later. */
function leastOf(sentences: readonly NarrativeSentence[]): readonly NarrativeSentence[] {
  const weights = new Map<string, number>();
  for (const { group, weight } of sentences)
    if (group !== null) weights.set(group, Math.max(weights.get(group) ?? 0, weight));
  const weightOf = ({ group, weight }: NarrativeSentence) =>
    group === null ? weight : (weights.get(group) ?? weight);
  const least = sentences.reduce<NarrativeSentence | null>(
    (found, each) => (found === null || weightOf(each) <= weightOf(found) ? each : found),
    null,
  );
  if (least === null) return [];
  return least.group === null ? [least] : sentences.filter(({ group }) => group === least.group);
}

function packSentences(sentences: readonly Line[], limits: NarrativeLimits): string[] {
  const { block: max, between_parts = '\n\n' } = limits;
  const blocks: string[] = [];
  let block = '';
  let before: Line | null = null;
  for (const line of sentences) {
    const space = before === null || before.part === line.part ? ' ' : between_parts;
    for (const [i, piece] of pieces(line.text, max).entries()) {
      const longer = block === '' ? piece : block + (i === 0 ? space : ' ') + piece;
      if (longer.length <= max) block = longer;
      else {
        blocks.push(block);
        block = piece;
      }
    }
    before = line;
  }
  return block === '' ? blocks : [...blocks, block];
}

/** A text in pieces of at most `max`, divided between words where there are any. */
function pieces(text: string, max: number): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const space = rest.lastIndexOf(' ', max);
    let at = space > 0 ? space : max;
    // No character is cut in two.
    if (space <= 0 && /[\uD800-\uDBFF]/.test(rest.charAt(at - 1)) && at > 1) at--;
    found.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? found : [...found, rest];
}
