/** Agreements, and the matrix of legal paths: what may cross, and what must be on file first. */
export * from './agreement.js';
export { judgePath, type PathAnswer, type PathQuestion } from './judge-path.js';
export {
  bundledPaths,
  type DataClass,
  type LegalBasis,
  type LegalPaths,
  readPaths,
} from './legal-paths.js';
export { holds, type Permit, type PermitKind, permitBodies, permitKinds } from './permit.js';
