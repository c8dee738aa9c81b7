/** Where the money of a network's ends went next: their payments outside it, soon after. */
import { DAYS_ONWARD, type DossierOnward, type NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { count, datum, type Voice } from './voice.js';

/** Accounts in one page; files hold all. */
const ACCOUNTS_MAX = 12;

/** Null where no money of the network ends in an account. */
export function onwardTable({ onward, members }: NetworkDossier, voice: Voice): Markup | null {
  const ends = members.some(({ in_minor, out_minor }) => in_minor > 0n && out_minor === 0n);
  if (onward.length === 0 && !ends) return null;
  const names = new Map(members.map(({ account_id, name }) => [account_id, name]));
  const key = onward.length === 0 ? 'report.network.onward.none' : 'report.network.onward.lede';
  const more = onward.length - ACCOUNTS_MAX;
  const items = onward
    .slice(0, ACCOUNTS_MAX)
    .map((each) => onwardItem(each, names.get(each.account_id) ?? each.account_id, voice));
  return html`
    <h4>${voice.say('report.network.onward')}</h4>
    <p class="note">${voice.say(key, { days: DAYS_ONWARD })}</p>
    ${items.length > 0 && html`<ul class="touching onward">${items}</ul>`}
    ${more > 0 && html`<p class="note">… ${datum(count(more))}</p>`}`;
}

function onwardItem(onward: DossierOnward, who: string, voice: Voice): Markup {
  const { in_minor, value_minor, payments, unvalued, to, others } = onward;
  const row = ({ end, rail, payments: n, value_minor: minor }: DossierOnward['to'][number]) => {
    const nobody = rail === 'cash' ? 'report.flows.cash' : 'report.evidence.none';
    const name = end.name ?? end.account;
    const where = [end.institution, end.country].filter((part) => part !== null).join(', ');
    const how = rail !== null && rail !== 'cash' && html` · ${voice.say(`report.rail.${rail}`)}`;
    return html`
      <tr>
        <th scope="row">
          ${name === null ? voice.say(nobody) : datum(name)}
          <small>${datum(where)}${how}</small>
        </th>
        <td class="num" translate="no">${count(n)} ×</td>
        <td class="num">${voice.money(minor)}</td>
      </tr>`;
  };
  const said = voice.say('report.network.onward.account', {
    who,
    received: voice.wholeMoney(in_minor),
    paid: voice.wholeMoney(value_minor),
    payments,
  });
  const rest = [
    others > 0 && voice.say('report.network.onward.others', { n: others }),
    unvalued > 0 && voice.say('report.network.onward.unvalued', { n: unvalued }),
  ].filter((part) => part !== false);
  return html`
    <li>
      ${said}
      <table class="rows narrow"><tbody>${to.map(row)}</tbody></table>
      ${rest.map((part) => html`<p class="note">${part}</p>`)}
    </li>`;
}
