import type { Draw } from './draw.js';

/** Invented names: nobody and no firm of the example exists. */
const GIVEN_EN = (
  'Ada Alden Avery Blair Brook Calla Corin Dale Darcy Ellis Ember Flynn Garnet Hollis Iris ' +
  'Jules Kit Lane Linden Marlow Merit Nell Orin Perry Quill Reed Rowan Sage Tamsin Vale'
).split(' ');
const GIVEN_ES = (
  'Abril Adán Alba Amado Azul Benigno Candela Ciro Clara Dalia Delfín Elia Fabián Flor Gala ' +
  'Hilario Inés Jacinto Lía Lino Luz Mateo Nieves Ofelia Paz Quirino Rocío Salma Tadeo Zoé'
).split(' ');
const FAMILY_EN = (
  'Ashgrove Birchmere Cobblewick Dunhollow Elderfen Fernshaw Glimmerby Harrowdell Inkwell ' +
  'Juniperton Kettlebrook Larkspire Mosswater Nettlefold Oakenfell Pebbleford Quaverly ' +
  'Rushmeadow Silverthatch Thistlewood Underbough Violetmoor Willowmarsh Yarrowby'
).split(' ');
const FAMILY_ES = (
  'Albariza Brumaluz Campoverdín Doralba Encinares Floresta Granadín Horizón Islanda ' +
  'Jacarandal Lagunilla Montealto Nopalera Oriental Piedraluna Quetzalar Riosol Salmarín ' +
  'Trigalba Umbrales Valdesol Yerbaluz Zafirales Solviento'
).split(' ');
const FANCY = (
  'Ámbar Aurora Brisa Caoba Cobre Coral Delta Duna Encino Estrella Fénix Girasol Horizonte ' +
  'Jade Lince Luna Marea Mezquite Nevado Ocaso Olmo Pegaso Quetzal Roble Saguaro Sierra Tucán ' +
  'Urano Violeta Zafiro'
).split(' ');

/** Plain letters: ids, e-mail and the old systems of some banks know no accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

export function personName(draw: Draw, country: string): string {
  if (country === 'MX' || (country === 'US' && draw.chance(0.45))) {
    return `${draw.pick(GIVEN_ES)} ${draw.pick(FAMILY_ES)} ${draw.pick(FAMILY_ES)}`;
  }
  return `${draw.pick(GIVEN_EN)} ${draw.pick(FAMILY_EN)}`;
}

/** `Textiles Ejemplo Luna Coral, S.A. de C.V.` or `Luna Coral Example Textiles, LLC`. */
export function companyName(draw: Draw, country: string, trade: string): string {
  const fancy = `${draw.pick(FANCY)} ${draw.pick(FANCY)}`;
  if (country === 'MX') return `${trade} Ejemplo ${fancy}, S.A. de C.V.`;
  if (country === 'US') return `${plain(fancy)} Example ${trade}, ${draw.pick(['LLC', 'Inc'])}`;
  return `${plain(fancy)} Example ${trade} Co Ltd`;
}
