import type { ReportInput, SubjectFacts } from './input.js';
import type { Voice } from './voice.js';

/** What every part of an alert's card is drawn with. */
export interface CardContext {
  readonly input: ReportInput;
  readonly voice: Voice;
  readonly anchors: ReadonlyMap<string, string>;
  readonly subject: SubjectFacts;
  /** Evidence rows that this card may hold. */
  readonly rows_max: number;
  /** Whether it is read without opening it. */
  readonly is_open: boolean;
}
