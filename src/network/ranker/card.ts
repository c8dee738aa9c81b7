import { isoTime, type Speaker } from '../../base/index.js';
import { modelHash, type PartReport, type RankerModel } from './model.js';

const PARTS = ['training', 'validation', 'test'] as const;

/** The model card (Mitchell et al., "Model Cards for Model Reporting", FAT* 2019) as Markdown. */
export function cardText(model: RankerModel, voice: Speaker): string {
  const { card, rules, directions, ensemble, sight } = model;
  const word = (key: string, values = {}) => voice.say(`network.ranker.card.${key}`, values);
  const rows = PARTS.flatMap((part) =>
    (['payments', 'accounts'] as const).map((on) =>
      qualityRow(card[part], word(part), word(on), on),
    ),
  );
  const constrained = Object.entries(directions).filter(([name]) => ensemble.names.includes(name));
  return [
    `# ${word('title')}`,
    `${word('hash')}: \`${modelHash(model)}\``,
    word('purpose'),
    `## ${word('data')}`,
    word(sight === 'at_once' ? 'at_once' : 'looking_back'),
    ...PARTS.map((part) => `- ${word(part)}: ${partText(card[part], word)}`),
    `## ${word('quality')}`,
    word('quality_note'),
    `| ${['part', 'on', 'precision', 'recall', 'f1', 'ap'].map((key) => word(key)).join(' | ')} |`,
    `| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`,
    `## ${word('made')}`,
    word('made_note', {
      trees: ensemble.trees.length,
      grown: card.trees_grown,
      leaves: rules.leaves_max,
      rate: rules.learning_rate,
      seed: card.seed,
      at: card.trained_at,
    }),
    `## ${word('monotone')}`,
    ...constrained.map(
      ([name, way]) => `- \`${name}\`: ${word(way > 0 ? 'only_rises' : 'only_falls')}`,
    ),
    `## ${word('features')}`,
    ...model.features.map(({ name, meaning }) => {
      return `- \`${name}\`: ${voice.say(meaning.key, meaning.values)}`;
    }),
    `## ${word('limits')}`,
    word('limits_note'),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n(?=- )/g, '\n');
}

type Word = (key: string, values?: Record<string, string | number>) => string;

function partText(part: PartReport, word: Word): string {
  return word('part_data', {
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
