import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpeaker } from '../../base/index.js';
import { fitNarrative } from './fit.js';
import { NARRATIVE_PARTS, type NarrativeSentence } from './narrative.js';

const voice = createSpeaker('en');
const word = fc.string({
  unit: fc.constantFrom('a', 'ñ', '9', '😀', '-'),
  minLength: 1,
  maxLength: 9,
});
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => `${words.join(' ')}.`);

const sentences: fc.Arbitrary<NarrativeSentence[]> = fc
  .array(
    fc.record({
      text,
      part: fc.constantFrom(...NARRATIVE_PARTS),
      weight: fc.nat(100),
      group: fc.constantFrom(null, null, null, 'rows'),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map((each, i) => ({ ...each, id: `s${i}`, facts: [], drafted: each.text, stale: [] })),
  );
const limits = fc.record({
  block: fc.integer({ min: 90, max: 400 }),
  blocks: fc.integer({ min: 1, max: 5 }),
});
const bare = (all: readonly string[]) => all.join('').replace(/\s/g, '');

test('blocks keep to their limits, whole sentences and their order', () => {
  fc.assert(
    fc.property(sentences, limits, (all, { block, blocks }) => {
      const fitted = fitNarrative({ sentences: all }, { block, blocks }, voice);
      expect(fitted.blocks.length).toBeLessThanOrEqual(blocks);
      for (const each of fitted.blocks) {
        expect(each.length).toBeLessThanOrEqual(block);
        expect(each).toBe(each.trim());
        expect(each).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }
      const kept = all.filter(({ id }) => fitted.kept.includes(id)).map((each) => each.text);
      const n = fitted.dropped.length;
      const notice = n === 0 ? [] : [voice.say('filing.narrative.fit.left_out', { n })];
      const groups = new Set(
        all.filter(({ id }) => fitted.kept.includes(id)).map(({ id, group }) => group ?? id),
      );
      // Where one sentence is left and fills the form, there is no room to say so in the text.
      const texts = [bare([...kept, ...notice]), ...(groups.size === 1 ? [bare(kept)] : [])];
      if (fitted.cut === 0) expect(texts).toContain(bare(fitted.blocks));
      else expect(bare([...kept]).startsWith(bare(fitted.blocks))).toBe(true);
      for (const each of kept)
        if (each.length <= block && fitted.cut === 0)
          expect(fitted.blocks.some((own) => own.includes(each))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('what is dropped is told, weighs no more than what stays, and had to go', () => {
  fc.assert(
    fc.property(sentences, limits, (all, form) => {
      const { kept, dropped, cut } = fitNarrative({ sentences: all }, form, voice);
      const ids = [...kept, ...dropped.map(({ id }) => id)];
      expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      const rows = all.filter(({ group }) => group === 'rows');
      const whole = Math.max(...rows.map(({ weight }) => weight));
      const weigh = (id: string) => {
        const own = all.find((each) => each.id === id);
        return own?.group === 'rows' ? whole : (own?.weight ?? 0);
      };
      const least = Math.min(...kept.map(weigh));
      for (const { id } of dropped) expect(weigh(id)).toBeLessThanOrEqual(least);
      const stays = new Set(rows.map(({ id }) => kept.includes(id)));
      expect(stays.size).toBeLessThanOrEqual(1);
      const total = all.reduce((sum, each) => sum + each.text.length + 2, 0);
      // One block of the text's whole length always holds it.
      if (total <= form.block) expect(dropped).toEqual([]);
      if (cut > 0) expect(new Set(kept.map(weigh)).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 60 },
  );
});

test('an author’s text of 100,000 characters is divided, and what is missing is counted', () => {
  const long = { id: 'mine', part: 'why', text: 'palabra '.repeat(12_500).trim() } as const;
  const rest = { facts: [], weight: 100, group: null, drafted: null, stale: [] };
  const sentence = { ...long, ...rest };
  const fitted = fitNarrative({ sentences: [sentence] }, { block: 4000, blocks: 5 }, voice);
  expect(fitted.blocks).toHaveLength(5);
  expect(fitted.blocks.reduce((sum, { length }) => sum + length, 0) + fitted.cut).toBeGreaterThan(
    99_900,
  );
  const nothing = fitNarrative({ sentences: [] }, { block: 4000, blocks: 5 }, voice);
  expect(nothing).toEqual({ blocks: [], kept: [], dropped: [], cut: 0 });
});
