import { join } from 'node:path';
import { Fault, isoTime, localDay, packageRoot } from '../base/index.js';
import {
  type Filer,
  type FilingDesk,
  type FilingInstitution,
  type FilingRecord,
  type ObligationLaw,
  type Period,
  readFilingClocks,
  readInstitution,
  readThresholds,
  type SanctionAction,
} from '../filing/index.js';
import { readCalendars } from '../model/index.js';
import { pairId, readActions, readDecisions, readHits } from '../screening/index.js';
import type { Ledger } from '../store/index.js';
import type { CommandContext } from './context.js';
import { at } from './say.js';
import { actorOf } from './screening-store.js';

/** The dated tables of reports: thresholds, clocks, holidays. */
export function obligationLaw(): ObligationLaw {
  const file = (name: string) => join(packageRoot(), 'filing', name);
  return {
    thresholds: readThresholds(file('thresholds.yaml')),
    clocks: readFilingClocks(file('clocks.yaml')),
    calendars: readCalendars(file('calendars.yaml')),
  };
}

/** The last day on which a report is in time, where its clock's days begin and end. */
export function dueDay(
  { clocks }: ObligationLaw,
  { form, obligation, due_at }: Pick<FilingRecord, 'form' | 'obligation' | 'due_at'>,
): string | null {
  if (due_at === null) return null;
  const clock = clocks.find((each) =>
    obligation === null ? each.form === form : each.clock === obligation,
  );
  return localDay(due_at, clock?.zone ?? 'UTC');
}

/** Who files: the YAML that the user keeps. */
export function institutionOf(
  context: CommandContext,
  path: string | undefined,
): FilingInstitution {
  if (path === undefined) throw new Fault('cli.file.no_institution');
  return readInstitution(at(context, path));
}

export function filerOf({ ids, country, kind, accounts, zone }: FilingInstitution): Filer {
  const [id = ''] = ids;
  if (country !== 'US' && country !== 'MX') throw new Fault('cli.file.country', { country });
  return {
    id,
    country,
    kind: kind ?? 'financial',
    institutions: ids,
    ...(accounts ? { accounts } : {}),
    zone: zone ?? ZONES[country],
  };
}

/** Where days begin and end unless the institution says another place. */
const ZONES = { US: 'America/New_York', MX: 'America/Mexico_City' } as const;

export function filingDesk(context: CommandContext, ledger: Ledger): FilingDesk {
  return { ledger, clock: context.clock, ids: context.ids, actor: actorOf(context) };
}

/**
 * What was blocked and rejected of confirmed hits on OFAC's lists in a period, as screening
 * recorded it. What was taken back since is not reported.
 */
export async function sanctionActions(
  ledger: Ledger,
  { from, until }: Period,
): Promise<SanctionAction[]> {
  const decisions = new Map((await readDecisions(ledger.db)).map((each) => [each.id, each]));
  const kept = await readHits(ledger, { all: true });
  const hits = new Map(kept.map((each) => [pairId(each), each]));
  const actions = await readActions(ledger.db);
  return actions.flatMap((action): SanctionAction[] => {
    const { id, kind, at: at_ms, list, note } = action;
    const decision = decisions.get(action.decision_id);
    const day = isoTime(at_ms).slice(0, 10);
    const isWithin = from <= day && day <= until && action.withdrawn_at === null;
    if (!decision || !isWithin || !list.startsWith('us_ofac_')) return [];
    if (kind !== 'block' && kind !== 'reject') return [];
    const hit = hits.get(pairId(decision));
    return [
      {
        ...{ id, kind, at: at_ms, note, list, entry_id: decision.entry_id, payments: [] },
        customer_name: hit?.customer_name ?? null,
        listed_name: hit?.listed_name ?? decision.entry_id,
        programs: hit?.programs ?? [],
        ...{ account: null, amount: null, currency: null },
      },
    ];
  });
}
