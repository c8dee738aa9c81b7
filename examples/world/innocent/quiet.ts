import type { Holder } from '../cast.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/** Crypto hobbyists: small regular buys, now and then a sale. */
export const hobbyists: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const exchange = cast.fixture('exchange_us');
  const list = many(setup.count(90), () => {
    const options = { occupation: 'office', country: 'US', income: 64_000 } as const;
    const holder = caster.person({ role: 'hobbyist', ...options });
    const employer = caster.outsider({ country: 'US' });
    return { holder, employer, usual: draw.pick([25_00, 50_00, 100_00, 250_00, 500_00]) };
  });
  return (day, pay) => {
    for (const { holder, employer, usual } of list) {
      const at = hours(draw, day, holder, 7, 22);
      if (day.dom === 15 || day.dom === day.dom_last) {
        const minor = Math.round(holder.income_minor / 30);
        pay({ at, from: employer, to: holder, minor, rail: 'ach', purpose: 'payroll' });
      }
      if (draw.chance(0.035)) {
        const buy = { from: holder, to: exchange, minor: usual, rail: 'ach' } as const;
        pay({ at: at + 900_000, ...buy, purpose: 'investment', text: 'recurring buy' });
      }
      if (!draw.chance(0.004)) continue;
      const minor = usual * draw.integer(2, 14);
      const sale = { from: exchange, to: holder, minor, rail: 'ach' } as const;
      pay({ at: at + 1_800_000, ...sale, purpose: 'investment', text: 'withdrawal' });
    }
  };
};

/** Accounts that sleep for years; a fifth wake for an inheritance, a roof, a move. */
export const sleepers: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const list = many(setup.count(620), () => {
    const opened = -draw.integer(3_000, 8_000);
    const holder = caster.person({ role: 'sleeper', occupation: 'other', age: [40, 84], opened });
    const heir = caster.outsider({ country: holder.country });
    return { holder, heir, wakes: draw.chance(0.2) ? draw.integer(60, 330) : -1 };
  });
  return (day, pay) => {
    for (const { holder, heir, wakes } of list) {
      if (day.index !== wakes) continue;
      for (let n = 0, parts = draw.integer(1, 4); n < parts; n++) {
        const minor = local(holder, Math.round(draw.amount(6_500_00, 0.6) / 10_00) * 10_00);
        const at = hours(draw, day, holder, 10, 15) + n * draw.integer(1, 9) * 86_400_000;
        const text = draw.pick(['inheritance, herencia', 'mudanza', 'roof repair']);
        const rail = transferRail(holder, heir);
        pay({
          at,
          from: holder,
          to: heir,
          minor,
          rail,
          channel: 'branch',
          purpose: 'family',
          text,
        });
      }
    }
  };
};

/** Savings and card accounts of people who also have a current account. */
export const savers: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const people = ['salaried', 'retiree', 'official', 'hobbyist'].flatMap((role) => cast.role(role));
  const own = (share: number, kind: string) =>
    people.filter(() => draw.chance(share)).map((holder) => pair(holder, kind));
  const savings = own(0.4, 'savings');
  const cards = own(0.22, 'card');
  return (day, pay) => {
    for (const { holder, other, dom } of savings) {
      if (day.dom !== dom || draw.chance(0.6)) continue;
      const minor = local(holder, draw.integer(1, 12) * 25_00);
      const [from, to] = draw.chance(0.75) ? [holder, other] : [other, holder];
      const at = hours(draw, day, holder, 8, 22);
      pay({ at, from, to, minor, rail: 'internal', purpose: 'own_account' });
    }
    for (const { holder, other, dom } of cards) {
      const at = hours(draw, day, holder, 8, 22);
      if (day.dom === dom) {
        const minor = local(holder, draw.amount(95_00, 0.6));
        pay({ at, from: holder, to: other, minor, rail: 'internal', purpose: 'card_payment' });
      }
      if (!draw.chance(0.03)) continue;
      const country = holder.country === 'US' ? 'us' : 'mx';
      const shop = draw.pick(['retail', 'grocer', 'diner'] as const);
      const minor = local(holder, draw.amount(74_00, 0.7));
      const to = cast.fixture(`${shop}_${country}`);
      pay({ at, from: other, to, minor, rail: 'card', purpose: 'purchase' });
    }
  };

  function pair(holder: Holder, kind: string) {
    return { holder, other: caster.account(holder, kind), dom: draw.integer(2, 28) };
  }
};
