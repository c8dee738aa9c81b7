/** Filing: reports to the authorities of both countries. */

export { type Batch, parseFilingJson, readBatch } from './batch.js';
export { type FormCatalogue, openForms } from './catalogue.js';
export { cnbvFileName } from './cnbv/file-name.js';
export { type Difference, diffFilings } from './diff.js';
export { dress, formattingOf } from './document/formatting.js';
export { branch, type DocumentNode, leaf, sameNode } from './document/node.js';
export { DRAFT_FORMS, type DraftedReport, draftReport } from './draft/draft-report.js';
export { type FilingInstitution, readInstitution } from './draft/institution.js';
export { withFilers } from './draft/owed-filers.js';
export { type Examination, examine, type FileSource, faultFinding } from './examine.js';
export type { Filing } from './filing.js';
export { type Acknowledgement, readAcknowledgement } from './fincen/acknowledgement.js';
export { continueReport, correct } from './fincen/amend.js';
export { FORMATS, isXmlForm } from './formats.js';
export type { JudgesOptions } from './judges.js';
export { builtinValues } from './layout/builtin-values.js';
export {
  type AttributeRule,
  type ElementParticle,
  elementsOf,
  type Group,
  type Layout,
  type ListParticle,
  layoutOn,
  type Particle,
  type ValueBase,
  type ValueType,
} from './layout/layout.js';
export { type LayoutChecker, layoutChecker } from './layout/layout-checker.js';
export { type LayoutOrder, layoutOrder } from './layout/layout-order.js';
export { memberText } from './layout/member-text.js';
export { type CharacterSet, type Pattern, parsePattern } from './layout/pattern.js';
export { patternRegExp, setRegExp } from './layout/pattern-regexp.js';
export { readLayout } from './layout/read-layout.js';
export { type ValueJudge, type ValueMistake, valueJudge } from './layout/value-judge.js';
export type { Evidence } from './narrative/evidence.js';
export { gatherEvidence } from './narrative/gather-evidence.js';
export { parseNarrative } from './narrative/narrative.js';
export { redraftNarrative } from './narrative/redraft.js';
export {
  addFiling,
  clocksOf,
  draftObligations,
  draftSanctionReports,
  dueAt,
  type Filer,
  type FilingDesk,
  type FilingRecord,
  giveReason,
  listFilings,
  markWritten,
  OBLIGATIONS,
  type Obligation,
  type ObligationLaw,
  obligationsOf,
  type Period,
  paymentsOf,
  type Reconciliation,
  readFilingClocks,
  readThresholds,
  reconcile,
  type SanctionAction,
  saveDrafts,
  sayNote,
  type Threshold,
} from './obligation/index.js';
export { addDays, type DateForm, guessForm, readDate } from './rule/calendar.js';
export type { Judgement } from './rule/docket.js';
export { type FileFacts, type JudgeOptions, judge, type RuleJudge } from './rule/judge.js';
export { KINDS } from './rule/kinds.js';
export {
  type Condition,
  type Operand,
  type Path,
  parseCondition,
  parseOperand,
  parsePath,
} from './rule/path.js';
export { readRules } from './rule/read-rules.js';
export { type RuleFinding, SEVERITIES, type Severity } from './rule/rule.js';
export { holds, select, valuesOf } from './rule/select.js';
export { Spot } from './rule/spot.js';
export { type Rule, type RuleTable, rulesOf } from './rule/table.js';
export {
  bundledPatches,
  keepXsd,
  openSchemas,
  patched,
  recogniseXsd,
  SCHEMA_SETS,
  type SchemaJudge,
  type SchemaPatch,
  type SchemaSetId,
  type SchemaSource,
  type StoredXsd,
  storedXsds,
} from './schema/index.js';
export { answerDueOn } from './siara/due-day.js';
export { readSiara } from './siara/read-siara.js';
export { soughtIn } from './siara/sought.js';
export { summariseOrder } from './siara/summary.js';
export { type Writing, writeFilings } from './write.js';
