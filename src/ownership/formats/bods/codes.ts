/** The code lists of the Beneficial Ownership Data Standard 0.4, in our words and back. */
import type { HolderKind, InterestKind } from '../../statement.js';

/** First of each kind of ours is the one that is written. */
const INTERESTS = [
  ['shareholding', 'shares'],
  ['votingRights', 'votes'],
  ['appointmentOfBoard', 'appointment'],
  ['otherInfluenceOrControl', 'other_control'],
  ['seniorManagingOfficial', 'senior_manager'],
  ['settlor', 'settlor'],
  ['trustee', 'trustee'],
  ['protector', 'protector'],
  ['beneficiaryOfLegalArrangement', 'beneficiary'],
  ['boardMember', 'director'],
  ['nominee', 'nominee'],
  ['nominator', 'nominator'],
  ['unknownInterest', 'unknown'],
  ['boardChair', 'director'],
  ['controlViaCompanyRulesOrArticles', 'other_control'],
  ['controlByLegalFramework', 'other_control'],
  ['rightsGrantedByContract', 'other_control'],
  ['conditionalRightsGrantedByContract', 'other_control'],
  // What stands for shares in a partnership, whose capital has none.
  ['rightsToSurplusAssetsOnDissolution', 'shares'],
  ['rightsToProfitOrIncome', 'unknown'],
  ['enjoymentAndUseOfAssets', 'unknown'],
  ['rightToProfitOrIncomeFromAssets', 'unknown'],
  ['unpublishedInterest', 'unknown'],
] as const satisfies readonly (readonly [string, InterestKind])[];

/** Our kind of an interest, and whether that says all that the code said. */
export function kindOfInterest(code: string): { kind: InterestKind; is_exact: boolean } {
  const kind = INTERESTS.find(([each]) => each === code)?.[1] ?? 'unknown';
  return { kind, is_exact: codeOfInterest(kind) === code };
}

export function codeOfInterest(kind: InterestKind): string {
  return INTERESTS.find(([, each]) => each === kind)?.[0] ?? 'unknownInterest';
}

interface EntityType {
  readonly type: string;
  readonly subtype?: string;
}

/** Our kind of an entity, and whether that says all that type and subtype said. */
export function kindOfEntity(entity: {
  readonly type: string | null;
  readonly subtype: string | null;
}): { kind: HolderKind; is_exact: boolean } {
  const kind = kindOf(entity.type, entity.subtype);
  const written = entityOfKind(kind);
  const is_exact = written.type === entity.type && (written.subtype ?? null) === entity.subtype;
  return { kind, is_exact };
}

export function entityOfKind(kind: HolderKind): EntityType {
  switch (kind) {
    case 'trust':
      return { type: 'arrangement', subtype: 'trust' };
    case 'arrangement':
      return { type: 'arrangement' };
    case 'state':
      return { type: 'state' };
    case 'unknown':
      return { type: 'unknownEntity' };
    default:
      return { type: 'registeredEntity' };
  }
}

function kindOf(type: string | null, subtype: string | null): HolderKind {
  if (subtype === 'trust') return 'trust';
  if (type === 'registeredEntity' || type === 'legalEntity') return 'organisation';
  if (type === 'arrangement') return 'arrangement';
  return type === 'state' || type === 'stateBody' ? 'state' : 'unknown';
}
