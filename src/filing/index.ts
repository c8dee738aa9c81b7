/** Filing: reports to the authorities of both countries. */
export { builtinValues } from './layout/builtin-values.js';
export {
  type AttributeRule,
  type ElementParticle,
  elementsOf,
  type Group,
  type Layout,
  type ListParticle,
  layoutOn,
  type Particle,
  type ValueBase,
  type ValueType,
} from './layout/layout.js';
export { memberText } from './layout/member-text.js';
export { type CharacterSet, type Pattern, parsePattern } from './layout/pattern.js';
export { patternRegExp, setRegExp } from './layout/pattern-regexp.js';
export { readLayout } from './layout/read-layout.js';
