import type { PersonFeature, TradeFeature } from './features.js';

/**
 * What each feature is worth, in log-odds: a logistic regression, with the sign of each weight and
 * bounds on most held by hand, fitted once to one half of labelled pairs (`bench/screening-quality`
 * reports on the other half). All but `shared` take away.
 */
export const PERSON_WEIGHTS: Readonly<Record<PersonFeature, number>> = {
  shared: 11.49,
  contradiction: -5.42,
  contradiction_share: -3.21,
  omission: -0.4,
  omission_all: -2.73,
  typo: -9.17,
  typo_most: -6.14,
  sound: -2.61,
  nickname: -3,
  initial: 0,
  order: -0.65,
  one_word: -0.5,
  given_differs: -9.5,
  surname_differs: -3.5,
  given_partly: -1.5,
  surname_partly: -2,
  role_swap: -0.3,
  script: -6,
  joined: -2,
  contradicted_words: -9,
  excess: -3.2,
};

export const TRADE_WEIGHTS: Readonly<Record<TradeFeature, number>> = {
  shared: 9.44,
  contradiction: -0.6,
  contradiction_share: 0,
  omission: -0.3,
  omission_all: 0,
  typo: -4.34,
  typo_most: -1.88,
  sound: -0.4,
  translation: -0.1,
  order: -0.1,
  generic: -4,
  number_differs: -6,
  number_omitted: -0.5,
  form_differs: -2,
  form_class: -0.15,
  form_omitted: -0.05,
  script: -3,
  joined: -0.2,
  acronym: -0.3,
  contradicted_words: -3.5,
  excess: -1.57,
};

/** Log-odds of two names before a word is compared. */
export const PERSON_START = -3.94;
export const TRADE_START = -3;

/** A ship is its whole name: a letter's difference counts this many times. */
export const VESSEL_TYPO = 2;
/** The list itself says that this alias alone proves little. */
export const WEAK_ALIAS = -1;
