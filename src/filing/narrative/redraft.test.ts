import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Investigation, networkInvestigation } from '../../../test/filing-investigation.js';
import { createSpeaker, present } from '../../base/index.js';
import { draftNarrative } from './draft-narrative.js';
import type { Evidence } from './evidence.js';
import { gatherEvidence } from './gather-evidence.js';
import { type Narrative, narrativeText, parseNarrative } from './narrative.js';
import { redraftNarrative } from './redraft.js';

const voice = createSpeaker('en');
const CLOSING = 'closing.attachment';
let investigation: Investigation;
let evidence: Evidence;
let draft: Narrative;
beforeAll(async () => {
  investigation = await networkInvestigation(1);
  evidence = await gatherEvidence(investigation.engine, investigation);
  draft = draftNarrative(evidence, voice);
});
afterAll(() => investigation.engine.close());

const edit = (narrative: Narrative, id: string, text: string): Narrative => ({
  ...narrative,
  sentences: narrative.sentences.map((each) => (each.id === id ? { ...each, text } : each)),
});
const textOf = ({ sentences }: Narrative, id: string) =>
  sentences.find((each) => each.id === id)?.text;

test('a narrative is JSON, and comes back from it', () => {
  expect(parseNarrative(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  const again = redraftNarrative(draft, evidence, voice);
  expect(again).toEqual({
    ...{ narrative: draft, kept: [], replaced: [], added: [], dropped: [], stale: [] },
  });
});

describe('what a person did stays', () => {
  const own = { id: 'mine', part: 'why', text: 'The branch manager asked for receipts.' } as const;

  test('an edited, an added, a moved and a removed sentence', () => {
    const edited = edit(draft, 'when.span', 'All of it was in one spring.');
    const [first, second, ...others] = edited.sentences.filter(({ id }) => id !== 'what.means');
    const mine = parseNarrative({
      ...edited,
      sentences: [present(second, 'second'), present(first, 'first'), ...others, own],
    });
    const { narrative, kept, added, dropped } = redraftNarrative(mine, evidence, voice);
    expect(narrative.sentences.map(({ id }) => id)).toEqual(mine.sentences.map(({ id }) => id));
    expect(narrativeText(narrative)).toBe(narrativeText(mine));
    expect({ kept, added, dropped }).toEqual({
      kept: ['when.span', 'mine'],
      added: [],
      dropped: [],
    });
  });

  test('facts that change underneath are named, and stay named', () => {
    const [last] = evidence.payments.slice(-1);
    const { id } = present(last, 'payment');
    const payments = evidence.payments.map((each) =>
      each.id === id ? { ...each, amount_minor: 1n, value_minor: 1n } : each,
    );
    const edited = edit(draft, 'when.span', 'All of it was in one spring.');
    const redrafted = redraftNarrative(edited, { ...evidence, payments }, voice);
    expect(redrafted.stale).toEqual([
      { id: 'when.span', changed: [`payment:${id}`], gone: [], added: [] },
    ]);
    expect(redrafted.replaced).toContain('what.total');
    const twice = redraftNarrative(redrafted.narrative, { ...evidence, payments }, voice);
    expect(twice.stale).toEqual([]);
    const kept = twice.narrative.sentences.find((each) => each.id === 'when.span');
    expect(kept?.stale).toEqual([`payment:${id}`]);
    expect(kept?.text).toBe('All of it was in one spring.');
  });

  test('payments that are gone or new are told anew, and named where a person wrote', () => {
    const [, ...fewer] = evidence.payments;
    const edited = edit(draft, 'what.total', 'About a million moved.');
    const less = redraftNarrative(edited, { ...evidence, payments: fewer }, voice);
    const gone = `payment:${evidence.payments[0]?.id}`;
    expect(less.stale).toEqual([{ id: 'what.total', changed: [], gone: [gone], added: [] }]);
    expect(textOf(less.narrative, CLOSING)).not.toBe(textOf(draft, CLOSING));
    const more = redraftNarrative(less.narrative, evidence, voice);
    expect(more.stale).toEqual([{ id: 'what.total', changed: [], gone: [], added: [gone] }]);
    expect(textOf(more.narrative, CLOSING)).toBe(textOf(draft, CLOSING));
  });

  test('what left the evidence leaves the text, and comes back with it', () => {
    const without = redraftNarrative(draft, { ...evidence, networks: [] }, voice);
    expect(without.dropped.some((id) => id.startsWith('how.'))).toBe(true);
    const back = redraftNarrative(without.narrative, evidence, voice);
    expect(back.added.some((id) => id.startsWith('how.'))).toBe(true);
    const ids = (narrative: Narrative) => narrative.sentences.map(({ id }) => id).toSorted();
    expect(ids(back.narrative)).toEqual(ids(draft));
  });

  test('mistakes of an editor have a reason', () => {
    const twice = { ...draft, sentences: [...draft.sentences, draft.sentences[0]] };
    expect(() => parseNarrative(twice)).toThrow('sentence_twice');
    const wrong = { ...draft, sentences: [{ id: 'x', part: 'whom', text: '' }] };
    expect(() => parseNarrative(wrong, { file: 'n.json' })).toThrow('filing.narrative.shape');
    const bad = { ...own, facts: ['rumour:1'] };
    expect(() => parseNarrative({ ...draft, sentences: [bad] })).toThrow('sentences.0.facts.0');
  });
});
