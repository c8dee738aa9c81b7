import type { PersonFeature, TradeFeature } from './features.js';

/**
 * What each feature is worth, in log-odds: a logistic regression whose strength was chosen by
 * cross-validation, fitted to one half of labelled pairs (`bench/screening-quality` reports on the
 * other half). The sign of each weight, bounds on most, the starts, `nickname` and `given_gender`
 * are held by hand. All but `shared` and `whole` take away. Of companies, the order of pairs was
 * fitted, and what few pairs show (numbers, forms, offshoots, sisters) is held at odds of 20 to 1.
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
  shared: 6.4,
  contradiction: -0.1,
  contradiction_share: 0,
  omission: -0.08,
  whole: 3.9,
  typo: -1.92,
  typo_most: -0.83,
  sound: -0.2,
  translation: -0.1,
  order: -0.1,
  generic: -4,
  number_differs: -3,
  number_omitted: -0.3,
  form_differs: -3,
  form_class: -0.1,
  form_omitted: -0.05,
  script: -3,
  joined: -0.1,
  acronym: -0.1,
  contradicted_words: -0.72,
  excess: -2.31,
  typo_known: -2.61,
  offshoot: -3,
  contradicted_core: -0.12,
  sisters: -4,
  registered: -2.1,
};

/** Log-odds of two names before a word is compared. */
export const PERSON_START = -6.05;
export const TRADE_START = -2.6;

/** A ship is its whole name: a letter's difference counts this many times. */
export const VESSEL_TYPO = 2;
/** The list itself says that this alias alone proves little. */
export const WEAK_ALIAS = -1;
