/** The innocent behaviours in casting order: a later one may meet the people of an earlier one. */
import type { Behaviour } from '../setup.js';
import { chemicals, pressBuyers } from './chemicals.js';
import { corrections } from './corrections.js';
import { escrow } from './escrow.js';
import { friends } from './friends.js';
import { carDealers, gigs } from './gigs.js';
import { charities, churches } from './giving.js';
import { housing } from './housing.js';
import { merchants } from './merchants.js';
import { officials } from './officials.js';
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
  ];
}
