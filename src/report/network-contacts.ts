/** What a network touches: countries, institutions, months, typologies, listings. */
import type { DossierCorridor, NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { column, severityMark } from './pieces.js';
import { count, countryNames, datum, pair, type Voice } from './voice.js';

/** Corridors in sight of each kind; the files hold all. */
const CORRIDORS_MAX = 12;

export function corridorTables({ corridors, bank_corridors, banks }: NetworkDossier, voice: Voice) {
  const names = new Map(
    banks.map(({ institution_id, institution }) => [institution_id, institution]),
  );
  const country = (code: string | null) =>
    code === null ? voice.say('report.corridors.unknown') : pair(countryNames(code));
  const bank = (id: string | null) =>
    id === null ? voice.say('report.network.bank.unknown') : datum(names.get(id) ?? id);
  return html`
    <div class="pairs">
      ${corridorTable('report.network.countries', corridors, country, voice)}
      ${corridorTable('report.network.bank_pairs', bank_corridors, bank, voice)}
    </div>`;
}

function corridorTable(
  title: string,
  corridors: readonly DossierCorridor[],
  nameOf: (place: string | null) => Markup,
  voice: Voice,
): Markup {
  const arrow = html`
    <span aria-hidden="true"> → </span><span class="vh">${voice.say('report.corridors.to')}</span>`;
  const row = ({ from, to, payments, value_minor }: DossierCorridor) => html`
    <tr>
      <th scope="row">${nameOf(from)}${arrow}${nameOf(to)}</th>
      <td class="num" translate="no">${count(payments)}</td>
      <td class="num">${voice.money(value_minor)}</td>
    </tr>`;
  const more = corridors.length - CORRIDORS_MAX;
  return html`
    <div>
      <h4>${voice.say(title, { n: corridors.length })}</h4>
      <table class="rows">
        <thead class="vh"><tr>
          ${column(voice.say('report.network.from_to'))}
          ${column(voice.say('report.figure.payments', { n: 2 }))}
          ${column(voice.say('report.evidence.amount'))}
        </tr></thead>
        <tbody>${corridors.slice(0, CORRIDORS_MAX).map(row)}</tbody>
      </table>
      ${more > 0 && html`<p class="note">${voice.say('report.corridors.more', { n: more })}</p>`}
    </div>`;
}

/** Only where a life of more than one month can show who was used again. */
export function monthTable({ months }: NetworkDossier, voice: Voice): Markup | null {
  if (months.length < 2) return null;
  const row = (month: NetworkDossier['months'][number]) => html`
    <tr translate="no">
      <th scope="row">${month.month}</th>
      <td class="num">${count(month.payments)}</td>
      <td class="num">${voice.money(month.value_minor)}</td>
      <td class="num">${count(month.members)}</td>
      <td class="num">${count(month.members_again)}</td>
    </tr>`;
  const head = (key: string) => column(voice.say(key, { n: 2 }), 'num');
  return html`
    <h4>${voice.say('report.network.life')}</h4>
    <div class="scroll" tabindex="0" role="region">
      <table class="rows narrow">
        <thead><tr>
          ${column(voice.say('report.network.month'))}${head('report.figure.payments')}
          ${head('report.evidence.amount')}${head('report.network.active')}
          ${head('report.network.again')}
        </tr></thead>
        <tbody>${months.map(row)}</tbody>
      </table>
    </div>`;
}

export function typologyTable({ typologies }: NetworkDossier, voice: Voice): Markup {
  const item = (each: NetworkDossier['typologies'][number]) => {
    const { typology, version, title, severity, findings, members, payments, itself } = each;
    const code = html`<small translate="no">${typology} ${version}</small>`;
    const touched = voice.say('report.network.touched', { n: findings, members, payments, itself });
    return html`
      <li>
        ${severityMark(severity, voice)} <b>${title ? voice.both(title) : datum(typology)}</b>
        ${' · '}${touched}${' '}${title && code}
      </li>`;
  };
  const none = html`<p class="note">${voice.say('report.network.typologies.none')}</p>`;
  return html`
    <h4>${voice.say('report.network.typologies', { n: typologies.length })}</h4>
    ${typologies.length === 0 ? none : html`<ul class="touching">${typologies.map(item)}</ul>`}`;
}

export function listingTable({ listings, members }: NetworkDossier, voice: Voice): Markup {
  const names = new Map(
    members.flatMap(({ account_id, party_id, name }) => [
      [`account:${account_id}`, name ?? account_id],
      [`party:${party_id}`, name ?? account_id],
    ]),
  );
  const item = (each: NetworkDossier['listings'][number]) => {
    const { list, entry_id, name, program, subject, listed_on, delisted_on, is_open } = each;
    const known = [name, program, entry_id].filter((part) => part !== null).join(' · ');
    const days = `${listed_on ?? '?'} – ${delisted_on ?? ''}`.trim();
    return html`
      <li translate="no">
        <b>${names.get(`${subject.kind}:${subject.id}`) ?? subject.id}</b> ${list}
        ${known !== '' && html`<small>${known}</small>`}
        ${(listed_on ?? delisted_on) !== null && html`<small>${days}</small>`}
        ${is_open && html`<small>${voice.say('report.network.listing.open')}</small>`}
      </li>`;
  };
  const none = html`<p class="note">${voice.say('report.network.listings.none')}</p>`;
  return html`
    <h4>${voice.say('report.network.listings', { n: listings.length })}</h4>
    ${listings.length === 0 ? none : html`<ul class="touching">${listings.map(item)}</ul>`}`;
}
