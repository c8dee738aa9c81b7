/** Alerts by week: columns stacked by severity above a heat strip for each typology. */
import { type Alert, SEVERITIES } from '../model/index.js';
import type { ReportInput } from './input.js';
import { html, type Markup } from './markup.js';
import { box, severityMark, short } from './pieces.js';
import { count, monthNames, type Voice } from './voice.js';

const WEEK_MS = 7 * 86_400_000;
const COLUMN_HEIGHT_PX = 96;
/** Shades of the heat strip, `q1` … `q6`. */
const SHADES = 6;

interface Weeks {
  readonly starts: readonly number[];
  readonly of: (alert: Alert) => number;
}

export function weeksPanel(input: ReportInput, voice: Voice): Markup {
  const weeks = weeksOf(input);
  return html`
    <section class="panel weeks" aria-labelledby="weeks-h">
      <h2 id="weeks-h">${voice.say('report.weeks.title')}</h2>
      <p class="lede">${voice.say('report.weeks.lede')}</p>
      <div class="strips">
        ${columnPlot(input.alerts, weeks, voice)}
        ${axis(weeks)}
        ${strips(input, weeks, voice)}
      </div>
      <ul class="legend">
        ${[...SEVERITIES].reverse().map((level) => html`<li>${severityMark(level, voice)}</li>`)}
        <li class="shades">
          ${voice.say('report.weeks.few')}
          <svg aria-hidden="true">${shadeKey()}</svg>
          ${voice.say('report.weeks.many')}
        </li>
      </ul>
    </section>`;
}

/** Weeks start on Monday, UTC. An alert counts in the week of its strongest firing. */
function weeksOf(input: ReportInput): Weeks {
  const moments = input.alerts.map((alert) => Date.parse(alert.finding.peak_at));
  const first = monday(Math.min(Date.parse(input.run.from), ...moments));
  const last = monday(Math.max(Date.parse(input.run.to), ...moments));
  const length = Math.round((last - first) / WEEK_MS) + 1;
  return {
    starts: Array.from({ length }, (_, i) => first + i * WEEK_MS),
    of: (alert) => Math.round((monday(Date.parse(alert.finding.peak_at)) - first) / WEEK_MS),
  };
}

function columnPlot(alerts: readonly Alert[], weeks: Weeks, voice: Voice): Markup {
  const stacks = weeks.starts.map(() => SEVERITIES.map(() => 0));
  for (const alert of alerts) {
    const stack = stacks[weeks.of(alert)];
    const level = SEVERITIES.indexOf(alert.finding.severity);
    if (stack) stack[level] = (stack[level] ?? 0) + 1;
  }
  const totals = stacks.map((stack) => stack.reduce((sum, n) => sum + n, 0));
  const most = Math.max(1, ...totals);
  const width = 100 / weeks.starts.length;
  const columns = stacks.flatMap((stack, week) => {
    let y = COLUMN_HEIGHT_PX;
    return SEVERITIES.map((severity, level) => {
      const n = stack[level] ?? 0;
      const height = (n * COLUMN_HEIGHT_PX) / most;
      y -= height;
      const place = { x: week * width + width * 0.08, width: width * 0.84, y, height: height - 1 };
      const title = `${isoDay(weeks.starts[week] ?? 0)} · ${n}`;
      return n > 0 && box({ class: `f-${severity}`, ...place, title });
    });
  });
  const half = COLUMN_HEIGHT_PX / 2;
  return html`
    <p class="strip-label">${voice.say('report.weeks.all')}</p>
    <svg class="columns" height="${COLUMN_HEIGHT_PX}" role="img" aria-labelledby="weeks-h">
      <line class="grid" x2="100%" y1="0.5" y2="0.5"/>
      <line class="grid" x2="100%" y1="${half}" y2="${half}"/>
      ${columns}<text class="tick" x="2" y="12">${most}</text>
    </svg>
    <p class="strip-total num">${count(alerts.length)}</p>`;
}

function axis(weeks: Weeks): Markup {
  const firsts = weeks.starts
    .map((start, week) => ({ week, at: new Date(start + WEEK_MS - 1) }))
    .filter(({ at }) => at.getUTCDate() <= 7);
  const step = Math.max(1, Math.ceil(firsts.length / 12));
  const labels = firsts
    .filter((_, i) => i % step === 0)
    .map(({ week, at }) => {
      const name = monthNames(at);
      const year = at.getUTCMonth() === 0 ? ` ${at.getUTCFullYear()}` : '';
      const mark = html`<tspan class="year">${year}</tspan>`;
      const place = html`x="${short((100 * week) / weeks.starts.length)}%" y="12"`;
      return html`
        <text lang="en" ${place}>${name.en}${mark}</text>
        <text lang="es" ${place}>${name.es}${mark}</text>`;
    });
  return html`
    <span class="strip-label"></span>
    <svg class="axis" height="16" aria-hidden="true">${labels}</svg>
    <span class="strip-total"></span>`;
}

function strips(input: ReportInput, weeks: Weeks, voice: Voice): Markup[] {
  const rows = new Map<string, { alert: Alert; counts: number[]; total: number }>();
  for (const alert of input.alerts) {
    const { typology } = alert.finding;
    const row = rows.get(typology) ?? { alert, counts: weeks.starts.map(() => 0), total: 0 };
    const week = weeks.of(alert);
    row.counts[week] = (row.counts[week] ?? 0) + 1;
    row.total++;
    rows.set(typology, row);
  }
  const most = Math.max(1, ...[...rows.values()].flatMap((row) => row.counts));
  const width = 100 / weeks.starts.length;
  return [...rows.entries()]
    .sort(([a, x], [b, y]) => y.total - x.total || (a < b ? -1 : 1))
    .map(([, { alert, counts, total }]) => {
      const cells = counts.map((n, week) => {
        const shade = `q${Math.ceil((n * SHADES) / most)}`;
        const title = `${isoDay(weeks.starts[week] ?? 0)} · ${n}`;
        return n > 0 && box({ class: shade, x: week * width, width: width * 0.9, title });
      });
      return html`
        <p class="strip-label">${voice.both(alert.title)}</p>
        <svg class="strip" aria-hidden="true">${box({ class: 'bed' })}${cells}</svg>
        <p class="strip-total num">${count(total)}</p>`;
    });
}

function shadeKey(): Markup[] {
  const step = 100 / SHADES;
  return Array.from({ length: SHADES }, (_, i) =>
    box({ class: `q${i + 1}`, x: i * step, width: step * 0.86 }),
  );
}

function monday(at_ms: number): number {
  const day = Math.floor(at_ms / 86_400_000);
  return (day - ((((day + 3) % 7) + 7) % 7)) * 86_400_000;
}

function isoDay(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}
