/** The innocent behaviours in casting order: a later one may meet the people of an earlier one. */
import type { Behaviour } from '../setup.js';
import * as border from './border.js';
import { chemicals, pressBuyers } from './chemicals.js';
import * as circles from './circles.js';
import * as coins from './coins.js';
import { corrections } from './corrections.js';
import { escrow } from './escrow.js';
import { friends } from './friends.js';
import { carDealers, gigs } from './gigs.js';
import { charities, churches } from './giving.js';
import * as households from './households.js';
import { housing } from './housing.js';
import { merchants } from './merchants.js';
import * as officers from './officers.js';
import { officials } from './officials.js';
import * as parcels from './parcels.js';
import { payroll } from './payroll.js';
import { hobbyists, savers, sleepers } from './quiet.js';
import { remittances } from './remittance.js';
import { retirees } from './retirees.js';
import { seasonal } from './seasonal.js';
import { spending } from './spending.js';
import { students } from './students.js';
import { tandas } from './tandas.js';
import { tourism } from './tourism.js';
import { trade } from './trade.js';
import { travellers } from './travellers.js';
import { treasury } from './treasury.js';

/** Each behaviour with the label of its own stream of randomness. */
export function behaviours(start_ms: number): readonly (readonly [string, Behaviour])[] {
  return [
    ['payroll', payroll],
    ['housing', housing],
    ['remittances', remittances],
    ['retirees', retirees],
    ['students', students],
    ['gigs', gigs],
    ['car_dealers', carDealers],
    ['officials', officials],
    ['hobbyists', hobbyists],
    ['sleepers', sleepers],
    ['travellers', travellers],
    ['merchants', merchants],
    ['seasonal', seasonal],
    ['treasury', treasury],
    ['trade', trade],
    ['chemicals', chemicals],
    ['press_buyers', pressBuyers],
    ['escrow', escrow],
    ['churches', churches],
    ['charities', charities],
    ['tandas', tandas],
    ['tourism', tourism],
    ['savers', savers],
    ['spending', spending],
    ['friends', friends],
    ['corrections', corrections(start_ms)],
    ...LOOK_ALIKES,
  ];
}

/** Few people each, cast last: those before them live the same year with or without them. */
const LOOK_ALIKES: readonly (readonly [string, Behaviour])[] = [
  ['exchange_staff', coins.exchangeStaff],
  ['coin_traders', coins.coinTraders],
  ['kiosk_operators', coins.kioskOperators],
  ['stablecoin_families', coins.stablecoinFamilies],
  ['coin_shops', coins.coinShops],
  ['tip_savers', coins.tipSavers],
  ['fair_traders', coins.fairTraders],
  ['coin_savers', coins.coinSavers],
  ['officer_stalls', officers.officerStalls],
  ['officer_car_sales', officers.officerCarSales],
  ['officer_tandas', officers.officerTandas],
  ['official_awards', officers.officialAwards],
  ['official_purchases', officers.officialPurchases],
  ['border_chains', border.borderChains],
  ['dollar_shops', border.dollarShops],
  ['dollar_tips', border.dollarTips],
  ['bridge_workers', border.bridgeWorkers],
  ['house_builders', border.houseBuilders],
  ['two_households', border.twoHouseholds],
  ['border_parents', border.borderParents],
  ['second_homes', border.secondHomes],
  ['surf_schools', border.surfSchools],
  ['branch_collectors', border.branchCollectors],
  ['pocket_money', parcels.pocketMoney],
  ['friends_in_china', parcels.friendsInChina],
  ['bargain_buyers', parcels.bargainBuyers],
  ['soap_makers', parcels.soapMakers],
  ['pool_keepers', parcels.poolKeepers],
  ['tanneries', parcels.tanneries],
  ['candy_makers', parcels.candyMakers],
  ['herbalists', parcels.herbalists],
  ['drink_kitties', parcels.drinkKitties],
  ['clients_before_order', parcels.brokerClients(true)],
  ['clients_after_release', parcels.brokerClients(false)],
  ['namesakes', parcels.namesakes],
  ['room_adverts', households.adverts('landlord', 'classified: room to let')],
  ['car_adverts', households.adverts('dealer', 'ads, used cars')],
  ['service_adverts', households.adverts('freelancer', 'advert: lessons, repairs')],
  ['family_computers', households.familyComputers],
  ['bookkeepers', households.bookkeepers],
  ['library_terminals', households.readingRoomTerminals],
  ['coaches', households.coaches],
  ['couples', households.couples],
  ['part_timers', households.partTimers],
  ['early_tuition', households.earlyTuition],
  ['tuition_refunds', households.tuitionRefunds],
  ['cattle_sellers', households.cattleSellers],
  ['clubs', circles.clubs],
  ['trip_organisers', circles.tripOrganisers],
  ['colleague_pools', circles.colleaguePools],
  ['partner_loans', circles.partnerLoans],
  ['small_builders', circles.smallBuilders],
  ['start_ups', circles.startUps],
  ['buying_agents', circles.buyingAgents],
  ['night_clinics', circles.nightClinics],
];
