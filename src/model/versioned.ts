import { moment, optional } from './field.js';

/**
 * When a fact began to hold, and when we learnt it. A rule at payment p reads only versions with
 * both at or before p; a correction learnt later does not rewrite what p saw.
 */
export const versioned = {
  valid_from: optional(
    moment('Holds from this moment; empty: always', 'Vale desde este momento; vacío: siempre'),
  ),
  known_from: optional(
    moment(
      'Known to us from this moment; empty: always',
      'Conocido desde este momento; vacío: siempre',
    ),
  ),
};
