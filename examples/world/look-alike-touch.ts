import type { Holder } from './cast.js';
import type { Movement } from './movement.js';

type Touch = (movement: Movement) => boolean;
type End = Holder | null;

const isIn = (end: End, country: string) => end?.country === country;
const isPerson = (end: End) => end !== null && end.sector === null;
const isFirm = (end: End) => end !== null && end.sector !== null;
const isOf = (end: End, ...sectors: string[]) => sectors.includes(end?.sector ?? '');
const cashIn = (m: Movement) => m.rail === 'cash' && m.from === null;
const says = (m: Movement, words: RegExp) => words.test(m.text ?? '');
const dollars = (m: Movement) =>
  m.minor / 100 / ((m.from ?? m.to)?.currency === 'MXN' && m.currency !== 'USD' ? 17 : 1);
/** Money that goes on between others, for a reason anybody could give. */
const isOpen = ({ from, to, purpose = 'unknown' }: Movement) =>
  from !== null &&
  to !== null &&
  from.party_id !== to.party_id &&
  /^(unknown|services|trade|family|investment|purchase|fee)$/.test(purpose);
const isNight = ({ at }: Movement) => new Date(at).getUTCHours() < 12;
const leavesFor = (m: Movement, country: string) =>
  m.from !== null && m.from.country !== country && isIn(m.to, country);
const buysChemicals = (m: Movement) =>
  isOf(m.to, 'chemicals') && /^(CN|HK)$/.test(m.to?.country ?? '');
const buysCoins = (m: Movement) => isOf(m.to, 'crypto');
const paysFee = (m: Movement) => m.purpose === 'fee' || says(m, /fee|cuota|fideicomiso/);
const isElder = (end: End) => end?.occupation === 'retired';
const isOfficer = (end: End) => /^(police|customs_official)$/.test(end?.occupation ?? '');

/**
 * For each typology, a payment that it looks at: one that can fire it, or a leg that it measures.
 * An innocent who never makes one is no look-alike, whatever a table says.
 */
export const touches: Readonly<Record<string, Touch>> = {
  armoured_cash_to_mexico: (m) =>
    (cashIn(m) && m.channel === 'armored_car' && isIn(m.to, 'US')) || leavesFor(m, 'MX'),
  cash_out_of_scale: (m) => cashIn(m) && isFirm(m.to),
  customs_officer_cash: (m) => cashIn(m) && isOfficer(m.to),
  government_money_in_personal_account: (m) => isOf(m.from, 'government') && isPerson(m.to),
  official_buys_beyond_salary: (m) =>
    isPerson(m.from) &&
    (isOf(m.to, 'real_estate', 'luxury', 'vehicles') || m.purpose === 'real_estate'),
  cash_wired_to_one_mexican_account: (m) => leavesFor(m, 'MX') && m.rail !== 'card',
  drug_terms_in_texts: (m) => says(m, /blues|snow|m30|coke|ice|perico|nieve/i),
  many_payers_one_chemical_payee: (m) => buysChemicals(m),
  micro_remittances_china: (m) =>
    /^(remittance|prepaid)$/.test(m.rail) && isIn(m.to, 'CN') && m.minor <= 100_00,
  pill_equipment_purchase: (m) => says(m, /tablet press|die set|capsule filler/),
  sector_mismatch_chemicals: (m) =>
    buysChemicals(m) && isOf(m.from, 'textile', 'leather', 'agriculture', 'lodging'),
  small_chemical_payments: (m) => buysChemicals(m) && dollars(m) <= 10_000,
  special_measures_institution: (m) =>
    /^X(TRV|PAL)MXMM$/.test(m.to?.institution_id ?? '') ||
    /Tres Valles|Palmar/.test(m.to?.name ?? ''),
  crypto_test_then_big: (m) => isPerson(m.from) && buysCoins(m),
  dormant_account_drains: (m) => isPerson(m.from) && m.rail !== 'card' && dollars(m) > 500,
  payroll_shell: (m) =>
    isOf(m.from, 'construction', 'staffing', 'agriculture') || isOf(m.to, 'construction'),
  timeshare_fee_victim: (m) => isIn(m.from, 'US') && isIn(m.to, 'MX') && paysFee(m),
  victim_turned_mule: (m) =>
    (isElder(m.from) && leavesFor(m, 'MX')) || (isElder(m.to) && m.rail === 'p2p'),
  young_company_collects_fees: (m) => leavesFor(m, 'MX') && m.rail === 'wire' && paysFee(m),
  cash_far_above_peers: (m) => cashIn(m) && isPerson(m.to),
  cash_then_quick_remittances: (m) =>
    isIn(m.from, 'US') &&
    /^(MX|GT|HN)$/.test(m.to?.country ?? '') &&
    /wire|remittance/.test(m.rail),
  many_senders_one_border_payee: (m) =>
    isPerson(m.from) &&
    isPerson(m.to) &&
    m.purpose === 'family' &&
    /^(TX|AZ|CA|TAM|NLE|COA|CHH|BCN)$/.test(m.to?.city.region ?? ''),
  adverts_at_night: (m) => says(m, /\bads?\b|advert|classified/) && isIn(m.to, 'NL') && isNight(m),
  cash_business_without_payroll: (m) => cashIn(m) && isFirm(m.to),
  circuit_of_cities: (m) =>
    isPerson(m.from ?? m.to) && m.place !== undefined && (m.rail === 'card' || cashIn(m)),
  payers_share_a_device: (m) =>
    isPerson(m.to) && typeof m.device === 'string' && m.device !== m.from?.device_id,
  rooms_for_many: (m) => isPerson(m.from) && isOf(m.to, 'lodging'),
  takings_when_shut: (m) => /^(card|p2p)$/.test(m.rail) && isNight(m),
  wages_of_several_in_one_account: (m) => m.purpose === 'payroll' && isPerson(m.to),
  cash_to_cheques_and_p2p: (m) => /^(cashiers_cheque|p2p)$/.test(m.rail),
  income_above_occupation: (m) =>
    isOpen(m) &&
    /^(student|homemaker|retired|unemployed|labourer|farm_worker)$/.test(m.to?.occupation ?? ''),
  large_cash_ignoring_ctr: (m) => cashIn(m) && dollars(m) > 10_000,
  layered_chain: (m) => dollars(m) >= 5_000 && m.from?.party_id !== m.to?.party_id,
  mule_scatter_gather: (m) => isOpen(m) && isPerson(m.from) && isPerson(m.to),
  network_cash_out: (m) => m.rail === 'cash' && m.to === null,
  network_collector: (m) => m.to !== null && m.from !== null && m.rail !== 'card',
  network_layering: (m) => isFirm(m.from) === isFirm(m.to) && m.rail !== 'card',
  p2p_pays_off_card: (m) => m.rail === 'p2p' || m.purpose === 'card_payment',
  pass_through_no_life: (m) => m.from !== null && m.to !== null && m.rail !== 'card',
  tuition_not_spent: (m) => isPerson(m.to) && (m.purpose === 'tuition' || says(m, /tuition/)),
  unregistered_value_transfer: (m) => isPerson(m.to) && isPerson(m.from),
  value_cycle: (m) => m.from !== null && m.to !== null && m.from.party_id !== m.to.party_id,
  cash_below_report_threshold: (m) =>
    cashIn(m) && isIn(m.to, 'US') && dollars(m) >= 7_500 && dollars(m) < 10_000,
  concentrating_account_mexico: (m) => cashIn(m) && isIn(m.to, 'MX') && m.currency !== 'USD',
  high_turnover_empty_account: (m) => isFirm(m.from) && m.rail !== 'card' && m.to !== null,
  interstate_funnel: (m) => cashIn(m) && m.place !== undefined && isIn(m.to, 'US'),
  smurfing_into_account: (m) =>
    cashIn(m) && m.conductor !== undefined && m.conductor !== m.to?.party_id,
  usd_cash_below_mexican_cap: (m) => cashIn(m) && m.currency === 'USD' && isIn(m.to, 'MX'),
  trading_flow_through: (m) => isFirm(m.from) && /^(CN|HK)$/.test(m.to?.country ?? ''),
  cash_from_many_places_to_crypto: (m) => buysCoins(m),
};
