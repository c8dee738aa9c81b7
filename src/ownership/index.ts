/** Ownership: who owns and controls whom, what that blocks, and how it looks. */
export {
  createOwnersFinder,
  type Ground,
  type Owner,
  type OwnersAnswer,
  type OwnersFinder,
} from './beneficial.js';
export {
  type BlockedSpan,
  blockedSpans,
  endedBefore,
  indexOwnership,
  type OwnershipIndex,
  sayBlockedSpans,
} from './blocked-spans.js';
export {
  type Box,
  CHART_OPTIONS,
  type Chart,
  type ChartOptions,
  chartOf,
  type Link,
  type Mark,
} from './chart.js';
export { renderChartList } from './chart-list.js';
export { renderChart } from './chart-svg.js';
export { asOf, type Moment } from './day.js';
export {
  type BlockedPerson,
  type Closure,
  closeOverOwnership,
  FIFTY_PERCENT_RULE,
  type SanctionsRule,
  type Verdict,
} from './fifty-percent.js';
export * from './formats/index.js';
export { buildGraph, nameOf, type OwnershipGraph } from './graph.js';
export { type Integrated, integrateOwnership } from './integrated.js';
export { sayArithmetic, sayOwners } from './owners-text.js';
export { type Proof, type ProofStake, proveVerdict } from './proof.js';
export { type Line, sayProof, sayWarning } from './proof-text.js';
export * from './ratio.js';
export {
  bundledRegimes,
  type Regime,
  readRegimes,
  regimeOn,
  sanctionsRule,
} from './regimes.js';
export { bundledSectorWords, type SectorsOfName } from './sector-words.js';
export * from './share.js';
export {
  SHELL_BOUNDS,
  SHELL_INDICATORS,
  type ShellBounds,
  type ShellFacts,
  type ShellIndicator,
  type ShellSign,
  saySign,
  shellSigns,
} from './shell-indicators.js';
export { saveShellSigns } from './sign-store.js';
export * from './statement.js';
export { loadStatements, type SavedInterests, saveStatements } from './statement-store.js';
export {
  type Circumstances,
  NO_CIRCUMSTANCES,
  type Warning,
  type WarningCode,
  warningsOf,
} from './warnings.js';
export { sayShare, saySources, sayThreshold } from './wording.js';
