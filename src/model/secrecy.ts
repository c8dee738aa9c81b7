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

/**
 * How a text says it, in either language: looked for where people write free text, after look-alike
 * letters and invisible signs were undone. Some innocent texts are refused too (a riyal is SAR):
 * their writer chooses other words.
 */
export const SECRET_PHRASES: readonly {
  readonly names: 'report' | 'blocked_list';
  readonly pattern: RegExp;
}[] = [
  { names: 'report', pattern: /(?<!\p{L})S[\s._-]?A[\s._-]?R(?:'?S)?(?![\s._-]?L\b)(?!\p{L})/iu },
  {
    names: 'report',
    pattern: /suspicious[\s_-]+(?:activit(?:y|ies)|transactions?)[\s_-]+reports?/iu,
  },
  { names: 'report', pattern: /(?<!\p{L})R[\s._-]?O[\s._-]?I(?:[\s._-]?P)?(?!\p{L})/iu },
  { names: 'report', pattern: /(?<!\p{L})(?:ROR|RO24)(?!\p{L})/u },
  {
    names: 'report',
    pattern: /(?:reporte|aviso)s?\s+(?:de\s+|por\s+)?(?:operaci[oó]n(?:es)?\s+)?inusual/iu,
  },
  {
    names: 'report',
    pattern: /operaci[oó]n(?:es)?\s+inusual(?:es)?\s+(?:fue(?:ron)?\s+)?reportad/iu,
  },
  { names: 'report', pattern: /operaci[oó]n(?:es)?\s+internas?\s+preocupante/iu },
  { names: 'report', pattern: /(?:reporte|aviso)s?\s+(?:de\s+)?24\s*h/iu },
  {
    names: 'report',
    pattern: /(?:report\p{L}*|aviso\p{L}*|avisad\p{L}*)\s+(?:a|ante)\s+la\s+UIF/iu,
  },
  {
    names: 'report',
    pattern: /(?:filed|reported|reporting)\s+(?:\p{L}+\s+){0,4}(?:with|to)\s+FinCEN/iu,
  },
  { names: 'report', pattern: /(?<!\p{L})BSA[\s_-]*(?:ID|identifier)(?!\p{L})/iu },
  { names: 'blocked_list', pattern: /personas?\s+bloqueadas?/iu },
  { names: 'blocked_list', pattern: /lista\s+de\s+bloquead/iu },
  { names: 'blocked_list', pattern: /bloquead[oa]s?\s+por\s+la\s+UIF/iu },
  { names: 'blocked_list', pattern: /(?<!\p{L})LPB(?!\p{L})/u },
  { names: 'blocked_list', pattern: /blocked[\s_-]+persons?[\s_-]+list/iu },
];
