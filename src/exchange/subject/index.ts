/** Subjects of matching: canonical inputs of tokens, from an institution's own book. */
export {
  type Book,
  type BusinessName,
  type Claim,
  PAYMENT_SCHEMES,
  type PaymentScheme,
  type PersonName,
  type Subject,
  WALLET_CHAINS,
  type WalletChain,
} from './subject.js';
export {
  labelOf,
  type RefusedClaim,
  subjectsOf,
  type TokenInput,
  type TokenInputs,
  tokenInputs,
} from './token-inputs.js';
export { CLAIM_REFUSALS, type ClaimRefusal } from './token-value.js';
