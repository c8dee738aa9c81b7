/**
 * What never leaves an institution, in any message, under any agreement: that a report of
 * suspicion exists or does not (31 U.S.C. 5318(g)(2), 31 CFR 1020.320(e); art. 115 LIC, last
 * paragraph), and who is on Mexico's confidential list of blocked persons.
 */
export const NEVER_SHARED = [
  'suspicious_report',
  'sar',
  'sar_filed',
  'roi',
  'roip',
  'ror',
  'report_24h',
  'unusual_report',
  'worrying_report',
  'blocked_list',
  'blocked_person',
  'confidential_listing',
  'filing_id',
  'filing_state',
] as const;

/** How a text says it, in either language: looked for where people write free text. */
export const SECRET_PHRASES: readonly {
  readonly names: 'report' | 'blocked_list';
  readonly pattern: RegExp;
}[] = [
  { names: 'report', pattern: /\bSARs?\b/u },
  { names: 'report', pattern: /\bsuspicious[\s-]+activit(?:y|ies)[\s-]+reports?\b/iu },
  { names: 'report', pattern: /\b(?:ROIP?|ROR|RO24)\b/u },
  {
    names: 'report',
    pattern: /\b(?:reportes?|avisos?)\s+(?:de\s+)?(?:operaci[oó]n(?:es)?\s+)?inusual(?:es)?\b/iu,
  },
  { names: 'report', pattern: /\boperaci[oó]n(?:es)?\s+interna(?:s)?\s+preocupante/iu },
  { names: 'report', pattern: /\breporte\s+de\s+24\s+horas\b/iu },
  { names: 'report', pattern: /\bBSA[\s-]*ID\b|\bBSA\s+identifier\b/iu },
  { names: 'blocked_list', pattern: /\b(?:lista\s+de\s+)?personas?\s+bloqueadas?\b/iu },
  { names: 'blocked_list', pattern: /\bLPB\b/u },
  { names: 'blocked_list', pattern: /\bblocked[\s-]+persons?\s+list\b/iu },
];
