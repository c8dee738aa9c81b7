/** The formats in which networks leave for other programs. */
import { ftmWriter } from './ftm.js';
import { graphmlWriter } from './graphml.js';
import type { NetworkWriter } from './writer.js';

/** Formats of one file, by the name of the command line; its extension. */
export const NETWORK_FILES = {
  graphml: { extension: 'graphml', open: graphmlWriter },
  ftm: { extension: 'ftm.json', open: ftmWriter },
} as const satisfies Readonly<
  Record<string, { readonly extension: string; readonly open: () => NetworkWriter }>
>;
