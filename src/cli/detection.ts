import type { Alert, Finding } from '../model/index.js';
import type { SavedAlerts } from '../store/index.js';
import type { Manifest, RunOutcome } from '../typology/index.js';

/** Everything one run gave. */
export interface Detection {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly alerts: readonly Alert[];
  readonly findings: readonly Finding[];
  readonly outcome: RunOutcome;
  readonly saved: SavedAlerts;
  /** Typologies whose subjects may be victims. */
  readonly protecting: ReadonlySet<string>;
}
