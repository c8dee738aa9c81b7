/** The optional ranker: trained on a bank's own decisions, off until it is asked for. */
export { cardText } from './card.js';
export type { FeatureMeaning, Sight } from './features/sheet.js';
export { crossings, readLabels, type SliceLabels } from './labels.js';
export { modelHash, type PartReport, type RankerModel, readModel, writeModel } from './model.js';
export { type Explanation, type Ranking, rankPayments } from './rank.js';
export { type TrainingInput, trainRanker } from './train.js';
