/** The list of alerts: a bar that narrows it, an index of subjects, and a card for each alert. */
import type { Bilingual } from '../base/index.js';
import { SEVERITIES, type Severity } from '../model/index.js';
import { alertCard } from './card.js';
import type { CardContext } from './context.js';
import { evidenceRowsMax } from './evidence.js';
import { alertAnchors, type Group, type Grouped } from './groups.js';
import { areaTexts } from './guide.js';
import { icon } from './icons.js';
import type { ReportInput } from './input.js';
import { html, type Markup } from './markup.js';
import { box, column, severityMark } from './pieces.js';
import { count, countryNames, datum, pair, type Voice } from './voice.js';

/** Subjects whose first alert is read without opening it. */
const OPEN_SUBJECTS = 3;

export function alertsSection(input: ReportInput, { groups, rest }: Grouped, voice: Voice): Markup {
  const shown = groups.flatMap((group) => group.alerts);
  const context = {
    input,
    voice,
    anchors: alertAnchors(groups),
    rows_max: evidenceRowsMax(shown),
  };
  const cut = { shown: count(shown.length), total: count(input.alerts.length) };
  const none = html`<p class="empty">${voice.say('report.alerts.none')}</p>`;
  return html`
    <section class="alerts" id="alerts" aria-labelledby="alerts-h">
      <h2 id="alerts-h">${voice.say('report.alerts.title')}</h2>
      <p class="lede">${voice.say('report.alerts.lede')}</p>
      ${shown.length === 0 ? none : filterBar(groups, voice)}
      <div class="board">
        ${subjectIndex(groups, voice)}
        <div class="groups">
          ${groups.map((group, i) => groupSection(group, i < OPEN_SUBJECTS, context))}
          <p class="empty" id="no-match" hidden>${voice.say('report.filter.none')}</p>
        </div>
      </div>
      ${shown.length < input.alerts.length && restPanel(rest, cut, voice)}
    </section>`;
}

function groupSection(
  group: Group,
  isOpen: boolean,
  context: Omit<CardContext, 'subject' | 'is_open'>,
): Markup {
  const { anchor, facts, alerts } = group;
  return html`
    <section class="group" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}-h">
      ${groupHead(group, context.input, context.voice)}
      ${alerts.map((alert, i) =>
        alertCard(alert, { ...context, subject: facts, is_open: isOpen && i === 0 }),
      )}
    </section>`;
}

/** Works only with the script, and is shown only with it. Options carry both languages. */
function filterBar(groups: readonly Group[], voice: Voice): Markup {
  const alerts = groups.flatMap((group) => group.alerts);
  const findings = alerts.map((alert) => alert.finding);
  const present = new Set(findings.map((finding) => finding.severity));
  const areas = [...new Set(findings.map((finding) => finding.area))].sort();
  const typologies = new Map(alerts.map((alert) => [alert.finding.typology, alert.title]));
  const total = count(alerts.length);
  return html`
    <form class="filters" id="filters" role="search" aria-labelledby="filters-h">
      <h3 class="vh" id="filters-h">${voice.say('report.filter.title')}</h3>
      <fieldset>
        <legend class="vh">${voice.say('report.filter.severity')}</legend>
        ${[...SEVERITIES].reverse().map((level) => present.has(level) && chip(level, voice))}
      </fieldset>
      ${choice(
        'area',
        areas.map((area) => [area, areaTexts(area, voice)]),
        voice,
      )}
      ${choice('typology', [...typologies], voice)}
      <label class="grow">
        <span class="caption">${voice.say('report.filter.text')}</span>
        <input type="search" name="text" autocomplete="off" spellcheck="false">
      </label>
      <button type="button" id="open-all" data-open="true">
        <span class="to-open">${voice.say('report.alerts.open_all')}</span>
        <span class="to-close">${voice.say('report.alerts.close_all')}</span>
      </button>
      <p class="shown" role="status">
        <b id="shown">${total}</b> ${voice.say('report.filter.of', { total })}
      </p>
    </form>`;
}

function chip(severity: Severity, voice: Voice): Markup {
  return html`
    <label class="chip ${severity}">
      <input type="checkbox" name="severity" value="${severity}" checked>
      ${icon(severity)}${voice.say(`report.severity.${severity}`)}
    </label>`;
}

function choice(
  name: 'area' | 'typology',
  options: readonly (readonly [string, Bilingual])[],
  voice: Voice,
): Markup {
  const any = ['', voice.texts('report.filter.any')] as const;
  const option = ([value, { en, es }]: readonly [string, Bilingual]) =>
    html`<option value="${value}" data-en="${en}" data-es="${es}">${en}</option>`;
  return html`
    <label>
      <span class="caption">${voice.say(`report.filter.${name}`)}</span>
      <select name="${name}">${[any, ...options].map(option)}</select>
    </label>`;
}

function subjectIndex(groups: readonly Group[], voice: Voice): Markup | null {
  if (groups.length < 2) return null;
  const item = ({ anchor, severity, facts, rank_score, alerts }: Group) => html`
    <li data-for="${anchor}">
      <a href="#${anchor}">
        <span class="sev ${severity}">
          ${icon(severity)}<span class="vh">${voice.say(`report.severity.${severity}`)}</span>
        </span>
        <span class="who" translate="no">${facts.name ?? facts.subject.id}</span>
        <span class="times">${alerts.length > 1 && `×${count(alerts.length)}`}</span>
        <span class="num">${count(rank_score)}</span>
      </a>
    </li>`;
  return html`
    <nav class="index" aria-labelledby="index-h">
      <h3 id="index-h">${voice.say('report.alerts.subjects')}</h3>
      <ol>${groups.map(item)}</ol>
    </nav>`;
}

/** Subjects without cards: who, how many alerts, and of what. */
function restPanel(
  rest: readonly Group[],
  cut: { readonly shown: string; readonly total: string },
  voice: Voice,
): Markup {
  const item = (title: Bilingual) => html`<li>${voice.both(title)}</li>`;
  const line = ({ severity, facts, rank_score, alerts }: Group) => {
    const titles = new Map(alerts.map((alert) => [alert.finding.typology, alert.title]));
    return html`
      <tr>
        <td>${severityMark(severity, voice)}</td>
        <th scope="row" translate="no">${facts.name ?? facts.subject.id}</th>
        <td class="num">${count(alerts.length)}</td>
        <td class="num">${count(rank_score)}</td>
        <td><ul>${[...titles.values()].map(item)}</ul></td>
      </tr>`;
  };
  const heads = ['severity', 'subject', 'alerts', 'rank', 'typologies'].map((key) =>
    column(voice.say(`report.rest.${key}`), key === 'alerts' || key === 'rank' ? 'num' : ''),
  );
  return html`
    <section class="rest panel">
      <h3>${voice.say('report.rest.title')}</h3>
      <p class="note">${voice.say('report.alerts.cut', cut)}</p>
      ${
        rest.length > 0 &&
        html`<table><thead><tr>${heads}</tr></thead><tbody>${rest.map(line)}</tbody></table>`
      }
    </section>`;
}

function groupHead(group: Group, input: ReportInput, voice: Voice): Markup {
  const { facts, rank_score, alerts } = group;
  const known = [
    voice.say(`report.subject.${facts.subject.kind}`),
    facts.name !== null && datum(facts.subject.id),
    facts.institution !== null && datum(facts.institution),
    facts.country !== null && pair(countryNames(facts.country)),
    facts.opened_on !== null &&
      html`${voice.say('report.subject.opened')} ${voice.day(facts.opened_on)}`,
  ].filter((part) => part !== false);
  const level = `f-${group.severity}`;
  return html`
    <header>
      <div class="who">
        <h3 id="${group.anchor}-h" translate="no">${facts.name ?? facts.subject.id}</h3>
        <p class="known">${known.map((part) => html`<span>${part}</span>`)}</p>
      </div>
      <p class="score">
        <span class="num">${count(rank_score)}</span>
        <span>${voice.say('report.alerts.rank')}</span>
        <svg aria-hidden="true">
          ${box({ class: 'bed' })}${box({ class: level, width: Math.min(100, rank_score) })}
        </svg>
      </p>
      ${timeline(group, input, voice)}
      <p class="note">${voice.say('report.alerts.count', { n: alerts.length })}</p>
    </header>`;
}

/** When each alert of the subject fired, on the span of the whole run. */
function timeline(group: Group, input: ReportInput, voice: Voice): Markup {
  const [from, to] = [Date.parse(input.run.from), Date.parse(input.run.to)];
  const share = (iso: string) =>
    Math.max(0, Math.min(100, (100 * (Date.parse(iso) - from)) / Math.max(1, to - from)));
  const marks = group.alerts.map(({ finding }) => {
    const [x, x2] = [share(finding.first_at), share(finding.last_at)];
    const width = Math.max(0.8, x2 - x);
    const place = { x: Math.min(x, 100 - width), width, y: 2, height: 8 };
    return box({ class: `f-${finding.severity}`, ...place });
  });
  return html`
    <div class="timeline" aria-hidden="true">
      <span>${voice.day(input.run.from)}</span>
      <svg>${box({ class: 'bed', y: 5, height: 2 })}${marks}</svg>
      <span>${voice.day(input.run.to)}</span>
    </div>`;
}
