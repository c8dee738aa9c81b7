/** Members and payments of a network as tables: what the drawing shows, in words. */
import { showMoney } from '../base/index.js';
import type { DossierEnd, DossierMember, DossierPayment, NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { dwellText, keptOf } from './network-words.js';
import { column, fold } from './pieces.js';
import { count, datum, type Voice } from './voice.js';

/** Rows of one table in a page; files of `puente network export` hold all. */
const ROWS_MAX = 1500;
/** Members in sight; the rest opens. */
const OPEN_ROWS = 24;

export function memberTable({ members }: NetworkDossier, voice: Voice): Markup {
  const rows = members.slice(0, ROWS_MAX).map((member) => memberRow(member, voice));
  const rest = rows.slice(OPEN_ROWS);
  const more = voice.say('report.network.members.more', { n: rest.length });
  const victims = members.filter(({ role }) => role === 'possible_victim').length;
  const marked = voice.say('report.network.victims', { n: victims });
  return html`
    ${memberRows(rows.slice(0, OPEN_ROWS), voice)}
    ${rest.length > 0 && fold(more, memberRows(rest, voice))}
    <p class="note">${voice.say('report.network.inside')}</p>
    ${victims > 0 && html`<p class="note">${marked}</p>`}
    ${cutNote(members.length, voice)}`;
}

function memberRows(rows: readonly Markup[], voice: Voice): Markup {
  const head = (key: string, name = '') => column(voice.say(`report.network.${key}`), name);
  return html`
    <div class="scroll" tabindex="0" role="region">
      <table class="rows">
        <thead><tr>
          ${head('member')}${head('role')}${head('institution')}${head('received', 'num')}
          ${head('paid', 'num')}${head('kept', 'num')}${head('dwell', 'num')}
          ${head('months', 'num')}
        </tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>`;
}

function memberRow(member: DossierMember, voice: Voice): Markup {
  const { account_id, name, role, institution, country, dwell_ms, months } = member;
  const where = [institution, country].filter((part) => part !== null).join(', ');
  const who = name ?? account_id;
  const kept = keptOf(member);
  const small = name !== null && html`<small>${account_id}</small>`;
  return html`
    <tr>
      <th scope="row" translate="no">${who}${small}</th>
      <td class="role r-${role}"><i></i>${voice.say(`report.network.role.${role}`)}</td>
      <td translate="no">${where}</td>
      <td class="num">${voice.money(member.in_minor)}</td>
      <td class="num">${voice.money(member.out_minor)}</td>
      <td class="num">${kept === null ? datum('–') : voice.money(kept)}</td>
      <td class="num">${datum(dwellText(dwell_ms))}</td>
      <td class="num" translate="no">${count(months.length)}</td>
    </tr>`;
}

/** As evidence is shown in cards: times in ISO, ends with institution and country. */
export function paymentTable({ payments, instances }: NetworkDossier, voice: Voice): Markup {
  const heads = ['time', 'from', 'to', 'amount', 'how', 'text'].map((name) => {
    const key = name === 'text' ? 'report.network.part_of' : `report.evidence.${name}`;
    return column(voice.say(key), name);
  });
  const shapes = new Map(instances.map(({ id, shape }) => [id, shape]));
  const rows = payments.slice(0, ROWS_MAX).map((payment) => paymentRow(payment, shapes, voice));
  return html`
    <table class="pay"><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>
    ${cutNote(payments.length, voice)}`;
}

function paymentRow(
  payment: DossierPayment,
  shapes: ReadonlyMap<string, string>,
  voice: Voice,
): Markup {
  const { id, time, is_day, amount_minor, currency, value_minor, rail, instances } = payment;
  const foreign = currency !== voice.currency && value_minor !== null;
  const value = foreign && showMoney({ minor: value_minor, currency: voice.currency });
  const hour = !is_day && html`<small>${time.slice(11, 16)}</small>`;
  const own = [...new Set(instances.map((each) => shapes.get(each) ?? ''))];
  const names = own
    .filter((shape) => shape !== '')
    .map((shape, i) => {
      return html`${i > 0 && ', '}${voice.say(`report.network.shape.${shape}`)}`;
    });
  return html`
    <tr translate="no">
      <td class="time">${time.slice(0, 10)} ${hour}</td>
      <td class="from">${end(payment.debtor, rail, voice)}</td>
      <td class="to">${end(payment.creditor, rail, voice)}</td>
      <td class="amount num">
        ${showMoney({ minor: amount_minor, currency })}${value && html`<small>≈ ${value}</small>`}
      </td>
      <td class="how">${rail !== null && voice.say(`report.rail.${rail}`)}</td>
      <td class="text">${names}<small class="pid">${id}</small></td>
    </tr>`;
}

function end(
  { account, name, institution, country }: DossierEnd,
  rail: string | null,
  voice: Voice,
) {
  const nobody = rail === 'cash' ? 'report.flows.cash' : 'report.evidence.none';
  const title = name ?? (account === null && voice.say(nobody));
  const known = [account, institution, country].filter((part) => part !== null);
  return html`${title}${known.length > 0 && html`<small>${known.join(' · ')}</small>`}`;
}

function cutNote(total: number, voice: Voice): Markup | null {
  if (total <= ROWS_MAX) return null;
  const values = { shown: count(ROWS_MAX), total: count(total) };
  return html`<p class="note">${voice.say('report.network.cut', values)}</p>`;
}
