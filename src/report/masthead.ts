/** The head of the page: what was run on what, and what came of it in one sentence. */
import type { Language } from '../base/index.js';
import { type Alert, SEVERITIES, type Severity } from '../model/index.js';
import { icon } from './icons.js';
import { type ReportInput, subjectKey, type Truth } from './input.js';
import { html, type Markup } from './markup.js';
import { box, entry, fold, severityMark } from './pieces.js';
import { count, datum, type Voice } from './voice.js';

export function masthead(input: ReportInput, voice: Voice): Markup {
  const { run, alerts } = input;
  const subjects = new Set(alerts.map((alert) => subjectKey(alert.owner))).size;
  return html`
    <header class="mast">
      <div class="wrap">
        ${topBar(input.fictional, voice)}
        <p class="kicker">${voice.say('report.kicker')}</p>
        <h1>${voice.say('report.headline', {
          alerts: alerts.length,
          alerts_shown: count(alerts.length),
          subjects,
          subjects_shown: count(subjects),
          payments_shown: count(run.payments),
        })}</h1>
        <p class="span">${voice.day(run.from)} – ${voice.day(run.to)}</p>
      </div>
    </header>`;
}

/** The name, the badge of a demonstration, and the switch of languages. */
export function topBar(fictional: boolean, voice: Voice): Markup {
  return html`
    <div class="bar">
      <p class="brand">${icon('bridge')}<span translate="no">Puente</span></p>
      ${fictional && html`<p class="badge">${voice.say('report.fictional')}</p>`}
      <nav class="lang" aria-labelledby="lang-label">
        <span class="vh" id="lang-label">${voice.say('report.language')}</span>
        ${languageLink('en', 'EN', 'English')}
        ${languageLink('es', 'ES', 'Español')}
      </nav>
    </div>`;
}

/** Works without the script too: its target is what the style sheet looks for. */
function languageLink(language: Language, code: string, name: string): Markup {
  const target = html`href="#${language}" data-switch="${language}" hreflang="${language}"`;
  return html`<a ${target} translate="no">${code}<span class="vh"> ${name}</span></a>`;
}

/** The figures under the head: five numbers, and the alerts by severity as one bar. */
export function figures(input: ReportInput, voice: Voice): Markup {
  const { run, alerts } = input;
  const numbers: readonly (readonly [string, number])[] = [
    ['payments', run.payments],
    ['accounts', run.accounts],
    ['parties', run.parties],
    ['findings', input.findings_total],
    ['typologies', run.typologies_run],
  ];
  return html`
    <section class="figures" aria-labelledby="figures-h">
      <h2 class="vh" id="figures-h">${voice.say('report.figures')}</h2>
      <div class="figure lead">
        <p class="num">${count(alerts.length)}</p>
        <p>${voice.say('report.figure.alerts', { n: alerts.length })}</p>
        ${severityBar(alerts, voice)}
      </div>
      <dl>${numbers.map(
        ([key, n]) =>
          html`<div class="figure">
          <dt>${voice.say(`report.figure.${key}`, { n })}</dt>
          <dd class="num">${count(n)}</dd>
        </div>`,
      )}
      </dl>
    </section>`;
}

function severityBar(alerts: readonly Alert[], voice: Voice): Markup {
  const tally = new Map<Severity, number>();
  for (const { finding } of alerts) {
    tally.set(finding.severity, (tally.get(finding.severity) ?? 0) + 1);
  }
  const present = [...SEVERITIES].reverse().filter((severity) => tally.has(severity));
  let x = 0;
  const boxes = present.map((severity) => {
    const width = (100 * (tally.get(severity) ?? 0)) / alerts.length;
    x += width;
    return box({ class: `f-${severity}`, x: x - width, width });
  });
  const item = (severity: Severity) => html`
    <li>${severityMark(severity, voice, count(tally.get(severity) ?? 0))}</li>`;
  return html`
    <svg class="sevbar" aria-hidden="true">${boxes}</svg>
    <ul class="legend">${present.map(item)}</ul>`;
}

/** In the demo: which planted schemes were found, and how often an innocent was alerted. */
export function truthPanel(input: ReportInput, voice: Voice): Markup | null {
  const { truth } = input;
  if (!truth) return null;
  const found = truth.schemes.filter((scheme) => scheme.found).length;
  const months = Math.max(1, truth.accounts * truth.months);
  const rate = ((1000 * truth.innocent_alerts) / months).toFixed(2);
  const planted = truth.schemes.length;
  const innocent = {
    n: truth.innocent_alerts,
    shown: count(truth.innocent_alerts),
    accounts: count(truth.accounts),
    months: truth.months,
  };
  return html`
    <section class="panel truth" aria-labelledby="truth-h">
      <h2 id="truth-h">${voice.say('report.truth.title', { found, planted })}</h2>
      <p class="lede">${voice.say('report.truth.lede')}</p>
      <ul class="schemes">${truth.schemes.map((scheme) => schemeItem(scheme, voice))}</ul>
      <p class="innocent">
        <span class="num">${rate}</span>
        <span>${voice.say('report.truth.innocent', innocent)}</span>
      </p>
    </section>`;
}

/** What was found is the rule and is only heard; what was missed is said for all to see. */
function schemeItem({ title, found }: Truth['schemes'][number], voice: Voice): Markup {
  const state = found
    ? html`<small class="vh">${voice.say('report.truth.found')}</small>`
    : html`<small>${voice.say('report.truth.missed')}</small>`;
  return html`
    <li class="${found ? 'hit' : 'miss'}">
      ${icon(found ? 'yes' : 'no')}<span>${voice.both(title)}${state}</span>
    </li>`;
}

/** How the run can be repeated, and where it is written down: the last section of the page. */
export function runFacts(input: ReportInput, voice: Voice): Markup {
  const { run, audit } = input;
  const rows: readonly (readonly [string, Markup])[] = [
    ['id', datum(run.id)],
    ['at', html`${voice.day(run.at)} ${datum(`${run.at.slice(11, 16)} UTC`)}`],
    ['version', datum(run.puente_version)],
    ['engine', datum(run.engine)],
    ['catalogue', datum(run.catalogue_hash)],
    ['input', datum(run.input_hash)],
    ['currency', datum(run.reporting_currency)],
    ['undetermined', html`${count(run.undetermined)}`],
  ];
  const facts = rows.map(([key, value]) => entry(voice.say(`report.run.${key}`), value));
  if (audit) {
    const place = voice.say('report.run.audit_entry', { entry: count(audit.entry) });
    const root = datum(`${audit.origin} ${audit.root_hash}`);
    facts.push(entry(voice.say('report.run.audit'), html`${place} ${root}`));
  }
  const idle = run.typologies_idle.map(
    ({ id, title, reason }) => html`
      <li>
        <b>${voice.both(title)}</b> <code translate="no">${id}</code><br>
        ${voice.both(reason)}
      </li>`,
  );
  const idleTitle = voice.say('report.run.idle', { n: idle.length });
  return html`
    <section class="panel run" id="run" aria-labelledby="run-h">
      <h2 id="run-h">${voice.say('report.run.title')}</h2>
      <p class="lede">${voice.say('report.run.lede')}</p>
      <dl class="facts">${facts}</dl>
      ${idle.length > 0 && fold(idleTitle, html`<ul class="idle">${idle}</ul>`)}
    </section>`;
}
