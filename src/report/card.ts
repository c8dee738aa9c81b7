/** One alert as a person judges it: what, why shown, measured against what, on whose authority. */
import type { Alert, Citation, Comparison, Family, Measured } from '../model/index.js';
import type { CardContext } from './context.js';
import { evidenceSection } from './evidence.js';
import { areaName, guideAnchor } from './guide.js';
import { icon } from './icons.js';
import { html, type Markup, safeAddress } from './markup.js';
import { barShares, showMeasured } from './measured.js';
import { networkAnchor } from './network-section.js';
import { box, column, entry, severityMark, short } from './pieces.js';
import { count, datum, type Voice } from './voice.js';

const OPERATORS = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '==': '=', '!=': '≠' } as const;

export function alertCard(alert: Alert, context: CardContext): Markup {
  const { finding } = alert;
  const { voice, anchors } = context;
  const anchor = anchors.get(alert.id) ?? '';
  const data = html`data-severity="${finding.severity}" data-area="${finding.area}"`;
  const total = finding.evidence_total;
  return html`
    <article class="card ${finding.severity}" id="${anchor}" tabindex="-1"
      aria-labelledby="${anchor}-h" ${data} data-typology="${finding.typology}">
      <details${context.is_open && html` open`}>
        <summary>
          ${severityMark(finding.severity, voice)}
          <h4 id="${anchor}-h">${voice.both(alert.title)}</h4>
          <span class="when">
            ${period(alert, voice)}${' · '}${voice.say('report.card.payments', {
              n: total,
              shown: count(total),
            })}
          </span>
        </summary>
        <p class="sentence">${voice.both(alert.sentence)}</p>
        <p class="tags">${areaName(finding.area, voice)}</p>
        ${networkLine(alert, context)}
        ${ground(alert, context)}
        <div class="proof">
          ${comparisonTable(alert, voice)}
          ${citationList(alert, voice)}
        </div>
        ${evidenceSection(alert, context)}
        ${guideDetails(alert, context)}
        ${identity(alert, voice)}
      </details>
    </article>`;
}

function period({ finding }: Alert, voice: Voice): Markup {
  const [first, last] = [finding.first_at.slice(0, 10), finding.last_at.slice(0, 10)];
  if (first === last) return voice.day(first);
  return html`${voice.day(first)} – ${voice.day(last)}`;
}

/** The network that the subject is in; a link where the page draws it. */
function networkLine({ network }: Alert, { input, voice }: CardContext): Markup | null {
  // Runs of earlier versions say nothing of networks.
  if (!network) return null;
  const { id, rank, role, accounts } = network;
  const drawn = input.networks?.dossiers.find((dossier) => dossier.network.id === id);
  const name = voice.say('report.network.name', { rank });
  return html`
    <p class="note">
      ${drawn ? html`<a href="#${networkAnchor(drawn)}">${name}</a>` : name}
      · ${voice.say('report.card.network_accounts', { n: accounts, shown: count(accounts) })}
      ${role && html`· ${voice.say('report.card.network_role')} ${roleName(role, voice)}`}
    </p>`;
}

function roleName(role: string, voice: Voice): Markup {
  const key = `report.network.role.${role}`;
  return voice.has(key) ? voice.say(key) : datum(role);
}

/** Why the finding reached a person, with the findings that support it, one a typology. */
function ground(alert: Alert, { input, voice, anchors }: CardContext): Markup {
  const supports = new Map(alert.corroboration.map((support) => [support.typology, support]));
  const item = (family: Family, what: Markup) => html`
    <li><span class="family">${voice.say(`report.family.${family}`)}</span> ${what}</li>`;
  const support = ({ typology, family, finding_id }: Alert['corroboration'][number]) => {
    const guide = input.guides.get(typology);
    const title = guide ? voice.both(guide.title) : datum(typology);
    const anchor = anchors.get(finding_id);
    return item(family, anchor ? html`<a href="#${anchor}">${title}</a>` : title);
  };
  const list = html`
    <ul>
      ${item(alert.finding.family, voice.say('report.card.this'))}
      ${[...supports.values()].map(support)}
    </ul>`;
  return html`
    <div class="ground">
      <p>${icon('yes')}<span>${voice.say(`report.ground.${alert.ground}`)}</span></p>
      ${supports.size > 0 && list}
    </div>`;
}

function comparisonTable(alert: Alert, voice: Voice): Markup {
  const { comparisons, measured } = alert.finding;
  const compared = new Set(comparisons.flatMap(({ left, right }) => [left.name, right.name]));
  const others = measured.filter((value) => !compared.has(value.name));
  return html`
    <section class="measures">
      <h5>${voice.say('report.card.measured')}</h5>
      <table>
        <thead><tr>
          ${column(voice.say('report.card.measure'))}
          ${column(voice.say('report.card.value'), 'num')}
          ${column(voice.say('report.card.threshold'), 'num')}
          ${column(html`<span class="vh">${voice.say('report.card.met')}</span>`)}
        </tr></thead>
        <tbody>${comparisons.map((comparison) => comparisonRow(comparison, voice))}</tbody>
      </table>
      <dl class="others">${others.map((value) => otherMeasure(value, voice))}</dl>
    </section>`;
}

function comparisonRow({ text, left, operator, right, holds }: Comparison, voice: Voice): Markup {
  const shares = barShares(left, right);
  const state = holds === null ? 'unknown' : holds ? 'yes' : 'no';
  const sign = datum(OPERATORS[operator]);
  return html`
    <tr class="${state}">
      <th scope="row">
        ${voice.both(left.label)}${shares && bar(shares)}<code translate="no">${text}</code>
      </th>
      <td class="num strong">${showMeasured(left, voice)}</td>
      <td class="num">${sign} ${showMeasured(right, voice)}</td>
      <td class="state">
        ${icon(state)}<span class="vh">${voice.say(`report.holds.${state}`)}</span>
      </td>
    </tr>`;
}

/** The value as a bar, the threshold as a line across it. */
function bar(shares: { left: number; right: number }): Markup {
  const limit = `${short(100 * shares.right)}%`;
  return html`
    <svg class="bar" aria-hidden="true">
      ${box({ class: 'bed', y: 3, height: 6 })}
      ${box({ class: 'value', width: 100 * shares.left, y: 3, height: 6 })}
      <line x1="${limit}" x2="${limit}" y1="0" y2="12"/>
    </svg>`;
}

function otherMeasure(value: Measured, voice: Voice): Markup {
  return entry(voice.both(value.label), showMeasured(value, voice));
}

function citationList(alert: Alert, voice: Voice): Markup {
  return html`
    <section class="cites">
      <h5>${voice.say('report.card.sources')}</h5>
      <ul>${alert.citations.map((citation) => citationItem(citation, voice))}</ul>
    </section>`;
}

function citationItem(citation: Citation, voice: Voice): Markup {
  const { verification, locator } = citation;
  const address = safeAddress(citation.address);
  const title = html`<cite translate="no">${citation.title}</cite>`;
  const link = html`<a href="${address}" rel="noopener noreferrer external">${title}</a>`;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(citation.date);
  const date = isDay ? voice.day(citation.date) : datum(citation.date);
  return html`
    <li>
      <p class="doc" translate="no">${citation.issuer} · ${citation.document}</p>
      <p>${address ? link : title}</p>
      <p class="locator">${datum(locator)} · ${date}</p>
      <p class="check ${verification}">
        ${icon(verification)}${voice.say(`report.verification.${verification}`)}
      </p>
      ${address && html`<p class="address" translate="no">${address}</p>`}
    </li>`;
}

/** Opens to the typology's guide, which the script copies from the end of the page. */
function guideDetails(alert: Alert, { input, voice }: CardContext): Markup | null {
  const { typology } = alert.finding;
  const guide = input.guides.get(typology);
  if (!guide) return null;
  const link = html`<a href="#${guideAnchor(typology)}">${voice.both(guide.title)}</a>`;
  return html`
    <details class="guide" data-guide="${guideAnchor(typology)}">
      <summary>${voice.say('report.card.guide')}</summary>
      <p>${voice.say('report.card.guide_ref')} ${link}</p>
    </details>
    <p class="guide-ref">${voice.say('report.card.guide_ref')} ${voice.both(guide.title)}</p>`;
}

function identity({ id, rank_score, finding }: Alert, voice: Voice): Markup {
  const { times_fired: n, typology, version } = finding;
  const scores = { rank: String(rank_score), rule: String(finding.score) };
  return html`
    <footer>
      <p>
        ${voice.say('report.card.scores', scores)}
        · ${voice.say('report.card.fired', { n, shown: count(n) })}
        · ${periodKind(finding.period_kind, voice)} ${datum(finding.period)}
      </p>
      <dl translate="no">
        ${entry(voice.say('report.card.typology'), `${typology} ${version}`)}
        ${entry(voice.say('report.card.alert'), id)}
        ${entry(voice.say('report.card.revision'), finding.revision)}
      </dl>
    </footer>`;
}

function periodKind(kind: string, voice: Voice): Markup {
  const key = `report.period.${kind}`;
  return voice.has(key) ? voice.say(key) : datum(kind);
}
