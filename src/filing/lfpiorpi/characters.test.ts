import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openForms } from '../catalogue.js';
import { elementsOf } from '../layout/layout.js';
import { valueJudge } from '../layout/value-judge.js';
import { transliterate } from '../text/index.js';
import { ACTIVITIES, formOf } from './activities.js';
import { charactersOf } from './characters.js';

/** Which element has the characters of a field, and in which group of the layouts it stands. */
const FIELDS = [
  ['name', 'persona_fisica', 'nombre'],
  ['company', 'persona_moral', 'denominacion_razon'],
  ['trust', 'fideicomiso', 'identificador_fideicomiso'],
  ['address', 'nacional', 'calle'],
  ['address', 'extranjero', 'ciudad_poblacion'],
  ['exterior', 'nacional', 'numero_exterior'],
  ['interior', 'nacional', 'numero_interior'],
  ['quarter', 'nacional', 'colonia'],
  ['description', 'alerta', 'descripcion_alerta'],
  ['description', 'modificatorio', 'descripcion_modificacion'],
  ['reference', 'aviso', 'referencia_aviso'],
] as const;

const forms = openForms();
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'AbÑé 1-_.,:;/()[]{}"\'#@&$%+*°'), maxLength: 120 }),
);

describe('the characters of fields', () => {
  it.each(ACTIVITIES.map((activity) => [activity.key, activity] as const))(
    '%s: what they let through, the layout takes; what the layout takes, they leave alone',
    (_key, activity) => {
      const layout = forms.layoutOf(formOf(activity.key), '2026-11-22').layout;
      const judges = FIELDS.flatMap(([field, group, name]) => {
        const content = layout.groups.get(group)?.content;
        const element = content && elementsOf(content).find((each) => each.name === name);
        const value = element && layout.values.get(element.type);
        return value ? [{ field, name, judge: valueJudge(value) }] : [];
      });
      expect(judges.length).toBeGreaterThan(2);
      fc.assert(
        fc.property(texts, (text) => {
          for (const { field, name, judge } of judges) {
            const set = charactersOf(activity, field);
            const spelled = transliterate(text, set).text;
            if (spelled !== '') expect([name, judge(spelled)]).toEqual([name, null]);
            if (judge(text) === null) expect([name, spelled]).toEqual([name, text]);
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});
