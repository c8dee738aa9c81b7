import type { NetworkDossier } from '../../model/index.js';
import type { ExportLoss } from './loss.js';

/** Writes any number of networks into one file: head, each network once, foot. */
export interface NetworkWriter {
  readonly head: string;
  readonly foot: string;
  add(dossier: NetworkDossier): string;
  /** What the format could not carry of what was added so far. */
  losses(): readonly ExportLoss[];
}
