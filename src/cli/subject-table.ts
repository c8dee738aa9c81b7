import { type Alert, SEVERITIES } from '../model/index.js';
import type { CommandContext } from './context.js';
import { clip, drawTable } from './table.js';

/** What a table may grow to: longer lines are hard to follow. */
const WIDTH_MAX = 120;
/** Of a subject's name; what is longer is cut. */
const NAME_MAX = 44;
/** Typologies named under a subject; the files hold them all. */
const KINDS_MAX = 5;

/** Everything said of one subject: an investigator opens a person, not a row. */
export interface AlertedSubject {
  readonly name: string;
  /** Best first. */
  readonly alerts: readonly Alert[];
}

/** Alerts by who stands behind them; the subject of the best alert comes first. */
export function groupBySubject(alerts: readonly Alert[]): AlertedSubject[] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const key = `${alert.owner.kind} ${alert.owner.id}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups.values()].map((own) => ({
    name: own[0]?.subject_name ?? own[0]?.owner.id ?? '',
    alerts: own,
  }));
}

/** A line a subject, and under it what was found, each typology once with its count. */
export function subjectTable(
  context: CommandContext,
  subjects: readonly AlertedSubject[],
): string[] {
  const { voice, language } = context;
  const width = Math.min(context.width, WIDTH_MAX);
  const number = new Intl.NumberFormat(language === 'es' ? 'es-MX' : 'en-US');
  const head = ['rank', 'severity', 'subject', 'alerts', 'first', 'payments'].map((name) =>
    voice.say(`cli.detect.head.${name}`),
  );
  const rows = subjects.map(({ name, alerts }, i) => {
    const levels = alerts.map(({ finding }) => SEVERITIES.indexOf(finding.severity));
    const severity = SEVERITIES[Math.max(...levels)] ?? 'low';
    const payments = new Set(alerts.flatMap(({ finding }) => finding.evidence)).size;
    const first = alerts.map(({ finding }) => finding.first_at.slice(0, 10)).sort()[0] ?? '';
    return [
      String(i + 1),
      String(Math.max(...alerts.map(({ rank_score }) => rank_score))),
      voice.say(`cli.severity.${severity}`),
      clip(name, NAME_MAX),
      number.format(alerts.length),
      first,
      number.format(payments),
    ];
  });
  const [top = '', line = '', ...lines] = drawTable(['#', ...head], rows, [0, 1, 4, 6]);
  const indent = ' '.repeat(line.split('  ').slice(0, 3).join('  ').length + 2);
  return [
    top,
    line,
    ...lines.flatMap((text, i) => [
      text,
      ...[
        ...kindLines(context, subjects[i]?.alerts ?? [], width - indent.length),
        ...networkLine(context, subjects[i]?.alerts ?? []),
      ].map((under) => indent + under),
    ]),
  ];
}

function kindLines(context: CommandContext, alerts: readonly Alert[], room: number): string[] {
  const titles = new Map<string, number>();
  for (const { title } of alerts) {
    const name = title[context.language];
    titles.set(name, (titles.get(name) ?? 0) + 1);
  }
  const kinds = [...titles].map(([title, n]) => clip(n === 1 ? title : `${title} ×${n}`, room));
  const more = kinds.length - KINDS_MAX;
  if (more <= 1) return kinds;
  return [...kinds.slice(0, KINDS_MAX), context.voice.say('cli.detect.kinds', { more })];
}

/** The network of the best alert that has one. */
function networkLine({ voice }: CommandContext, alerts: readonly Alert[]): string[] {
  const network = alerts.find((alert) => alert.network)?.network;
  if (!network) return [];
  const { rank, role, accounts } = network;
  if (role === null) return [voice.say('cli.detect.network_whole', { accounts })];
  const said = { rank, accounts, role: voice.say(`report.network.role.${role}`) };
  return [voice.say('cli.detect.network', said)];
}
