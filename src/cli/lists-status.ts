import { Fault, isoTime } from '../base/index.js';
import { freshFor, type ListStatus, listStatuses } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, faultJson } from './say.js';
import { type ScreeningStore, withScreening } from './screening-store.js';
import { clip, drawTable } from './table.js';

/** `puente lists status`: which version of each list is in force, and how fresh it is. */
export async function statusCommand(context: CommandContext): Promise<number> {
  return withScreening(context, 'lists status', async (store) => {
    const statuses = await statusesOf(context, store);
    const { voice, language } = context;
    const head = ['list', 'version', 'entries', 'published', 'checked', 'state', 'title'];
    const rows = statuses.map((status) => [
      status.list,
      String(status.version?.number ?? '—'),
      String(status.version?.entries ?? '—'),
      status.content_on ?? '—',
      status.checked_at === null ? '—' : isoTime(status.checked_at).slice(0, 16),
      stateOf(context, status),
      clip(status.version?.title[language] ?? '', 40),
    ]);
    const heads = head.map((name) => voice.say(`cli.lists.head.${name}`));
    const lines =
      rows.length === 0 ? [voice.say('cli.lists.none')] : drawTable(heads, rows, [1, 2]);
    const alarms = statuses.flatMap((status) => [
      ...alarm(context, status),
      ...sentences(context, status.repairs),
    ]);
    answer(context, { lists: statuses }, [...lines, ...alarms]);
    return statuses.some(({ freshness }) => freshness === 'failed') ? EXIT.refused : EXIT.done;
  });
}

function stateOf({ voice }: CommandContext, { freshness, repairs }: ListStatus): string {
  const state = voice.say(`cli.lists.freshness.${freshness}`);
  return repairs.length === 0 ? state : `${state}, ${voice.say('cli.lists.with_repairs')}`;
}

/** The state of every list, as the settings judge it. */
export async function statusesOf(
  context: Pick<CommandContext, 'clock'>,
  { ledger, settings }: ScreeningStore,
): Promise<ListStatus[]> {
  return listStatuses(ledger.db, context.clock.now(), (list) => freshFor(settings, list));
}

/** What must be said loudly of a list: its last update failed, or nobody updated it. */
export function alarm(context: CommandContext, status: ListStatus): string[] {
  const { voice } = context;
  const { list, freshness, failures, failed_since, checked_at, content_on, is_old } = status;
  const since = (moment: number | null) => (moment === null ? '—' : isoTime(moment).slice(0, 10));
  if (freshness === 'stale') {
    const values = { list, since: since(checked_at), published: content_on ?? '—' };
    return [voice.say(is_old ? 'cli.lists.stale_content' : 'cli.lists.stale', values)];
  }
  if (freshness === 'current') return [];
  const said = voice.say('cli.lists.failed', { list, failures, since: since(failed_since) });
  return [said, ...sentences(context, status.faults).map((text) => `  ${text}`)];
}

function sentences({ voice }: CommandContext, faults: ListStatus['faults']): string[] {
  return faults.map(({ code, params }) =>
    String(faultJson(new Fault(code, params), voice).message),
  );
}
