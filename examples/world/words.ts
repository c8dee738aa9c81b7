import type { CHANNELS, OCCUPATIONS, PURPOSES, Rail, SECTORS } from '../../src/model/index.js';

/** The model's vocabularies as types, so that a misspelt value does not compile. */
export type Channel = (typeof CHANNELS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Sector = (typeof SECTORS)[number];
export type Occupation = (typeof OCCUPATIONS)[number];
export type { Rail };
