/** Decisions: hits that are kept, what people decided about them, what was done, what is due. */
export { act, finishDuty, type NewAction, readDuties } from './act.js';
export { readActions } from './action-records.js';
export {
  ACTIONS,
  type ActionKind,
  type Clock as DutyClock,
  type DutyLaw,
  readClocks,
} from './clocks.js';
export { type Desk, decide, type NewDecision, revokeDecision } from './decide.js';
export { type Decision, type DecisionFilter, readDecisions } from './decision-records.js';
export { type Action, type Duty, type DutyDone, dutiesOf } from './duties.js';
export { type Evidence, evidenceList, writeEvidence } from './evidence.js';
export { fingerprint } from './fingerprint.js';
export { type Customer, exactEvidence, type Hit, hitsOf, type Pair, pairId } from './hit.js';
export { noteDelisted, type SavedHits, type Screened, saveHits } from './hit-records.js';
export { type HitFilter, type KeptHit, needsEyes, readHits } from './read-hits.js';
export {
  dropMaxPpm,
  freshFor,
  lowestThreshold,
  readSettings,
  type Settings,
  thresholdOf,
} from './settings.js';
export {
  DECISION_REASONS,
  type DecisionReason,
  type Standing,
  standingOf,
  VERDICTS,
  type Verdict,
} from './standing.js';
