import type { RuleTally } from '../typology/index.js';
import type { CommandContext } from './context.js';
import type { Detection } from './detection.js';
import { needText } from './needs.js';
import { answer, shown, tell } from './say.js';
import { groupBySubject, subjectTable } from './subject-table.js';
import { wrap } from './table.js';

/** The ranked table of subjects and the run's summary. `top`: subjects shown. */
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
  const subjects = groupBySubject(alerts);
  if (alerts.length > 0)
    answer(context, null, [...subjectTable(context, subjects.slice(0, top)), '']);
  if (subjects.length > top)
    tell(context, voice.say('cli.detect.more', { more: subjects.length - top }));
  tell(context, voice.say('cli.detect.summary', { ...summary, subjects: subjects.length }));
  if (alerts.length === 0 && summary.findings > 0)
    tell(context, voice.say('cli.detect.only_findings', { findings: summary.findings }));
  tell(context, voice.say('cli.detect.saved', { ...saved }));
  if (idle.length > 0) {
    tell(context, voice.say('cli.detect.idle', { count: idle.length }));
    answer(context, null, idleLines(context, idle));
  }
  if (outcome.flows_truncated > 0)
    tell(context, voice.say('cli.detect.truncated', { count: outcome.flows_truncated }));
  tell(context, voice.say('cli.detect.files', { folder: shown(context, folder) }));
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
