/** A narrative: sentences with what they stand on, that a person may change as they like. */
import { z } from 'zod';
import { Fault, Faults, type Place } from '../../base/index.js';
import { FACT_KINDS, type Fact } from './fact.js';

/** In the order in which they are told. */
export const NARRATIVE_PARTS = [
  'introduction',
  'who',
  'what',
  'when',
  'where',
  'how',
  'why',
  'closing',
] as const;
export type NarrativePart = (typeof NARRATIVE_PARTS)[number];

const fact = z
  .string()
  .regex(new RegExp(`^(${FACT_KINDS.join('|')}):.+`, 's'))
  .transform((text) => text as Fact);

const sentence = z.strictObject({
  /** Says what is told of whom: the same in the next draft. */
  id: z.string().min(1),
  part: z.enum(NARRATIVE_PARTS),
  text: z.string().trim().min(1),
  facts: z.array(fact).default([]),
  /** 0–100: where space is short, the least goes first. */
  weight: z.int().min(0).max(100).default(100),
  /** Sentences of one group stay or go together, as the rows of a list do. */
  group: z.string().nullable().default(null),
  /** As the draft had it. Another text than this: edited. Null: the author's own sentence. */
  drafted: z.string().nullable().default(null),
  /** Facts that are not what they were when a person edited the sentence. */
  stale: z.array(z.string()).default([]),
});

/** Why something of the evidence is not told. */
const OMISSIONS = ['quotes_report', 'confidential_list'] as const;

const narrative = z.strictObject({
  language: z.enum(['en', 'es']),
  /** What FinCEN asks to be quoted, by the documents that the alerts cite. */
  key_terms: z.array(z.string()),
  sentences: z.array(sentence),
  /** Ids of all sentences that the last draft had: one that is missing above was removed. */
  drafted: z.array(z.string()),
  omitted: z.array(z.strictObject({ fact, reason: z.enum(OMISSIONS) })),
  /** What each fact said, as a hash, so that a later draft can tell what changed. */
  facts: z.record(z.string(), z.string()),
});

export type NarrativeSentence = Readonly<z.infer<typeof sentence>>;
export type Narrative = Readonly<z.infer<typeof narrative>>;

/** Reads a narrative that a person edited. Faults: `filing.narrative.shape`, `….sentence_twice`. */
export function parseNarrative(value: unknown, place?: Place): Narrative {
  const parsed = narrative.safeParse(value);
  if (!parsed.success)
    throw new Faults(
      parsed.error.issues.map(({ path, message }) => {
        const reason = [path.join('.'), message].filter((part) => part !== '').join(': ');
        return new Fault('filing.narrative.shape', { reason }, place);
      }),
    );
  const seen = new Set<string>();
  for (const { id } of parsed.data.sentences) {
    if (seen.has(id)) throw new Fault('filing.narrative.sentence_twice', { id }, place);
    seen.add(id);
  }
  return parsed.data;
}

export function isEdited({ text, drafted }: NarrativeSentence): boolean {
  return drafted !== null && text !== drafted;
}

export function isAuthored({ drafted }: NarrativeSentence): boolean {
  return drafted === null;
}

/** The whole text: a paragraph for each part. */
export function narrativeText({ sentences }: Pick<Narrative, 'sentences'>): string {
  return sentences
    .map(({ text, part }, i) => {
      const before = sentences[i - 1];
      return (before === undefined ? '' : before.part === part ? ' ' : '\n\n') + text;
    })
    .join('');
}
