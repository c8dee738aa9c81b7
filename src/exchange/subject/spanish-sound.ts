/**
 * How a name sounds in Mexican Spanish, so that González and Gonsales fall together: seseo, yeísmo,
 * b and v alike, silent h. For a plain name in capitals.
 */
export function spanishSound(name: string): string {
  const sound = RULES.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), name);
  return sound.replaceAll(/(.)\1+/g, '$1');
}

const RULES: readonly (readonly [RegExp, string])[] = [
  [/CH/g, 'X'],
  [/PH/g, 'F'],
  [/SH/g, 'X'],
  [/H/g, ''],
  [/QU(?=[EI])|Q|CK|C(?![EI])/g, 'K'],
  [/GU(?=[EI])/g, 'G'],
  [/G(?=[EI])/g, 'J'],
  [/[ZÇ]|SC(?=[EI])|C/g, 'S'],
  [/LL/g, 'Y'],
  [/Y(?![AEIOU])/g, 'I'],
  [/[VW]/g, 'B'],
];
