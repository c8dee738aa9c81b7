/** The arithmetic of an answer in sentences, step by step. */
import { present, type Speaker } from '../base/index.js';
import type { Ground, Owner, OwnersAnswer } from './beneficial.js';
import { nameOf, type OwnershipGraph } from './graph.js';
import type { Term } from './integrated.js';
import type { Line } from './proof-text.js';
import { isExact, sameShare, WHOLE_SHARE } from './share.js';
import type { Share } from './statement.js';
import { sayShare, saySources, sayThreshold } from './wording.js';

/** Steps shown for one owner; the rest is counted. */
const STEPS_SHOWN_MAX = 200;

/** Everything the answer says: who counts and why, who does not, and where the chains end. */
export function sayOwners(graph: OwnershipGraph, answer: OwnersAnswer, speaker: Speaker): Line[] {
  const { name, on, regime, owners, others, dead_ends, control_persons, integrated } = answer;
  const bound = sayThreshold(regime.threshold, speaker);
  const title = regime.title[speaker.language];
  const head = { name, on, title, bound, n: owners.length };
  const lines: Line[] = [{ depth: 0, text: speaker.say('ownership.owners.head', head) }];
  if (!regime.verified) lines.push({ depth: 1, text: speaker.say('ownership.owners.unverified') });
  for (const owner of owners) lines.push(...sayOwner(graph, answer, owner, speaker));
  for (const person of control_persons)
    lines.push({ depth: 1, text: sayOffice(person, name, speaker) });
  for (const { name: other, multiplied, control } of others) {
    const values = {
      owner: other,
      name,
      multiplied: sayShare(multiplied, speaker),
      control: sayShare(control.group_share, speaker),
    };
    lines.push({ depth: 1, text: speaker.say('ownership.owners.below', values) });
  }
  for (const end of dead_ends) {
    const values = { owner: end.name, name, share: sayShare(end.multiplied, speaker) };
    const key = /^(state|organisation)$/.test(end.kind) ? end.kind : 'other';
    lines.push({ depth: 1, text: speaker.say(`ownership.owners.end_${key}`, values) });
  }
  if (integrated.unnamed.most.num > 0n) {
    const share = sayShare(integrated.unnamed, speaker);
    lines.push({ depth: 1, text: speaker.say('ownership.owners.unnamed', { name, share }) });
  }
  if (integrated.unstated && integrated.unstated.num > 0n) {
    const share = sayShare(
      { ...WHOLE_SHARE, least: integrated.unstated, most: integrated.unstated },
      speaker,
    );
    lines.push({ depth: 1, text: speaker.say('ownership.owners.unstated', { name, share }) });
  }
  for (const ring of integrated.unsolved)
    lines.push({
      depth: 1,
      text: speaker.say('ownership.owners.unsolved', { names: names(graph, ring) }),
    });
  return lines;
}

/** One owner: the verdict, then both readings with their arithmetic. */
function sayOwner(
  graph: OwnershipGraph,
  answer: OwnersAnswer,
  owner: Owner,
  speaker: Speaker,
): Line[] {
  const values = {
    owner: owner.name,
    name: answer.name,
    multiplied: sayShare(owner.multiplied, speaker),
    control: sayShare(owner.control.group_share, speaker),
    grounds: owner.grounds.map((ground) => groundName(ground, speaker)).join(', '),
  };
  const key = owner.counts === 'yes' ? 'counts' : 'may_count';
  return [
    { depth: 1, text: speaker.say(`ownership.owners.${key}`, values) },
    ...sayArithmetic(graph, answer, owner, speaker),
    ...sayControl(graph, answer, owner, speaker),
  ];
}

/** Each holder between the owner and the entity on its own line, nearest the entity first. */
export function sayArithmetic(
  graph: OwnershipGraph,
  answer: OwnersAnswer,
  owner: Owner,
  speaker: Speaker,
): Line[] {
  const { integrated } = answer;
  const start = present(graph.node(owner.holder), 'owner');
  const between = new Set([start]);
  for (const node of between)
    for (const { subject } of integrated.terms(node)) between.add(subject);
  const entity = integrated.above.entity;
  const lines: Line[] = [];
  const say = (key: string, values: Readonly<Record<string, string | number>>) =>
    lines.push({ depth: 2, text: speaker.say(key, values) });
  for (const group of integrated.above.groups) {
    const members = group.filter((node) => between.has(node));
    const isRing = members.some((node) =>
      integrated.terms(node).some(({ subject }) => group.includes(subject)),
    );
    if (isRing) say('ownership.step.ring', { names: names(graph, members) });
    for (const node of members) {
      const terms = integrated.terms(node);
      if (terms.length === 0 || (node === entity && !isRing)) continue;
      const said = terms.map((term) => sayTerm(graph, answer, term, speaker));
      if (node === entity) said.unshift('100%');
      const values = {
        owner: nameOf(graph, node),
        name: answer.name,
        terms: said.join(' + '),
        sum: sayShare(integrated.weight(node), speaker),
        source: saySources(
          terms.flatMap((term) => graph.interestsOf(term.edge).map((i) => i.source)),
        ),
      };
      say(isRing ? 'ownership.step.equation' : 'ownership.step.sum', values);
      const share = integrated.share(node);
      if (isRing && node !== entity && !sameShare(share, integrated.weight(node)))
        say('ownership.step.once', { owner: values.owner, share: sayShare(share, speaker) });
    }
  }
  if (lines.length <= STEPS_SHOWN_MAX) return lines;
  const n = lines.length - STEPS_SHOWN_MAX;
  return [
    ...lines.slice(-STEPS_SHOWN_MAX),
    { depth: 2, text: speaker.say('ownership.step.more', { n }) },
  ];
}

function sayTerm(
  graph: OwnershipGraph,
  { integrated }: OwnersAnswer,
  { subject, stake }: Term,
  speaker: Speaker,
): string {
  const weight = integrated.weight(subject);
  const values = { share: bracketed(stake, speaker), owned: nameOf(graph, subject) };
  if (sameShare(weight, WHOLE_SHARE)) return speaker.say('ownership.step.term', values);
  return speaker.say('ownership.step.product', { ...values, weight: bracketed(weight, speaker) });
}

/** Bounds are put in brackets where they stand among other numbers. */
function bracketed(share: Share, speaker: Speaker): string {
  const said = sayShare(share, speaker);
  return isExact(share) ? said : `(${said})`;
}

/** The majority chain from the owner down to the entity. */
function sayControl(
  graph: OwnershipGraph,
  { name, integrated }: OwnersAnswer,
  { control, control_chain, name: owner }: Owner,
  speaker: Speaker,
): Line[] {
  const steps = control_chain.slice(0, STEPS_SHOWN_MAX).map((step) => {
    const values = { owner, owned: nameOf(graph, step.node), share: sayShare(step.share, speaker) };
    if (step.powers.length === 0) return speaker.say('ownership.control.majority', values);
    const powers = step.powers.map((power) => speaker.say(`ownership.power.${power}`)).join(', ');
    return speaker.say('ownership.control.power', { ...values, powers });
  });
  const isWhole = control_chain.some(({ node }) => node === integrated.above.entity);
  const share = sayShare(control.group_share, speaker);
  if (!isWhole) steps.push(speaker.say('ownership.control.sum', { owner, name, share }));
  return steps.map((text) => ({ depth: 2, text }));
}

function sayOffice(person: Owner, name: string, speaker: Speaker): string {
  const offices = person.grounds.flatMap((ground) =>
    ground.kind === 'office' ? ground.offices : [],
  );
  const office = offices.map((power) => speaker.say(`ownership.power.${power}`)).join(', ');
  return speaker.say('ownership.owners.office', { owner: person.name, name, office });
}

function groundName(ground: Ground, speaker: Speaker): string {
  return speaker.say(`ownership.ground.${ground.kind}`);
}

function names(graph: OwnershipGraph, nodes: readonly number[]): string {
  return nodes.map((node) => nameOf(graph, node)).join(', ');
}
