import {
  type Holder,
  type Interest,
  loadStatements,
  sayShare,
  saySources,
} from '../ownership/index.js';
import { type CommandContext, EXIT } from './context.js';
import { exactJson } from './ownership-say.js';
import { holderMeant, type MomentFlags, momentOf, withOwnership } from './ownership-store.js';
import { answer } from './say.js';
import { clip, drawTable } from './table.js';

/** `puente ownership show ENTITY`: what is stated of it on a day, each statement's source. */
export async function showCommand(
  context: CommandContext,
  asked: string,
  flags: MomentFlags,
): Promise<number> {
  return withOwnership(context, 'ownership show', async ({ engine, statements }) => {
    const moment = momentOf(context, flags);
    const id = holderMeant(statements, asked);
    const holder = statements.holders.find((each) => each.id === id) ?? null;
    const { interests } = await loadStatements(engine, moment);
    const owners = interests.filter(({ subject }) => subject === id);
    const owned = interests.filter(({ owner }) => owner === id);
    const names = new Map(statements.holders.map((each) => [each.id, each.name]));
    const known = statements.interests.filter(({ subject, owner }) =>
      [subject, owner].includes(id),
    );
    const others = known.length - owners.length - owned.length;
    const { voice } = context;
    answer(context, exactJson({ id, ...moment, holder, owners, owned, not_in_force: others }), [
      ...holderLines(context, id, holder),
      '',
      voice.say('cli.ownership.owners', { on: moment.on, n: owners.length }),
      ...interestTable(context, names, owners, 'owner'),
      ...(owned.length > 0 ? ['', voice.say('cli.ownership.owns', { n: owned.length })] : []),
      ...interestTable(context, names, owned, 'subject'),
      ...(others > 0 ? ['', voice.say('cli.ownership.not_in_force', { n: others })] : []),
    ]);
    return EXIT.done;
  });
}

function holderLines({ voice }: CommandContext, id: string, holder: Holder | null): string[] {
  if (!holder) return [voice.say('cli.ownership.undescribed', { id })];
  const { name, kind, other_names, country, addresses, identifiers, born_on, sector } = holder;
  const facts: readonly (readonly [string, readonly (string | null)[]])[] = [
    ['kind', [voice.say(`ownership.kind.${kind}`)]],
    ['other_names', other_names],
    ['country', [country]],
    ['addresses', addresses],
    ['identifiers', identifiers.map(({ scheme, value }) => `${scheme} ${value}`)],
    ['born_on', [born_on]],
    ['dissolved_on', [holder.dissolved_on]],
    ['sector', [sector]],
    ['source', [saySources([holder.source])]],
  ];
  const lines = facts.flatMap(([fact, values]) => {
    const said = values.filter((value) => value !== null);
    const label = voice.say(`cli.ownership.fact.${fact}`);
    return said.length === 0 ? [] : [`  ${label}: ${said.join('; ')}`];
  });
  return [`${name ?? id}  (${id})`, ...lines];
}

function interestTable(
  context: CommandContext,
  names: ReadonlyMap<string, string | null>,
  interests: readonly Interest[],
  side: 'owner' | 'subject',
): string[] {
  if (interests.length === 0) return [];
  const { voice } = context;
  const heads = [side === 'owner' ? 'owner' : 'owned', 'interest', 'share', 'span', 'source'];
  const rows = interests.map((interest) => {
    const id = interest[side];
    const { from, until } = interest;
    return [
      clip(id === null ? voice.say('cli.ownership.unnamed') : `${names.get(id) ?? id} (${id})`, 56),
      voice.say(`cli.ownership.interest.${interest.kind}`),
      interest.share === null ? '—' : sayShare(interest.share, voice),
      from === null && until === null ? '—' : `${from ?? '…'} – ${until ?? '…'}`,
      clip(saySources([interest.source]), 48),
    ];
  });
  return drawTable(
    heads.map((name) => voice.say(`cli.ownership.head.${name}`)),
    rows,
  );
}
