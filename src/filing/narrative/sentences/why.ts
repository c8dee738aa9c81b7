/** Why it appears suspicious: alerts, what was measured, published red flags, lists. */
import type { Alert, NetworkDossier } from '../../../model/index.js';
import { factOf, listingFact } from '../fact.js';
import type { NarrativeSentence } from '../narrative.js';
import { actorOfAlert, flagged, quotesReport } from './flagged.js';
import { measuredText } from './measured.js';
import { isConfidential } from './omitted.js';
import type { PartOfNarrative, Scene } from './scene.js';

export const tellWhy: PartOfNarrative = (scene) => [
  ...flagged(scene).flatMap((alert) => ofAlert(scene, alert)),
  ...scene.evidence.networks.map((dossier) => ofNetwork(scene, dossier)),
  ...citations(scene),
  ...listings(scene),
];

function ofAlert(scene: Scene, alert: Alert): NarrativeSentence[] {
  const { cast, teller } = scene;
  const { finding, title, corroboration } = alert;
  const actor = actorOfAlert(cast, alert);
  const facts = [factOf('alert', alert.id), ...(actor?.facts ?? [])];
  const sentence = plainSentence(scene, alert);
  const values = {
    title: title[teller.language],
    subject: actor ? teller.name(actor) : teller.phrase('the_network'),
    from: teller.day(finding.first_at),
    to: teller.day(finding.last_at),
    one_day: finding.first_at.slice(0, 10) === finding.last_at.slice(0, 10) ? 'yes' : 'no',
    sentence: sentence ?? '',
    told: sentence === null ? 'no' : 'yes',
  };
  const told = [
    teller.tell('why', {
      ...{ id: `why.alert:${alert.id}`, key: 'why.alert', values, facts, weight: 91 },
    }),
  ];
  const measured = measuredText(teller, finding.comparisons, scene.evidence.currency);
  if (measured.length > 0)
    told.push(
      teller.tell('why', {
        ...{ id: `why.measured:${alert.id}`, key: 'why.measured', facts, weight: 68 },
        values: { title: values.title, list: teller.row(measured) },
      }),
    );
  if (corroboration.length > 0)
    told.push(
      teller.tell('why', {
        ...{ id: `why.support:${alert.id}`, key: 'why.support', facts, weight: 50 },
        values: { title: values.title, n: corroboration.length },
      }),
    );
  return told;
}

/** Of findings of which more than one in so many is chance, the text says that this is weak. */
const CHANCE_MIN = 100;

/** Shapes that the accounts' own life does not explain. */
function ofNetwork({ teller }: Scene, { network, instances }: NetworkDossier): NarrativeSentence {
  const chance = Math.max(0, ...instances.map(({ chance_in }) => chance_in ?? 0));
  const { payments, accounts } = network;
  const values = {
    ...{ instances: instances.length, payments, accounts, chance },
    chance_is: chance === 0 ? 'unknown' : chance < CHANCE_MIN ? 'weak' : 'small',
  };
  const facts = [factOf('network', network.id)];
  const id = `why.network:${network.id}`;
  return teller.tell('why', { id, key: 'why.network', values, facts, weight: 90 });
}

/** The rule's own sentence, if it names no victim and no report. */
function plainSentence({ cast, teller }: Scene, alert: Alert): string | null {
  const text = alert.sentence[teller.language];
  const hidden = cast.victims.flatMap(({ name, party_id, accounts }) => [
    ...(name === null ? [] : [name]),
    ...(party_id === null ? [] : [party_id]),
    ...accounts,
  ]);
  if (quotesReport(text) || hidden.some((word) => text.includes(word))) return null;
  return text;
}

/** One sentence a document: which rules stand on which of its red flags. */
function citations(scene: Scene): NarrativeSentence[] {
  const { teller } = scene;
  const documents = new Map<string, { flags: Set<string>; alerts: Set<string>; alert: Alert }>();
  for (const alert of flagged(scene))
    for (const { document, locator } of alert.citations) {
      const own = documents.get(document) ?? { flags: new Set(), alerts: new Set(), alert };
      own.flags.add(locator);
      own.alerts.add(alert.id);
      documents.set(document, own);
    }
  return [...documents].flatMap(([document, { flags, alerts, alert }]) => {
    const cited = alert.citations.find((each) => each.document === document);
    if (!cited || quotesReport(cited.title)) return [];
    const { issuer, title, date } = cited;
    return [
      teller.tell('why', {
        ...{ id: `why.citation:${document}`, key: 'why.citation', weight: 70 },
        values: { issuer, document, title, date: teller.day(date), flags: teller.row([...flags]) },
        facts: [factOf('citation', document), ...[...alerts].map((id) => factOf('alert', id))],
      }),
    ];
  });
}

function listings({ evidence, cast, teller, confidential }: Scene): NarrativeSentence[] {
  return evidence.listings.flatMap((listing) => {
    const { subject, list, entry_id, name, program, is_open } = listing;
    if (isConfidential(listing) && !confidential) return [];
    const keys = [`${subject.kind}:${subject.id}`];
    const actor = keys.map((key) => cast.actors.get(key)).find((each) => each !== undefined);
    if (!actor || cast.isVictim(actor)) return [];
    const entry = [entry_id, name].filter((part) => part !== null).join(' ');
    const values = {
      ...{ name: teller.name(actor), list, entry, program: program ?? '' },
      ...{ has_entry: entry === '' ? 'no' : 'yes', has_program: program === null ? 'no' : 'yes' },
      open: is_open ? 'yes' : 'no',
    };
    return [
      teller.tell('why', {
        ...{ id: `why.${listingFact(listing)}`, key: 'why.listing', values, weight: 89 },
        facts: [listingFact(listing), ...actor.facts],
      }),
    ];
  });
}
