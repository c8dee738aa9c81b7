import type { PersonFeature, TradeFeature } from './features.js';

/**
 * What each feature is worth, in log-odds: a logistic regression, with the sign of each weight and
 * bounds on most held by hand, fitted once to one half of labelled pairs (`bench/screening-quality`
 * reports on the other half). All but `shared` and `whole` take away.
 */
export const PERSON_WEIGHTS: Readonly<Record<PersonFeature, number>> = {
  shared: 11.54,
  contradiction: -5.2,
  contradiction_share: -3.12,
  omission: -0.4,
  omission_all: -2.75,
  typo: -9.2,
  typo_most: -6.19,
  sound: -2.63,
  nickname: -3,
  initial: 0,
  order: -0.67,
  one_word: -0.5,
  given_differs: -9.5,
  surname_differs: -3.5,
  given_partly: -1.5,
  surname_partly: -2,
  role_swap: -0.3,
  script: -6,
  joined: -2,
  contradicted_words: -9.4,
  excess: -3.2,
};

export const TRADE_WEIGHTS: Readonly<Record<TradeFeature, number>> = {
  shared: 10.65,
  contradiction: -0.6,
  contradiction_share: 0,
  omission: -0.3,
  whole: 2.5,
  typo: -4.5,
  typo_most: -2.08,
  sound: -0.4,
  translation: -0.1,
  order: -0.1,
  generic: -6,
  number_differs: -6,
  number_omitted: -0.5,
  form_differs: -2,
  form_class: -0.15,
  form_omitted: -0.05,
  script: -3,
  joined: -0.2,
  acronym: -0.3,
  contradicted_words: -8,
  excess: -1.0,
};

/** Log-odds of two names before a word is compared. */
export const PERSON_START = -3.94;
export const TRADE_START = -3.47;

/** A ship is its whole name: a letter's difference counts this many times. */
export const VESSEL_TYPO = 2;
/** The list itself says that this alias alone proves little. */
export const WEAK_ALIAS = -1;
