/** What mutators of filings are asked, and what they answer. */
import type { Random } from '../src/base/index.js';
import type { DocumentNode, FileFacts, JudgeOptions, Rule, Spot } from '../src/filing/index.js';

/** What a mutator changes: nodes by what takes their place, and what is known of the file. */
export interface Change {
  readonly nodes?: ReadonlyMap<DocumentNode, Edit>;
  readonly facts?: FileFacts;
}
export type Edit = (node: DocumentNode) => readonly DocumentNode[];

/** Where a rule looks, and everything that a mutator may ask. */
export interface Target {
  readonly rule: Rule;
  readonly spot: Spot;
  readonly known: (fact: string) => string | null;
  readonly options: JudgeOptions;
  readonly facts: FileFacts;
  readonly random: Random;
}
