import type { SchemeKind } from '../stage.js';
import { cashOut } from './moves.js';

export const payrollShell: SchemeKind = {
  id: 'payroll_shell',
  area: 'fraud',
  description: {
    en:
      'A young subcontractor takes cheques from many contractors and turns them into cash ' +
      'for wages off the books.',
    es:
      'Una subcontratista joven recibe cheques de muchos contratistas y los convierte en ' +
      'efectivo para nómina fuera de libros.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const founded = -draw.integer(60, 600);
    const base = { country: 'US', sector: 'construction', founded, income: 120_000 } as const;
    const shell = stage.company({ ...base, trade: 'Drywall' });
    stage.subject(shell);
    const contractors = Array.from({ length: stage.parameter('contractors', 6, 14) }, () =>
      stage.stranger({ country: 'US', sector: 'construction', trade: 'Builders' }),
    );
    const weeks = stage.parameter('weeks', 8, 26);
    const first = stage.begin(weeks * 7 + 4);
    const share = stage.parameter('cash_percent', 72, 95);
    const viaCasher = stage.evades('cheque_casher', 0.5);
    stage.cover(shell, 0, stage.days - 1);
    for (let week = 0; week < weeks; week++) {
      const day = first + week * 7;
      let total = 0;
      for (const from of draw.sample(contractors, draw.integer(2, 4))) {
        const minor = draw.integer(3_500_00, 16_000_00);
        total += minor;
        const act = { rail: 'cheque', purpose: 'services', text: 'labor' } as const;
        stage.pay(from, shell, day, draw.between(10, 15), minor, act);
      }
      const out = Math.round((total * share) / 100);
      if (viaCasher && week % 2 === 0) {
        stage.pay(shell, cast.fixture('cheque_casher'), day + 1, 11, out, { rail: 'cheque' });
      } else
        for (const part of draw.split(out, 2))
          cashOut(stage, shell, day + draw.integer(1, 2), part);
    }
  },
};
