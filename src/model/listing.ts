import { day, noun, optional, text } from './field.js';

export const listing = noun(
  'listing',
  {
    en: 'An entry of a sanctions or watch list',
    es: 'Entrada de una lista de sanciones o de vigilancia',
  },
  // Several parties of ours may be judged to be one entry: each is a row.
  ['list', 'entry_id', 'listed_on', 'party_id'],
  {
    list: text('List', 'Lista'),
    entry_id: text('Id in the list', 'Id en la lista'),
    name: text('Listed name', 'Nombre listado'),
    program: optional(text('Programme', 'Programa')),
    party_id: optional(
      text('Party of ours it was judged to be', 'Parte nuestra con que se identificó'),
    ),
    listed_on: optional(day('Listed on', 'Listado el')),
    delisted_on: optional(day('Removed on', 'Retirado el')),
  },
);
