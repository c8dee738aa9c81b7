import { isoTime, type Speaker } from '../../base/index.js';
import { modelHash, type PartReport, type RankerModel } from './model.js';

const PARTS = ['training', 'validation', 'test'] as const;

/** The model card (Mitchell et al., "Model Cards for Model Reporting", FAT* 2019) as Markdown. */
export function cardText(model: RankerModel, voice: Speaker): string {
  const { card, rules, directions, ensemble, sight } = model;
  const say = (key: string, values = {}) => voice.say(`network.ranker.card.${key}`, values);
  const rows = PARTS.flatMap((part) =>
    (['payments', 'accounts'] as const).map((on) => qualityRow(card[part], say(part), say(on), on)),
  );
  const constrained = Object.entries(directions).filter(([name]) => ensemble.names.includes(name));
  return [
    `# ${say('title')}`,
    `${say('hash')}: \`${modelHash(model)}\``,
    say('purpose'),
    `## ${say('data')}`,
    say(sight === 'at_once' ? 'at_once' : 'looking_back'),
    ...PARTS.map((part) => `- ${say(part)}: ${partText(card[part], say)}`),
    `## ${say('quality')}`,
    say('quality_note'),
    `| ${['part', 'on', 'precision', 'recall', 'f1', 'ap'].map((key) => say(key)).join(' | ')} |`,
    `| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`,
    `## ${say('made')}`,
    say('made_note', {
      trees: ensemble.trees.length,
      grown: card.trees_grown,
      leaves: rules.leaves_max,
      rate: rules.learning_rate,
      seed: card.seed,
      at: card.trained_at,
    }),
    `## ${say('monotone')}`,
    ...constrained.map(
      ([name, way]) => `- \`${name}\`: ${say(way > 0 ? 'only_rises' : 'only_falls')}`,
    ),
    `## ${say('features')}`,
    ...model.features.map(({ name, meaning }) => {
      return `- \`${name}\`: ${voice.say(meaning.key, meaning.values)}`;
    }),
    `## ${say('limits')}`,
    say('limits_note'),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n(?=- )/g, '\n');
}

type Say = (key: string, values?: Record<string, string | number>) => string;

function partText(part: PartReport, say: Say): string {
  return say('part_data', {
    from: isoTime(part.from_ms).slice(0, 10),
    to: isoTime(part.to_ms).slice(0, 10),
    payments: part.payments,
    laundering: part.laundering,
    rate: ((100 * part.laundering) / part.payments).toFixed(3),
  });
}

function qualityRow(part: PartReport, name: string, noun: string, on: 'payments' | 'accounts') {
  const { precision, recall, f1, average_precision } = part[`on_${on}`];
  const numbers = [precision, recall, f1, average_precision].map((number) => number.toFixed(3));
  return `| ${[name, noun, ...numbers].join(' | ')} |`;
}
