/** What the report is about, in a sentence, and the key terms that FinCEN asks for. */
import { factOf } from '../fact.js';
import { flagged } from './flagged.js';
import { type PartOfNarrative, type Scene, TOLD_MAX } from './scene.js';

export const tellIntroduction: PartOfNarrative = (scene) => [
  ...activity(scene),
  ...keyTerms(scene),
];

function activity(scene: Scene) {
  const { evidence, cast, teller } = scene;
  const titles = new Map(
    flagged(scene).map(({ finding, title }) => [finding.typology, title[teller.language]]),
  );
  const names = cast.subjects.slice(0, TOLD_MAX.names).map((actor) => teller.name(actor));
  const more = cast.subjects.length - names.length;
  const known = names.length > 0;
  const subjects = known
    ? teller.list(more > 0 ? [...names, teller.phrase('others', { n: more })] : names)
    : teller.phrase('subjects_unknown');
  const facts = [
    ...evidence.alerts.map(({ id }) => factOf('alert', id)),
    ...evidence.networks.map(({ network }) => factOf('network', network.id)),
    ...cast.subjects.slice(0, TOLD_MAX.names).flatMap((actor) => actor.facts),
  ];
  if (facts.length === 0) return [];
  const patterns = teller.list(
    [...titles.values()].map((title) => teller.phrase('quoted', { title })),
  );
  const told = { id: 'introduction.activity', weight: 100, facts };
  const [key, values] =
    titles.size > 0
      ? ['introduction.activity', { subjects, patterns, n: titles.size }]
      : ['introduction.network', { subjects }];
  return [teller.tell('introduction', { ...told, key, values })];
}

function keyTerms({ teller, key_terms }: Scene) {
  if (key_terms.length === 0) return [];
  const terms = teller.list(key_terms.map(({ term }) => term));
  return [
    teller.tell('introduction', {
      ...{ id: 'introduction.terms', key: 'introduction.terms', weight: 99 },
      values: { n: key_terms.length, terms },
      facts: key_terms.map(({ document }) => factOf('citation', document)),
    }),
  ];
}
