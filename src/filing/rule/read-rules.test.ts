import { describe, expect, test } from 'vitest';
import { createSpeaker, faultsOf, formatPlace } from '../../base/index.js';
import { readRules } from './read-rules.js';

const GOOD = `
lists:
  yes: [Y]
rules:
- id: fincen.sar.flag
  severity: warn
  verified: true
  source: guide 1.2
  forms: [fincen-sar]
  from: 2018-06-22
  at: EFilingBatchXML/Activity/Party[ActivityPartyTypeCode=33][not PartyName]//Flag
  when: [../Code in 1 '2 3' 007, ../A or ../B=x]
  test: code
  list: yes
  say: {en: "{value}, not {expected}", es: "{value}, no {expected}"}
`;

describe('a table of rules', () => {
  test('is read with its lists, and text stays text', () => {
    const [rule] = readRules(GOOD, 'rules.yaml').rules;
    expect(rule).toMatchObject({ id: 'fincen.sar.flag', from: '2018-06-22', kind: 'code' });
    expect(rule?.at.steps.map(({ axis }) => axis)).toEqual([
      ...['child', 'child', 'child', 'descendant'],
    ]);
    expect(rule?.when[0]).toMatchObject({ values: new Set(['1', '2 3', '007']) });
  });

  test.each([
    [
      'severity: warn',
      'severity: wran',
      'severity is one of: reject, warn, note. Did you mean warn',
    ],
    ['test: code', 'test: cod', 'Did you mean code?'],
    ['  list: yes', '  lst: yes', 'Did you mean list?'],
    ['33]', '33', 'the closing ] is wanted'],
    ['../A or', '../A or or', 'nothing more is wanted'],
    ["'2 3'", "'2 3", 'a text in single quotes is wanted'],
    ['{value}, no {', '{valor}, no {', 'uses {valor}, but only value'],
    ['{value}, no {expected}', '{value}', 'Both languages must use the same placeholders'],
    ['{value}, no {expected}', '{value', 'is not well-formed'],
    ['  source: guide 1.2\n', '', 'source is missing'],
    ['2018-06-22', '22/06/2018', 'a day such as'],
    ['fincen.sar.flag', 'Flag', 'small letters'],
  ])('says of %j → %j where and what', (before, after, sentence) => {
    const speaker = createSpeaker('en');
    const said = faultsIn(GOOD.replace(before, after)).map(
      ({ code, params, place }) =>
        `${place && formatPlace(place)} ${speaker.say(`fault.${code}`, params)}`,
    );
    expect(said.join('\n')).toContain(sentence);
    expect(said[0]).toMatch(/^rules\.yaml:\d+:\d+ /);
  });

  test('collects all faults, in both languages', () => {
    const spanish = createSpeaker('es');
    const faults = faultsIn(GOOD.replace('warn', 'x').replace('code', 'y').replace('33]', '33'));
    expect(faults).toHaveLength(3);
    for (const { code, params } of faults)
      expect(spanish.say(`fault.${code}`, params)).not.toContain('{');
  });
});

function faultsIn(text: string) {
  try {
    readRules(text, 'rules.yaml');
    return [];
  } catch (error) {
    return faultsOf(error);
  }
}
