/** A network on the terminal: sums, members by role, payments in order, what it touches. */
import { showMoney } from '../base/index.js';
import type {
  DossierCorridor,
  DossierEnd,
  DossierPayment,
  NetworkDossier,
} from '../model/index.js';
import { dwellText, feeText, holdersOf, keptOf, surpriseText } from '../report/index.js';
import type { CommandContext } from './context.js';
import { onwardLines } from './network-onward-say.js';
import { clip, drawTable, wrap } from './table.js';

/** Pairs of institutions that are shown; `--json` has all. */
const PAIRS_MAX = 10;
/** Least width of a cell that gives way to others. */
const CELL_MIN = 12;

export function dossierLines(
  context: CommandContext,
  dossier: NetworkDossier,
  rows_max: number,
): string[] {
  const { voice } = context;
  const { members, payments, months, typologies, listings } = dossier;
  const blocks: readonly (readonly [string, readonly string[]])[] = [
    ['', sumLines(context, dossier)],
    [
      voice.say('report.network.members', { n: members.length, holders: holdersOf(members) }),
      memberLines(context, dossier, rows_max),
    ],
    [voice.say('report.network.onward'), onwardLines(context, dossier)],
    [
      voice.say('report.network.payments', { payments: payments.length }),
      paymentLines(context, dossier, rows_max),
    ],
    [voice.say('report.network.banks'), bankLines(context, dossier)],
    ...corridorBlocks(context, dossier),
    [voice.say('report.network.life'), months.length > 1 ? monthLines(context, dossier) : []],
    [
      voice.say('report.network.typologies', { n: typologies.length }),
      typologyLines(context, dossier),
    ],
    [voice.say('report.network.listings', { n: listings.length }), listingLines(context, dossier)],
  ];
  return blocks
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines], i) => [...(i > 0 ? [''] : []), ...(title ? [title] : []), ...lines]);
}

function sumLines({ voice }: CommandContext, dossier: NetworkDossier): string[] {
  const { network, currency, fee_ppm, instances, members } = dossier;
  const tally = new Map<string, number>();
  for (const { shape } of instances) tally.set(shape, (tally.get(shape) ?? 0) + 1);
  const shapes = [...tally].map(
    ([shape, n]) => `${n} × ${voice.say(`report.network.shape.${shape}`)}`,
  );
  const money = (minor: bigint) => showMoney({ minor, currency });
  const sums = {
    in: money(network.in_minor),
    out: money(network.out_minor),
    kept: money(network.kept_minor),
    fee: feeText(fee_ppm),
  };
  const again = members.filter((member) => member.again).length;
  const days = { from: network.first_at.slice(0, 10), to: network.last_at.slice(0, 10) };
  return [
    `${voice.say('report.network.name', { rank: network.rank })}  ${network.id}`,
    shapes.join(' · '),
    voice.say('cli.network.life', { ...days, months: dossier.months.length, again }),
    voice.say('cli.network.sums', sums),
    voice.say('cli.network.surprise', { surprise: surpriseText(network.surprise) }),
    ...chanceLine(voice, dossier),
  ];
}

/** Of its surest instance, where it was measured how often chance makes one. */
function chanceLine(voice: CommandContext['voice'], { instances }: NetworkDossier): string[] {
  const surest = Math.max(0, ...instances.map(({ chance_in }) => chance_in ?? 0));
  return surest === 0 ? [] : [voice.say('report.network.chance.surest', { n: surest })];
}

function memberLines(
  context: CommandContext,
  { members, currency }: NetworkDossier,
  rows_max: number,
): string[] {
  const { voice, width } = context;
  const heads = ['role', 'member', 'holder', 'institution', 'received', 'paid', 'kept', 'dwell'];
  const rows = members
    .slice(0, rows_max)
    .map((member) => [
      voice.say(`report.network.role.${member.role}`),
      member.account_id,
      member.name ?? '',
      [member.institution, member.country].filter((part) => part !== null).join(', '),
      amount(member.in_minor, currency),
      amount(member.out_minor, currency),
      keptText(keptOf(member), currency),
      dwellText(member.dwell_ms),
    ]);
  const head = heads.map((name) => title(context, name));
  const table = drawTable(head, narrowed(head, rows, [3, 2, 1], width), [4, 5, 6, 7]);
  const rest = members.length - rows.length;
  const victims = members.filter(({ role }) => role === 'possible_victim').length;
  return [
    ...table,
    ...(rest > 0 ? [voice.say('cli.network.more_members', { n: rest })] : []),
    ...wrap(voice.say('report.network.inside'), width),
    ...(victims > 0 ? wrap(voice.say('report.network.victims', { n: victims }), width) : []),
  ];
}

function keptText(minor: bigint | null, currency: string): string {
  return minor === null ? '–' : amount(minor, currency);
}

function paymentLines(
  context: CommandContext,
  { payments, instances }: NetworkDossier,
  rows_max: number,
): string[] {
  const { voice, width } = context;
  const shapes = new Map(instances.map(({ id, shape }) => [id, shape]));
  const some = payments.slice(0, rows_max);
  const rows = some.map((payment) => {
    const own = new Set(payment.instances.map((id) => shapes.get(id) ?? ''));
    return [
      payment.is_day ? payment.time.slice(0, 10) : payment.time.slice(0, 16).replace('T', ' '),
      endText(context, payment, payment.debtor),
      endText(context, payment, payment.creditor),
      showMoney({ minor: payment.amount_minor, currency: payment.currency }),
      payment.rail === null ? '' : voice.say(`report.rail.${payment.rail}`),
      [...own].map((shape) => voice.say(`report.network.shape.${shape}`)).join(', '),
    ];
  });
  const heads = ['report.evidence.time', 'report.evidence.from', 'report.evidence.to'];
  const more = ['report.evidence.amount', 'report.evidence.how', 'report.network.part_of'];
  const head = [...heads, ...more].map((key) => voice.say(key));
  const table = drawTable(head, narrowed(head, rows, [5, 1, 2], width), [3]);
  const rest = payments.length - some.length;
  return rest > 0 ? [...table, voice.say('cli.network.more', { n: rest })] : table;
}

function endText({ voice }: CommandContext, { rail }: DossierPayment, end: DossierEnd): string {
  const nobody = rail === 'cash' ? 'report.flows.cash' : 'report.evidence.none';
  return end.name ?? end.account ?? voice.say(nobody);
}

function bankLines(context: CommandContext, { banks, currency }: NetworkDossier): string[] {
  const rows = banks.map((bank) => [
    bank.institution,
    bank.country ?? '',
    String(bank.accounts),
    amount(bank.in_minor, currency),
    amount(bank.out_minor, currency),
  ]);
  const heads = ['institution', 'country', 'members.head', 'received', 'paid'];
  const head = heads.map((name) => title(context, name));
  return drawTable(head, narrowed(head, rows, [0], context.width), [2, 3, 4]);
}

function corridorBlocks(
  context: CommandContext,
  { corridors, bank_corridors, banks, currency }: NetworkDossier,
): (readonly [string, readonly string[]])[] {
  const { voice } = context;
  const names = new Map(banks.map((bank) => [bank.institution_id, bank.institution]));
  const lines = (some: readonly DossierCorridor[]) => {
    const rows = some
      .slice(0, PAIRS_MAX)
      .map(({ from, to, payments, value_minor }) => [
        [from, to].map((place) => names.get(place ?? '') ?? place ?? '?').join(' → '),
        String(payments),
        amount(value_minor, currency),
      ]);
    const head = [
      voice.say('report.network.from_to'),
      voice.say('report.figure.payments', { n: 2 }),
      `${voice.say('report.evidence.amount')} (${currency})`,
    ];
    return drawTable(head, narrowed(head, rows, [0], context.width), [1, 2]);
  };
  return [
    [voice.say('report.network.countries', { n: corridors.length }), lines(corridors)],
    [voice.say('report.network.bank_pairs', { n: bank_corridors.length }), lines(bank_corridors)],
  ];
}

function monthLines(context: CommandContext, { months, currency }: NetworkDossier): string[] {
  const { voice } = context;
  const rows = months.map((month) => [
    month.month,
    String(month.payments),
    amount(month.value_minor, currency),
    String(month.members),
    String(month.members_again),
  ]);
  const head = [
    title(context, 'month'),
    voice.say('report.figure.payments', { n: 2 }),
    `${voice.say('report.evidence.amount')} (${currency})`,
    title(context, 'active'),
    title(context, 'again'),
  ];
  return drawTable(head, rows, [1, 2, 3, 4]);
}

function typologyLines({ voice, width }: CommandContext, { typologies }: NetworkDossier): string[] {
  if (typologies.length === 0) return [voice.say('report.network.typologies.none')];
  return typologies.flatMap((each) => {
    const { typology, title: words, severity, findings, members, payments, itself } = each;
    const counts = { n: findings, members, payments, itself };
    const touched = voice.say('report.network.touched', counts);
    const grade = voice.say(`report.severity.${severity}`);
    const said = `${grade}  ${words?.[voice.language] ?? typology} (${typology}): ${touched}`;
    return wrap(said, width, '  ');
  });
}

function listingLines({ voice }: CommandContext, { listings }: NetworkDossier): string[] {
  if (listings.length === 0) return [voice.say('report.network.listings.none')];
  return listings.map((each) => {
    const { subject, list, entry_id, name, listed_on, delisted_on, is_open } = each;
    const entry = [entry_id, name].filter((part) => part !== null).join(' ');
    const days = (listed_on ?? delisted_on) ? `, ${listed_on ?? '?'} – ${delisted_on ?? ''}` : '';
    const open = is_open ? ` (${voice.say('report.network.listing.open')})` : '';
    return `  ${subject.id}: ${list} ${entry}`.trimEnd() + days.trimEnd() + open;
  });
}

function title({ voice }: CommandContext, name: string): string {
  return voice.say(`report.network.${name}`);
}

/** Grouped, without its currency. */
function amount(minor: bigint, currency: string): string {
  return showMoney({ minor, currency }).replace(/ [A-Z]+$/, '');
}

/** Cuts cells of columns that give way, always the widest, until the table is as wide as asked. */
function narrowed(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  giving: readonly number[],
  width: number,
): string[][] {
  const widths = head.map((cell, i) =>
    Math.max(cell.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const widthOf = (i: number) => widths[i] ?? 0;
  let over = widths.reduce((sum, each) => sum + each + 2, -2) - width;
  for (; over > 0; over--) {
    const widest = giving.reduce((a, b) => (widthOf(b) > widthOf(a) ? b : a));
    if (widthOf(widest) <= CELL_MIN) break;
    widths[widest] = widthOf(widest) - 1;
  }
  return rows.map((row) => row.map((cell, i) => clip(cell, widthOf(i))));
}
