/** Drafts the narrative of a report from its evidence: no sentence without a fact. */
import { assert, type Speaker } from '../../base/index.js';
import type { Subject } from '../../model/index.js';
import { castOf } from './cast.js';
import type { Evidence } from './evidence.js';
import { digestFacts } from './fact.js';
import { bundledKeyTerms, keyTermsOf } from './key-terms.js';
import type { Narrative } from './narrative.js';
import { tellClosing } from './sentences/closing.js';
import { tellHow } from './sentences/how.js';
import { tellIntroduction } from './sentences/introduction.js';
import { omittedOf } from './sentences/omitted.js';
import type { PartOfNarrative, Scene } from './sentences/scene.js';
import { tellWhat } from './sentences/what.js';
import { tellWhen } from './sentences/when.js';
import { tellWhere } from './sentences/where.js';
import { tellWho } from './sentences/who.js';
import { tellWhy } from './sentences/why.js';
import { Teller } from './teller.js';

export interface DraftOptions {
  /** Whom a person decided to report, instead of those whom alerts and networks propose. */
  readonly subjects?: readonly Subject[];
  /** Rows of the list of payments; default 12. */
  readonly payments_max?: number;
  /** The list of all payments goes with the report; default true. */
  readonly attached?: boolean;
  /** The reader is the authority that keeps the confidential list of blocked persons. */
  readonly confidential?: boolean;
}

const PAYMENTS_MAX = 12;

const PARTS: readonly PartOfNarrative[] = [
  tellIntroduction,
  tellWho,
  tellWhat,
  tellWhen,
  tellWhere,
  tellHow,
  tellWhy,
  tellClosing,
];

/**
 * Who, what, when, where, how and why (FinCEN's guidance on SAR narratives, FIN-2003-G002; the
 * same questions are asked of the description and the reasons of a Mexican report), in the
 * language of the voice. Nothing is concluded: things appear, or are consistent with. What is in
 * the evidence but may not be told is in `omitted`.
 */
export function draftNarrative(
  evidence: Evidence,
  voice: Speaker,
  options: DraftOptions = {},
): Narrative {
  const cast = castOf(evidence, options.subjects ?? null);
  const key_terms = keyTermsOf(evidence, bundledKeyTerms());
  const scene: Scene = {
    ...{ evidence, cast, key_terms, teller: new Teller(voice, cast, evidence.currency) },
    payments_max: options.payments_max ?? PAYMENTS_MAX,
    attached: options.attached ?? true,
    confidential: options.confidential ?? false,
  };
  const sentences = PARTS.flatMap((tell) => tell(scene));
  const digests = digestFacts(evidence);
  const cited = new Set(sentences.flatMap(({ facts }) => facts));
  for (const { id, facts } of sentences) assert(facts.length > 0, `${id} stands on something`);
  return {
    language: voice.language,
    key_terms: key_terms.map(({ term }) => term),
    sentences: sentences.map((each) => ({ ...each })),
    drafted: sentences.map(({ id }) => id),
    omitted: omittedOf(scene),
    facts: Object.fromEntries([...cited].map((fact) => [fact, digests.get(fact) ?? ''])),
  };
}
