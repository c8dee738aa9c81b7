import { type Aligner, createAligner } from './align.js';
import {
  createFeatureReader,
  type FeatureReader,
  PERSON_FEATURES,
  type PersonFeature,
  TRADE_FEATURES,
  type TradeFeature,
} from './features.js';
import type { Alignment, Pair } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { RAREST } from './rarity.js';
import type { Likeness } from './similarity.js';
import {
  PERSON_START,
  PERSON_WEIGHTS,
  TRADE_START,
  TRADE_WEIGHTS,
  VESSEL_TYPO,
  WEAK_ALIAS,
} from './weights.js';

/** One step of comparing names: what it adds to the log-odds, and the words it compared. */
export interface NameStep {
  /** `start`, `shared`, `typo` …: a key `screening.reason.name.<step>`. */
  readonly step: string;
  readonly evidence: number;
  readonly query: string | null;
  readonly listed: string | null;
}

/** Compares names; keeps scratch memory, so one for each thread. */
export interface NameComparer {
  /** Log-odds that both are one party, by name alone. The left one is the query. */
  compare(query: PreparedName, listed: PreparedName): number;
  /** The same number as steps that add up to it. */
  steps(query: PreparedName, listed: PreparedName): NameStep[];
  /** About how many people of a country like Mexico have the words that both names share. */
  namesakes(query: PreparedName, listed: PreparedName): number;
}

type Step =
  | 'shared'
  | 'contradiction'
  | 'omission'
  | 'excess'
  | 'typo'
  | 'sound'
  | 'nickname'
  | 'translation'
  | 'initial'
  | 'order'
  | 'one_word'
  | 'given'
  | 'surname'
  | 'script'
  | 'joined'
  | 'generic'
  | 'number'
  | 'form'
  | 'acronym'
  | 'sisters'
  | 'registered';

const PERSON_STEPS: Readonly<Record<PersonFeature, Step>> = {
  shared: 'shared',
  contradiction: 'contradiction',
  contradiction_share: 'contradiction',
  omission: 'omission',
  omission_all: 'one_word',
  typo: 'typo',
  typo_most: 'typo',
  sound: 'sound',
  nickname: 'nickname',
  initial: 'initial',
  order: 'order',
  one_word: 'one_word',
  given_differs: 'given',
  surname_differs: 'surname',
  given_partly: 'given',
  surname_partly: 'surname',
  role_swap: 'order',
  script: 'script',
  joined: 'joined',
  contradicted_words: 'contradiction',
  excess: 'excess',
  typo_known: 'typo',
  maternal_differs: 'surname',
  given_gender: 'given',
};

const TRADE_STEPS: Readonly<Record<TradeFeature, Step>> = {
  shared: 'shared',
  contradiction: 'contradiction',
  contradiction_share: 'contradiction',
  omission: 'omission',
  whole: 'shared',
  typo: 'typo',
  typo_most: 'typo',
  sound: 'sound',
  translation: 'translation',
  order: 'order',
  generic: 'generic',
  number_differs: 'number',
  number_omitted: 'number',
  form_differs: 'form',
  form_class: 'form',
  form_omitted: 'form',
  script: 'script',
  joined: 'joined',
  acronym: 'acronym',
  contradicted_words: 'contradiction',
  excess: 'excess',
  typo_known: 'typo',
  offshoot: 'contradiction',
  contradicted_core: 'contradiction',
  sisters: 'sisters',
  registered: 'registered',
};

interface Model {
  readonly start: number;
  readonly weights: Float64Array;
  readonly steps: readonly Step[];
}

const PERSON = model(PERSON_START, PERSON_FEATURES, PERSON_WEIGHTS, PERSON_STEPS);
const TRADE = model(TRADE_START, TRADE_FEATURES, TRADE_WEIGHTS, TRADE_STEPS);
const VESSEL: Model = {
  ...TRADE,
  weights: TRADE.weights.map((weight, at) =>
    at === 5 || at === 6 ? weight * VESSEL_TYPO : weight,
  ),
};

export function createNameComparer(): NameComparer {
  const aligner: Aligner = createAligner();
  const reader: FeatureReader = createFeatureReader();
  const vector = new Float64Array(TRADE_FEATURES.length);

  function read(query: PreparedName, listed: PreparedName): Model {
    const alignment = aligner.align(query, listed);
    if (!query.trade && !listed.trade) {
      reader.person(query, listed, alignment, vector);
      return PERSON;
    }
    reader.trade(query, listed, alignment, vector);
    return query.vessel || listed.vessel ? VESSEL : TRADE;
  }

  return {
    compare(query, listed) {
      if (query.words.length === 0 || listed.words.length === 0) return TRADE.start;
      const { start, weights } = read(query, listed);
      let sum = start + (listed.strength === 'weak' ? WEAK_ALIAS : 0);
      for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (vector[at] ?? 0);
      return sum;
    },
    steps(query, listed) {
      if (query.words.length === 0 || listed.words.length === 0)
        return [{ step: 'start', evidence: TRADE.start, query: null, listed: null }];
      const chosen = read(query, listed);
      const alignment = aligner.align(query, listed);
      return listSteps(query, listed, chosen, vector, alignment);
    },
    namesakes(query, listed) {
      if (query.trade || listed.trade || query.words.length === 0) return 0;
      const { pairs, count } = aligner.align(query, listed);
      let told = 0;
      for (let at = 0; at < count; at++) {
        const { left, right, likeness } = pairs[at] as Pair;
        const heard = Math.min(query.words[left]?.heard ?? 0, listed.words[right]?.heard ?? 0);
        told += likeness === 'initial' ? INITIAL_TELLS : heard;
      }
      return PEOPLE * RAREST ** -told;
    },
  };
}

/** People of Mexico (census of 2020), and how much one letter of a name tells. */
const PEOPLE = 126_000_000;
const INITIAL_TELLS = 0.2;

function model<Feature extends string>(
  start: number,
  features: readonly Feature[],
  weights: Readonly<Record<Feature, number>>,
  steps: Readonly<Record<Feature, Step>>,
): Model {
  return {
    start,
    weights: Float64Array.from(features, (feature) => weights[feature]),
    steps: features.map((feature) => steps[feature]),
  };
}

function listSteps(
  query: PreparedName,
  listed: PreparedName,
  chosen: Model,
  vector: Float64Array,
  alignment: Alignment,
): NameStep[] {
  const sums = new Map<Step, number>();
  chosen.weights.forEach((weight, at) => {
    const step = chosen.steps[at];
    const evidence = weight * (vector[at] ?? 0);
    if (step && evidence !== 0) sums.set(step, (sums.get(step) ?? 0) + evidence);
  });
  const found: NameStep[] = [
    { step: 'start', evidence: chosen.start, query: query.full, listed: listed.full },
  ];
  for (const [step, evidence] of sums)
    found.push({ step, evidence, ...valuesOf(step, query, listed, alignment) });
  if (listed.strength === 'weak')
    found.push({ step: 'weak_alias', evidence: WEAK_ALIAS, query: null, listed: listed.full });
  return found;
}

const LIKENESSES: Partial<Record<Step, readonly Likeness[]>> = {
  typo: ['typo', 'reversed'],
  sound: ['sound', 'spelling'],
  nickname: ['nickname', 'translation'],
  translation: ['translation', 'nickname'],
  initial: ['initial'],
  script: ['script'],
  joined: ['joined'],
  acronym: ['acronym'],
};

/** The words that a step compared, as the comparison saw them. */
function valuesOf(
  step: Step,
  query: PreparedName,
  listed: PreparedName,
  alignment: Alignment,
): { query: string | null; listed: string | null } {
  const likenesses = LIKENESSES[step];
  if (step === 'form')
    return { query: formsOf(query) ?? query.full, listed: formsOf(listed) ?? listed.full };
  if (step === 'order' || step === 'one_word' || step === 'sisters')
    return { query: query.full, listed: listed.full };
  if (likenesses || step === 'shared' || step === 'generic') {
    const pairs = alignment.pairs
      .slice(0, alignment.count)
      .filter((pair) => !likenesses || likenesses.includes(pair.likeness));
    return {
      query: words(query, (at) => pairs.some((pair: Pair) => pair.left === at)),
      listed: words(listed, (at) => pairs.some((pair: Pair) => pair.right === at)),
    };
  }
  return {
    query: words(query, (at) => alignment.left[at] === 0),
    listed: words(listed, (at) => alignment.right[at] === 0),
  };
}

function words(name: PreparedName, keep: (at: number) => boolean): string | null {
  const kept = name.words.filter((_: PreparedWord, at) => keep(at)).map(({ token }) => token.text);
  return kept.length > 0 ? kept.join(' ') : null;
}

function formsOf(name: PreparedName): string | null {
  return name.forms.length > 0 ? name.forms.map((form) => form.class).join(' ') : null;
}
