/** The cryptography of the exchange: ristretto255, RFC 9497, and what is made of them. */
export { contextHash, type ExchangeContext, type Mode, type Suite, suiteOf } from './context.js';
export {
  answerCount,
  answerOrder,
  blindSet,
  type CountAnswer,
  type Counted,
  countShared,
  learnShared,
  type OrderAnswer,
} from './discovery.js';
export {
  type BatchBounds,
  checkBatch,
  type ElementFlaw,
  type Elements,
  elementFlaw,
  rowsOf,
} from './element.js';
export { type Inputs, inputAt, packInputs } from './inputs.js';
export { contextKey, deriveKeyPair, type KeyPair } from './keys.js';
export {
  type Evaluation,
  evaluate,
  maskInputs,
  openTokens,
  type Part,
  sumOfKeys,
  tokenise,
} from './lookup.js';
export { drawOrder, inOrder, inverseOrder, type Order } from './order.js';
export { type GroupWorker, workOnThreads } from './pool.js';
export { PROOF_BYTES, PROOF_ROWS } from './proof.js';
export { drawFrom, type Label, SEED_BYTES } from './seed.js';
export { type Claim, type HeldKey, prove, type Session, verify } from './session.js';
export { ELEMENT_BYTES, type Group, openGroup } from './sodium.js';
export { type Held, type HeldAs, TAG_BYTES, type Task } from './task.js';
export { type Channel, serveGroup } from './thread.js';
export { type GroupWork, workHere } from './work.js';
