import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const listedInstitution: SchemeKind = {
  id: 'listed_institution',
  area: 'fentanyl',
  description: {
    en:
      'A man with several accounts feeds cash at machines and wires it to one account at a ' +
      'broker named in an order.',
    es:
      'Un hombre con varias cuentas deposita efectivo en cajeros y lo envía a una cuenta de' +
      ' una casa de bolsa señalada en una orden.',
  },
  plan(stage) {
    const { draw } = stage;
    const base = {
      country: 'US',
      bank: 'EXNBUS33',
      occupation: 'labourer',
      income: 25_000,
    } as const;
    const who = stage.person(base);
    const second = stage.account(who, 'checking', 'EJBTUS44');
    const third = stage.account(who, 'savings');
    const broker = stage.outsider({ country: 'MX', bank: 'XTRVMXMM', currency: 'USD' });
    stage.subject(who, second);
    const days = stage.parameter('days', 30, 90);
    const first = Math.max(62, stage.begin(days + 8));
    const hides = stage.evades('behind_intermediary', 0.4);
    stage.cover(who, 0, stage.days - 1);
    const near = citiesIn('US').filter((c) => c.region === who.city.region);
    for (let day = 0; day < days; day += draw.integer(2, 4)) {
      const account = draw.pick([who, second, third]);
      const minor = draw.integer(2_600_00, 9_000_00);
      const machine = { city: draw.pick(near), atm: true };
      cashIn(stage, account, first + day, minor, machine);
      const via = hides ? 'XCORUS33 XTRVMXMM' : undefined;
      const to = hides ? stage.cast.fixture('realty_mx') : broker;
      const act = { rail: 'wire', via, purpose: 'investment', text: 'inversión' } as const;
      const later = first + day + draw.integer(1, 5);
      stage.pay(account, to, later, draw.between(9, 16), less(minor, 20), act);
    }
  },
};
