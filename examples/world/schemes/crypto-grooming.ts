import type { SchemeKind } from '../stage.js';

/**
 * The one kind whose subject is a victim: what a protecting rule should name is the account that
 * is being emptied, while there is still something to save.
 */
export const cryptoGrooming: SchemeKind = {
  id: 'crypto_grooming',
  area: 'fraud',
  description: {
    en:
      'A person is led to test a crypto platform with small sums, gets a reward back, then ' +
      'sends big sums within weeks. The subject is the victim, to be protected.',
    es:
      'Inducen a una persona a probar una plataforma cripto con sumas pequeñas, le ' +
      'devuelven un premio y en semanas envía sumas grandes. El sujeto es la víctima, a ' +
      'quien se debe proteger.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const occupation = draw.pick(['retired', 'professional', 'office', 'homemaker'] as const);
    const base = { country: 'US', occupation, age: [38, 77], opened: -3_000 } as const;
    const victim = stage.person({ ...base, income: draw.integer(34_000, 95_000) });
    stage.subject(victim);
    const bait = { country: 'AE', bank: 'XCRYAEA2', sector: 'crypto', trade: 'Markets' } as const;
    const platform = stage.outsider(bait);
    const supervised = stage.evades('through_supervised_exchange', 0.35);
    const onward = supervised ? cast.fixture('exchange_us') : platform;
    const tests = stage.parameter('tests', 1, 4);
    const test = stage.parameter('test_usd', 200, 1_400) * 100;
    const reward = stage.parameter('reward_percent', 101, 138);
    const longest = stage.evades('slow_grooming', 0.3) ? 75 : 40;
    const wait = stage.parameter('days_to_big', 6, longest);
    const sends = stage.parameter('big_sends', 2, 6);
    const times = stage.parameter('big_to_tests', 8, 45);
    const parts = stage.evades('split', 0.35) ? 3 : 1;
    let day = stage.begin(tests * 5 + 6 + wait + sends * 9);
    stage.cover(victim, 0, stage.days - 1);
    const tested = draw.split(test, tests);
    for (const minor of tested) {
      const act = { rail: 'ach', purpose: 'investment', text: 'deposit' } as const;
      stage.pay(victim, platform, day, draw.between(9, 22), minor, act);
      day += draw.integer(2, 5);
    }
    const back = { rail: 'ach', purpose: 'investment', text: 'withdrawal' } as const;
    stage.pay(platform, victim, day, draw.between(9, 20), (test * reward) / 100, back);
    day += wait;
    const fund = { rail: 'ach', purpose: 'investment', text: 'redemption' } as const;
    const saved = cast.fixture('broker_us');
    for (const minor of draw.split(test * times, sends)) {
      stage.pay(saved, victim, day - 1, 9, minor * draw.between(0.8, 1.1), fund);
      for (const part of draw.split(minor, parts)) {
        const rail = draw.pick(['wire', 'wire', 'ach'] as const);
        const act = { rail, purpose: 'investment' } as const;
        const later = day + (parts > 1 ? draw.integer(0, 2) : 0);
        stage.pay(victim, onward, later, draw.between(10, 21), part, act);
      }
      day += draw.integer(3, 9);
    }
  },
};
