/** Thresholds and limits per list, as data: `screening/settings.yaml`. */
import { z } from 'zod';
import { readDataFile } from '../../base/index.js';
import type { ProfileKind } from '../profile.js';
import type { FreshFor } from '../versions/status.js';

const share = z.number().min(0).max(1);
const thresholds = z.strictObject({
  any: share.optional(),
  person: share.optional(),
  organisation: share.optional(),
  vessel: share.optional(),
  aircraft: share.optional(),
  wallet: share.optional(),
});
const part = z.strictObject({
  /** Score from which a match is a hit, by kind of customer; `any` for kinds not named. */
  threshold: thresholds.optional(),
  /** Percent of entries that may go in one update without being told so. */
  drop_max_percent: z.int().min(0).max(100).optional(),
  /** Days after which a list that nobody updated is stale. */
  fresh_days: z.int().min(1).max(3_650).optional(),
  /** Days after which a list is stale by its issuer's own date, whenever it was imported. */
  content_days: z.int().min(1).max(3_650).optional(),
});
const settingsFile = z.strictObject({
  default: part.required({ drop_max_percent: true, fresh_days: true, content_days: true }).extend({
    threshold: thresholds.required({ any: true }),
  }),
  lists: z.record(z.string().regex(/^[a-z0-9_.-]+$/), part).default({}),
});

/** What holds of every list, and what holds otherwise of some. */
export type Settings = z.infer<typeof settingsFile>;

/** Reads settings; mistakes are thrown as Faults with their places. */
export function readSettings(file: string): Settings {
  return readDataFile(file, settingsFile);
}

/** The score from which a match of such a customer on a list is a hit. */
export function thresholdOf(settings: Settings, list: string, kind: ProfileKind): number {
  const own = settings.lists[list]?.threshold;
  const all = settings.default.threshold;
  const name = kind ?? 'any';
  return own?.[name] ?? own?.any ?? all[name] ?? all.any;
}

/** The lowest threshold of a kind of customer: an index is asked once for all lists. */
export function lowestThreshold(settings: Settings, kind: ProfileKind): number {
  const lists = Object.keys(settings.lists);
  const of = (list: string) => thresholdOf(settings, list, kind);
  return Math.min(of(''), ...lists.map(of));
}

/** Parts per million of a list that may go in one update. */
export function dropMaxPpm(settings: Settings, list: string): number {
  return (settings.lists[list]?.drop_max_percent ?? settings.default.drop_max_percent) * 10_000;
}

/** For how long a list counts as current: after an update, and by its issuer's own date. */
export function freshFor(settings: Settings, list: string): FreshFor {
  const of = (name: 'fresh_days' | 'content_days') =>
    (settings.lists[list]?.[name] ?? settings.default[name]) * 86_400_000;
  return { checked_ms: of('fresh_days'), content_ms: of('content_days') };
}
