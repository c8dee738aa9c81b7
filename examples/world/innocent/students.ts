import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/** Students paid by parents, some from abroad: large sums in that really go to tuition and rent. */
export const students: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const list = many(setup.count(240), () => {
    const country = draw.pick(['US', 'US', 'MX'] as const);
    const options = { occupation: 'student', age: [18, 26], country, income: 6_000 } as const;
    const student = caster.person({ role: 'student', ...options });
    const abroad = country === 'US' && draw.chance(0.4);
    const parent = caster.outsider({ country: abroad ? draw.pick(['MX', 'CN', 'CO']) : country });
    const home = caster.outsider({ country, sector: 'real_estate', trade: 'Student Homes' });
    const allowance = draw.amount(abroad ? 2_600_00 : 1_300_00, 0.3);
    return { student, parent, home, allowance, dom: draw.integer(1, 10) };
  });
  return (day, pay) => {
    const term = day.month === 1 || day.month === 8;
    for (const { student, parent, home, allowance, dom } of list) {
      if (day.dom === dom) {
        const usual = Math.round((allowance * draw.between(0.95, 1.1)) / 50_00) * 50_00;
        const minor = local(parent, usual);
        const rail = transferRail(parent, student);
        const at = hours(draw, day, student, 7, 20);
        pay({
          at,
          from: parent,
          to: student,
          minor,
          rail,
          purpose: 'family',
          text: 'living expenses',
        });
      }
      if (day.dom === dom + 3 && home.country === student.country) {
        const minor = local(student, Math.round(allowance * 0.55));
        const rail = transferRail(student, home);
        const at = hours(draw, day, student, 9, 21);
        pay({ at, from: student, to: home, minor, rail, purpose: 'rent', text: 'Room rent' });
      }
      if (!term || day.dom !== dom + 8) continue;
      const price = draw.amount(student.country === 'US' ? 11_000_00 : 2_200_00, 0.3);
      const minor = local(parent, price);
      const at = hours(draw, day, student, 8, 12);
      const text = student.country === 'US' ? 'tuition' : 'colegiatura';
      const down = transferRail(parent, student);
      pay({ at, from: parent, to: student, minor, rail: down, purpose: 'tuition', text });
      const university = cast.fixture(student.country === 'US' ? 'university_us' : 'university_mx');
      const rail = transferRail(student, university);
      const fee = local(student, price);
      const later = at + draw.integer(4, 90) * 3_600_000;
      pay({ at: later, from: student, to: university, minor: fee, rail, purpose: 'tuition', text });
    }
  };
};
