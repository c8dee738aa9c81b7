import type { SchemeKind } from '../stage.js';

export const wageCollector: SchemeKind = {
  id: 'wage_collector',
  area: 'human_trafficking',
  description: {
    en:
      'The wages of several workers land in, or leave the same day for, the account of one ' +
      'person who controls them.',
    es:
      'El salario de varios trabajadores llega, o se va el mismo día, a la cuenta de una ' +
      'persona que los controla.',
  },
  plan(stage) {
    const { draw } = stage;
    const boss = stage.person({ country: 'US', occupation: 'self_employed', income: 30_000 });
    const firm = stage.stranger({ country: 'US', sector: 'staffing', trade: 'Field Labor' });
    const workers = Array.from({ length: stage.parameter('workers', 4, 8) }, () => {
      const base = { country: 'US', occupation: 'farm_worker', income: 19_000 } as const;
      return stage.person(boss.device_id === null ? base : { ...base, device: boss.device_id });
    });
    stage.subject(boss);
    const weeks = stage.parameter('weeks', 8, 24);
    const direct = stage.evades('through_own_accounts', 0.5);
    const share = stage.parameter('share_taken_percent', 80, 97);
    const first = stage.begin(weeks * 7 + 3);
    stage.cover(boss, 0, stage.days - 1);
    for (let week = 0; week < weeks; week++) {
      const day = first + week * 7;
      for (const worker of workers) {
        const minor = draw.integer(330_00, 520_00);
        const act = { rail: 'ach', purpose: 'payroll', text: `WAGES ${worker.name}` } as const;
        if (!direct) {
          stage.pay(firm, boss, day, draw.between(6, 7), minor, {
            ...act,
            behalf: worker.party_id,
          });
          continue;
        }
        stage.pay(firm, worker, day, draw.between(6, 7), minor, act);
        const taken = Math.round((minor * share) / 100);
        stage.pay(worker, boss, day, draw.between(9, 20), taken, {
          rail: 'p2p',
          device: boss.device_id,
        });
      }
      stage.pay(boss, null, day + 1, draw.between(9, 19), draw.integer(3, 8) * 100_00, {
        channel: 'atm',
      });
    }
  },
};
