import { placeId } from '../cast.js';
import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';

export const microRemittances: SchemeKind = {
  id: 'micro_remittances',
  area: 'fentanyl',
  description: {
    en:
      'A few senders remit many small sums through agents to individuals in China, which ' +
      'together pay for goods.',
    es:
      'Unos cuantos remitentes envían por agentes muchas sumas pequeñas a particulares en ' +
      'China, que juntas pagan mercancía.',
  },
  plan(stage) {
    const { draw } = stage;
    const senders = Array.from({ length: stage.parameter('senders', 2, 5) }, () => {
      const occupation = draw.pick(['service', 'driver', 'self_employed'] as const);
      return stage.person({ country: 'US', occupation, income: 29_000 });
    });
    stage.subject(...senders);
    const payees = Array.from({ length: stage.parameter('payees', 3, 13) }, () =>
      stage.outsider({ country: 'CN' }),
    );
    const sends = stage.parameter('sends_each', 7, 26);
    const largest = stage.parameter('largest_usd', 60, 135);
    const pace = stage.evades('slow_pace', 0.35) ? 2 : 1;
    const days = stage.parameter('days', 22, 75) * pace;
    const odd = stage.evades('odd_amounts', 0.5);
    const hides = stage.evades('mix_with_family_remittances', 0.4);
    const first = stage.begin(days);
    for (const sender of senders) {
      stage.cover(sender, 0, stage.days - 1);
      const agents = citiesIn('US').filter((c) => c.region === sender.city.region);
      const remit = () => {
        const via = draw.pick(['XMSBUS41', 'XMSBUS42']);
        const place = placeId(draw.pick(agents), 'agent');
        return { rail: 'remittance', channel: 'agent', via, place } as const;
      };
      for (let n = 0; n < sends; n++) {
        const minor = draw.integer(11_00, largest * 100);
        const text = draw.pick(['gift', 'family', 'online order', '']);
        const act = { ...remit(), purpose: 'family', text } as const;
        const day = first + draw.integer(0, days);
        const sum = odd ? minor : Math.ceil(minor / 5_00) * 5_00;
        stage.pay(sender, draw.pick(payees), day, draw.between(10, 20), sum, act);
      }
      if (!hides) continue;
      const relative = stage.stranger({ country: 'MX' });
      for (let day = draw.integer(0, 14); day < stage.days; day += 15) {
        const act = { ...remit(), purpose: 'family', text: 'gasto de la casa' } as const;
        const minor = draw.integer(14, 30) * 10_00;
        stage.usual(sender, relative, day, draw.between(11, 20), minor, act);
      }
    }
  },
};
