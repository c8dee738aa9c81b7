/** The optional ranker: trained on a bank's own decisions, off until it is asked for. */
export { cardText } from './card.js';
export type { PaymentFeatures } from './features/features.js';
export { paymentFeatures } from './features/features.js';
export type { FeatureInput, FeatureMeaning, Sight } from './features/sheet.js';
export {
  type ModelCard,
  modelHash,
  type PartReport,
  type RankerModel,
  readModel,
  writeModel,
} from './model.js';
export { type Explanation, type ExplanationPart, type Ranking, rankPayments } from './rank.js';
export { LABELS_MIN, type TrainingInput, trainRanker } from './train.js';
