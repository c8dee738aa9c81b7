/** What an officer may do for an institution. One person may hold several roles. */
export const OFFICER_ROLES = [
  'analyst',
  'exchange_officer',
  'compliance_officer',
  'counsel',
  'auditor',
  'authority_officer',
  'administrator',
] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** A person who acts for an institution and answers for it in the record. */
export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly OfficerRole[];
  /** UTC milliseconds; half-open, `until` is null while it holds. */
  readonly since: number;
  readonly until: number | null;
}

/** Whether the officer is in office at a moment, in any of the roles. */
export function mayAct(officer: Officer, roles: readonly OfficerRole[], at_ms: number): boolean {
  const inOffice = officer.since <= at_ms && (officer.until === null || at_ms < officer.until);
  return inOffice && officer.roles.some((role) => roles.includes(role));
}
