import type { PersonFeature, TradeFeature } from './features.js';

/**
 * What each feature is worth, in log-odds: a logistic regression whose strength was chosen by
 * cross-validation, fitted to one half of labelled pairs (`bench/screening-quality` reports on the
 * other half). The sign of each weight, bounds on most, the starts, `number_differs`, `nickname`,
 * `given_gender`, `sisters` and `registered` are held by hand. All but `shared` and `whole` take away.
 */
export const PERSON_WEIGHTS: Readonly<Record<PersonFeature, number>> = {
  shared: 15.58,
  contradiction: -5.51,
  contradiction_share: -3.07,
  omission: -0.3,
  omission_all: -2.98,
  typo: -15.02,
  typo_most: -5.18,
  sound: -3.5,
  nickname: -2.5,
  initial: 0,
  order: -0.45,
  one_word: -0.3,
  given_differs: -14.77,
  surname_differs: -3,
  given_partly: -3,
  surname_partly: -1.22,
  role_swap: -0.2,
  script: -8,
  joined: -2.45,
  contradicted_words: -13.65,
  excess: -3.5,
  typo_known: -2.36,
  maternal_differs: -7,
  given_gender: -5,
};

export const TRADE_WEIGHTS: Readonly<Record<TradeFeature, number>> = {
  shared: 6.37,
  contradiction: -0.3,
  contradiction_share: 0,
  omission: -0.2,
  whole: 4.16,
  typo: -2,
  typo_most: -1,
  sound: -0.2,
  translation: -0.1,
  order: -0.1,
  generic: -4.76,
  number_differs: -6,
  number_omitted: -0.3,
  form_differs: -3.82,
  form_class: -0.1,
  form_omitted: -0.05,
  script: -3,
  joined: -0.1,
  acronym: -0.1,
  contradicted_words: -1.31,
  excess: -2.43,
  typo_known: -2.55,
  offshoot: -6.33,
  contradicted_core: -0.45,
  sisters: -6,
  registered: -1.5,
};

/** Log-odds of two names before a word is compared. */
export const PERSON_START = -6.05;
export const TRADE_START = -2.6;

/** A ship is its whole name: a letter's difference counts this many times. */
export const VESSEL_TYPO = 2;
/** The list itself says that this alias alone proves little. */
export const WEAK_ALIAS = -1;
