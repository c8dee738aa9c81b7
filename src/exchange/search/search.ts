/**
 * Requests of an authority about many subjects (31 CFR 1010.520). By default the bank searches its
 * own book against tags of the list and learns only whom it holds; it answers only what it found,
 * and when it found nothing it says nothing.
 */
import type { Protocol } from '../session/index.js';
import { authoritySteps } from './authority-steps.js';
import { bankSteps } from './bank-steps.js';
import { type SearchTools, searchKinds } from './bodies.js';
import { lookUpSteps } from './look-up-steps.js';
import { NOTHING_YET, type SearchData, searchData } from './search-data.js';

export const search: Protocol<SearchData, SearchTools> = {
  name: 'search',
  title: { en: 'Private search for an authority', es: 'Búsqueda privada para una autoridad' },
  data: searchData,
  begin: { state: 'new', data: NOTHING_YET },
  states: {
    new: { title: { en: 'New', es: 'Nueva' } },
    published: { title: { en: 'List published', es: 'Lista publicada' } },
    received: { title: { en: 'List received', es: 'Lista recibida' } },
    named: { title: { en: 'Officers named', es: 'Funcionarios designados' } },
    searching: { title: { en: 'Searching', es: 'En búsqueda' } },
    review: { title: { en: 'Searched, under review', es: 'Buscada, en revisión' } },
    proposed: { title: { en: 'Answer proposed', es: 'Respuesta propuesta' } },
    answered: { title: { en: 'Answered', es: 'Contestada' }, ends: true },
    closed: { title: { en: 'Nothing to answer', es: 'Nada que contestar' }, ends: true },
    asked: { title: { en: 'Look-up asked for', es: 'Consulta solicitada' } },
    to_admit: { title: { en: 'Look-up to be admitted', es: 'Consulta por admitir' } },
    looked_up: { title: { en: 'Looked up', es: 'Consultada' }, ends: true },
    positive: { title: { en: 'Positive answer', es: 'Respuesta positiva' }, ends: true },
    over: { title: { en: 'Time over', es: 'Plazo vencido' }, ends: true },
  },
  kinds: searchKinds,
  steps: [...authoritySteps, ...bankSteps, ...lookUpSteps],
};
