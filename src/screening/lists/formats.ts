/**
 * Every format of lists, one line each, in the order in which they are tried: tables without a
 * header after those that have one.
 */
import { CRYPTO_TEXT } from './crypto-text.js';
import { EU_CSV } from './eu-csv.js';
import { EU_XML } from './eu-xml.js';
import type { ListFormat } from './format.js';
import { FTM_LINES } from './ftm-lines.js';
import { OFAC_ADVANCED } from './ofac-advanced.js';
import { OFAC_CSV } from './ofac-csv.js';
import { OFAC_XML } from './ofac-xml.js';
import { SAT_69B } from './sat-69b.js';
import { UK_CSV } from './uk-csv.js';
import { UK_XML } from './uk-xml.js';
import { UN_XML } from './un-xml.js';

export const FORMATS: readonly ListFormat[] = [
  OFAC_XML,
  OFAC_ADVANCED,
  UN_XML,
  EU_XML,
  UK_XML,
  EU_CSV,
  UK_CSV,
  SAT_69B,
  OFAC_CSV,
  FTM_LINES,
  CRYPTO_TEXT,
];
