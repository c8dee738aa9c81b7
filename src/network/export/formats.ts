import { ftmWriter } from './ftm.js';
import { graphmlWriter } from './graphml.js';
import type { NetworkWriter } from './writer.js';

/** Formats of one file in which networks leave for other programs, by their names. */
export const NETWORK_FILES = {
  graphml: graphmlWriter,
  ftm: ftmWriter,
} as const satisfies Readonly<Record<string, () => NetworkWriter>>;
