/** The payments behind an alert, in order, each end with its institution and country. */
import { showMoney } from '../base/index.js';
import type { Alert } from '../model/index.js';
import type { CardContext } from './context.js';
import type { EvidencePayment, PaymentEnd, SubjectFacts } from './input.js';
import { html, type Markup } from './markup.js';
import { column, fold } from './pieces.js';
import { count, pair, type Voice } from './voice.js';

/** Rows in sight; the rest opens. */
const OPEN_ROWS = 8;
/** Rows of one card at most, and of the whole page: 1,600 rows are about 1 MB. */
const CARD_ROWS_MAX = 60;
const PAGE_ROWS_MAX = 1600;

/** How many rows each card may hold so that the page stays in bounds: short lists are not cut. */
export function evidenceRowsMax(alerts: readonly Alert[]): number {
  const lengths = alerts.map((alert) => alert.finding.evidence.length);
  for (let rows = CARD_ROWS_MAX; rows > OPEN_ROWS; rows--) {
    if (lengths.reduce((sum, n) => sum + Math.min(n, rows), 0) <= PAGE_ROWS_MAX) return rows;
  }
  return OPEN_ROWS;
}

export function evidenceSection(alert: Alert, context: CardContext): Markup {
  const { input, voice, subject, rows_max } = context;
  const { evidence, evidence_total } = alert.finding;
  const shown = evidence.slice(0, rows_max);
  const rows = shown.map((id) => row(id, input.payments.get(id), subject, voice));
  const rest = rows.slice(OPEN_ROWS);
  const total = { n: evidence_total, shown: count(evidence_total) };
  const cut = { shown: count(shown.length), total: count(evidence_total) };
  const more = voice.say('report.evidence.more', { n: rest.length });
  return html`
    <section class="evidence">
      <h5>${voice.say('report.evidence.title', total)}</h5>
      ${table(rows.slice(0, OPEN_ROWS), voice)}
      ${rest.length > 0 && fold(more, table(rest, voice))}
      ${
        shown.length < evidence_total &&
        html`<p class="note">${voice.say('report.evidence.cut', cut)}</p>`
      }
    </section>`;
}

function table(rows: readonly Markup[], voice: Voice): Markup {
  const heads = ['time', 'from', 'to', 'amount', 'how', 'text'];
  const columns = heads.map((head) => column(voice.say(`report.evidence.${head}`), head));
  return html`
    <table class="pay">
      <thead><tr>${columns}</tr></thead>
      <tbody>${rows}</tbody>
    </table>`;
}

/**
 * Times are ISO in UTC on purpose: 03/04 is March in one country and April in the other. A row is
 * data, so the whole row is marked as not to be translated; its words carry their language.
 */
function row(
  id: string,
  payment: EvidencePayment | undefined,
  subject: SubjectFacts,
  voice: Voice,
): Markup {
  if (!payment) return html`<tr translate="no"><td colspan="6">${id}</td></tr>`;
  const { amount_minor, currency, value_minor } = payment;
  const [day, hour] = [payment.time.slice(0, 10), payment.time.slice(11, 16)];
  const foreign = currency !== voice.currency && value_minor !== null;
  const value = foreign && showMoney({ minor: value_minor, currency: voice.currency });
  return html`
    <tr translate="no">
      <td class="time">${day} <small>${hour}</small></td>
      <td class="from">${end(payment.debtor, payment.rail, subject, voice)}</td>
      <td class="to">${end(payment.creditor, payment.rail, subject, voice)}</td>
      <td class="amount num">
        ${showMoney({ minor: amount_minor, currency })}${value && html`<small>≈ ${value}</small>`}
      </td>
      <td class="how">${how(payment, voice)}</td>
      <td class="text">
        ${payment.text}${payment.place !== null && html`<small>${payment.place}</small>`}
        <small class="pid">${payment.id}</small>
      </td>
    </tr>`;
}

/** Who stands at one end. The subject itself is not spelt out again and again. */
function end(
  party: PaymentEnd,
  rail: string | null,
  { subject, name }: SubjectFacts,
  voice: Voice,
): Markup {
  const isAccount = subject.kind === 'account' && party.account === subject.id;
  const isParty = subject.kind === 'party' && party.name !== null && party.name === name;
  if (isAccount || isParty) {
    const account = isParty && party.account !== null && html`<small>${party.account}</small>`;
    return html`<span class="self">${voice.say('report.evidence.self')}</span>${account}`;
  }
  const nobody = rail === 'cash' ? 'report.flows.cash' : 'report.evidence.none';
  const title = party.name ?? (party.account === null && voice.say(nobody));
  const known = [party.account, party.institution, party.country].filter((part) => part !== null);
  return html`${title}${known.length > 0 && html`<small>${known.join(' · ')}</small>`}`;
}

/** Rail, channel and purpose in words, one phrase a language. */
function how({ rail, channel, purpose }: EvidencePayment, voice: Voice): Markup {
  const parts = [
    rail !== null && `report.rail.${rail}`,
    channel !== null && `report.channel.${channel}`,
    purpose !== null && purpose !== 'unknown' && `report.purpose.${purpose}`,
  ].filter((key) => key !== false && voice.has(key)) as string[];
  const texts = parts.map((key) => voice.texts(key));
  return pair({
    en: texts.map(({ en }) => en).join(' · '),
    es: texts.map(({ es }) => es).join(' · '),
  });
}
