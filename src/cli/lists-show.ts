import { Fault, isoTime } from '../base/index.js';
import { changesBetween, type Listing, listingsOn, readVersions } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { type ScreeningStore, withScreening } from './screening-store.js';

export interface ListsChangesFlags {
  readonly from?: number;
  readonly to?: number;
}

/** `puente lists changes LIST`: what the newest version changed, or any two versions differ in. */
export async function changesCommand(
  context: CommandContext,
  list: string,
  flags: ListsChangesFlags,
): Promise<number> {
  return withScreening(context, 'lists changes', async ({ ledger, archive }) => {
    const versions = await readVersions(ledger.db, list);
    const newest = versions.at(-1)?.number;
    if (newest === undefined) throw await unknownList(ledger, list);
    const to = flags.to ?? newest;
    const from = flags.from ?? to - 1;
    const changes = await changesBetween(archive, list, from, to);
    const { voice } = context;
    const lines = changes.map(({ kind, id, before, after, properties }) => {
      const name = (after ?? before)?.names[0]?.full ?? '';
      const what = kind === 'changed' ? `  ${properties.join(', ')}` : '';
      return `${voice.say(`cli.lists.change.${kind}`)}  ${id}  ${name}${what}`;
    });
    const head = voice.say('cli.lists.changes', { list, from, to, changes: changes.length });
    answer(context, { list, from, to, changes }, [head, ...lines]);
    return EXIT.done;
  });
}

export interface ListsShowFlags {
  readonly on?: string;
}

/** `puente lists show LIST [ENTRY]`: what was on a list on a day, or all that it says of one. */
export async function showCommand(
  context: CommandContext,
  list: string,
  entry: string | undefined,
  flags: ListsShowFlags,
): Promise<number> {
  return withScreening(context, 'lists show', async ({ ledger, archive }) => {
    const day = flags.on ?? isoTime(context.clock.now()).slice(0, 10);
    const listed = await listingsOn(archive, list, day);
    if (listed.basis === 'nothing') throw await unknownList(ledger, list);
    const { voice } = context;
    if (entry === undefined) {
      const values = { list, day, entries: listed.listings.length };
      const head = voice.say(`cli.lists.on.${listed.basis}`, values);
      const rows = listed.listings.map(({ id, names }) => `${id}  ${names[0]?.full ?? ''}`);
      answer(context, listed, [head, ...rows]);
      return EXIT.done;
    }
    const listing = listed.listings.find(({ id }) => id === entry);
    if (!listing) throw new Fault('cli.lists.no_entry', { list, entry, day });
    answer(context, listing, listingLines(listing));
    return EXIT.done;
  });
}

async function unknownList(ledger: ScreeningStore['ledger'], list: string): Promise<Fault> {
  const known = [...new Set((await readVersions(ledger.db)).map((version) => version.list))];
  return new Fault('cli.lists.unknown', { list, known: known.join(', ') || '—' });
}

/** Everything of a listing, property by property, as its source names them. */
function listingLines(listing: Listing): string[] {
  return Object.entries(listing).flatMap(([property, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values
      .filter((one) => one !== null && one !== '')
      .map((one) => `${property.padEnd(12)}  ${typeof one === 'string' ? one : compact(one)}`);
  });
}

function compact(value: unknown): string {
  const parts = Object.entries(value as Record<string, unknown>).filter(
    ([, part]) => part !== null && part !== false,
  );
  return parts
    .map(([name, part]) => `${name}: ${typeof part === 'string' ? part : JSON.stringify(part)}`)
    .join(' · ');
}
