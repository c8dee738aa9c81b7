import { placeId } from '../cast.js';
import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const cityCircuit: SchemeKind = {
  id: 'city_circuit',
  area: 'human_trafficking',
  description: {
    en:
      'A controller moves people round a circuit of cities: several rooms a night, rides, ' +
      'fast food, and cash paid in where the rooms are.',
    es:
      'Un controlador mueve personas por un circuito de ciudades: varios cuartos por noche,' +
      ' viajes, comida rápida y efectivo depositado en las mismas ciudades.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const base = {
      country: 'US',
      bank: 'EXNBUS33',
      occupation: 'service',
      income: 22_000,
    } as const;
    const who = stage.person({ ...base, age: [24, 50] });
    stage.subject(who);
    const cities = draw.sample(citiesIn('US'), stage.parameter('cities', 5, 9));
    const stays = stage.parameter('stays', 8, 18);
    const rooms = stage.parameter('rooms_a_night', 2, 4);
    const first = stage.begin(stays * 4);
    let day = first;
    for (let stay = 0; stay < stays; stay++) {
      const where = cities[stay % cities.length] ?? who.city;
      const place = placeId(where, 'shop');
      const buy = (key: string, minor: number, after: number) => {
        const act = { rail: 'card', purpose: 'purchase', place } as const;
        stage.pay(who, cast.fixture(key), day + after, draw.between(11, 26), minor, act);
      };
      for (let room = 0; room < rooms; room++) buy('lodging_us', draw.integer(59_00, 120_00), 0);
      buy('diner_us', draw.integer(18_00, 70_00), 0);
      buy('rides_us', draw.integer(9_00, 55_00), 1);
      if (draw.chance(0.6)) buy('pharmacy_us', draw.integer(12_00, 60_00), 1);
      const minor = draw.integer(700_00, 3_200_00);
      cashIn(stage, who, day + 1, minor, { city: where, atm: true });
      day += draw.integer(2, 4);
    }
    const boss = stage.outsider({ country: 'US' });
    for (let n = 0; n * 10 < day - first; n++) {
      const act = { rail: 'p2p' } as const;
      stage.pay(who, boss, first + n * 10 + 9, 23, draw.integer(1_500_00, 3_900_00), act);
    }
  },
};
