import type { Alert } from '../model/index.js';
import type { RuleTally } from '../typology/index.js';
import type { CommandContext } from './context.js';
import type { Detection } from './detection.js';
import { needText } from './needs.js';
import { answer, shown, tell } from './say.js';
import { clip, drawTable, wrap } from './table.js';

/** From here on the table has room to say why an alert is shown. */
const WIDE = 120;
/** What a table may grow to: longer lines are hard to follow. */
const WIDTH_MAX = 160;

/** The ranked table of alerts and the run's summary. */
export function showDetection(context: CommandContext, detection: Detection, top: number): void {
  const { manifest, alerts, outcome, saved } = detection;
  const idle = outcome.tallies.filter((tally) => tally.idle_for.length > 0);
  const summary = {
    ...manifest.results,
    payments: manifest.inputs.payments,
    typologies: manifest.catalogue.typologies.length - idle.length,
    idle: idle.length,
    nodes: manifest.plan_nodes,
    ...saved,
  };
  const { folder } = detection;
  const { voice } = context;
  if (context.json) {
    const { run_id } = manifest;
    answer(context, { run: run_id, folder, ...summary, idle_typologies: idle, alerts }, []);
    return;
  }
  if (alerts.length > 0) answer(context, null, [...alertTable(context, alerts.slice(0, top)), '']);
  if (alerts.length > top)
    tell(context, voice.say('cli.detect.more', { more: alerts.length - top }));
  tell(context, voice.say('cli.detect.summary', summary));
  if (idle.length > 0) {
    tell(context, voice.say('cli.detect.idle', { count: idle.length }));
    answer(context, null, idleLines(context, idle));
  }
  if (outcome.flows_truncated > 0)
    tell(context, voice.say('cli.detect.truncated', { count: outcome.flows_truncated }));
  tell(context, voice.say('cli.detect.files', { folder: shown(context, folder) }));
}

function alertTable(context: CommandContext, alerts: readonly Alert[]): string[] {
  const { voice, language } = context;
  const width = Math.min(context.width, WIDTH_MAX);
  const isWide = width >= WIDE;
  const number = new Intl.NumberFormat(language === 'es' ? 'es-MX' : 'en-US');
  const names = ['rank', 'severity', 'typology', 'subject', 'first', 'payments', 'ground'];
  const head = ['#', ...names.map((name) => voice.say(`cli.detect.head.${name}`))];
  const rows = alerts.map((alert, i) => [
    String(i + 1),
    String(alert.rank_score),
    voice.say(`cli.severity.${alert.finding.severity}`),
    alert.title[language],
    alert.subject_name ?? alert.finding.subject.id,
    alert.finding.first_at.slice(0, 10),
    number.format(alert.finding.evidence_total),
    voice.say(`cli.ground.${alert.ground}`),
  ]);
  const cells = [head, ...rows].map((row) => (isWide ? row : row.slice(0, -1)));
  const widest = (column: number) => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const fixed = head.map((_, i) => (cells[0]?.[i] === undefined ? -2 : widest(i)));
  const others = fixed.reduce((sum, each, i) => sum + (i === 3 || i === 4 ? 2 : each + 2), -2);
  const room = Math.max(30, width - others);
  // The subject takes what it needs up to two fifths; the typology has the rest.
  const subject = Math.min(widest(4), Math.max(Math.floor(room * 0.4), room - widest(3)));
  const fitted = cells.map((row) =>
    row.map((cell, i) =>
      i === 3 ? clip(cell, room - subject) : i === 4 ? clip(cell, subject) : cell,
    ),
  );
  return drawTable(fitted[0] ?? [], fitted.slice(1), [0, 1, 6]);
}

/** The columns that would wake most typologies first: what to ask the owner of the data for. */
function idleLines(context: CommandContext, idle: readonly RuleTally[]): string[] {
  const waiting = new Map<string, number>();
  for (const columns of idle.flatMap(({ idle_for }) => idle_for))
    waiting.set(columns, (waiting.get(columns) ?? 0) + 1);
  const { voice, language, width } = context;
  return [...waiting]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .flatMap(([columns, count]) => {
      const lines = wrap(needText(columns, voice, language), width, '       ');
      return [`  ${String(count).padStart(3)}  ${lines[0]?.trimStart()}`, ...lines.slice(1)];
    });
}
