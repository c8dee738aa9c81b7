/** Statements that turn shared values into pairs of parties, and pairs into weighed evidence. */
import { VALUE_KINDS, VALUE_WEIGHTS, type ValueKind, WEIGHTS } from './evidence.js';

/**
 * Values that several parties have, numbered: `points` is what one says, 0 where it is too common.
 * A value of k parties says ln(k − 1) less than one of two.
 */
export const SHARED_SQL = `
  SELECT (row_number() OVER (ORDER BY kind, value) - 1)::INTEGER AS v, kind, value, holders,
    false AS is_invalid,
    CASE WHEN holders > ${ofKind('holders_max')} THEN 0
      ELSE greatest(0, ${ofKind('most')} - round(1000 * ln(holders - 1)))::INTEGER END AS points
  FROM (SELECT kind, value, count(*)::INTEGER AS holders FROM identity_value
    GROUP BY kind, value HAVING count(*) > 1)`;

/** Pairs by a value (a < b, v). */
export const MET_SQL = `
  WITH holding AS (
    SELECT v, n, points, p.is_minor AND kind IN (${household()}) AS is_shielded
    FROM identity_shared JOIN identity_value USING (kind, value) JOIN identity_party p USING (n)
    WHERE points > 0
  )
  SELECT a.n AS a, b.n AS b, v, a.points AS points
  FROM holding a JOIN holding b USING (v)
  WHERE a.n < b.n AND NOT a.is_shielded AND NOT b.is_shielded`;

/** Pairs that can reach the threshold if their names are the same: few of those that met. */
export const PAIR_SQL = `
  SELECT a, b, coalesce(p.kind = q.kind, true) AS is_comparable, p.name AS name_a, q.name AS name_b
  FROM (
    SELECT a, b FROM identity_met GROUP BY a, b
    HAVING sum(points) >= ${WEIGHTS.threshold - WEIGHTS.chance - WEIGHTS.name}
  )
  JOIN identity_party p ON p.n = a JOIN identity_party q ON q.n = b`;

/** Names as sorted words, without what companies of a form share. */
export const NAME_SQL = `
    SELECT n, array_to_string(list_sort(list_filter(string_split(
      trim(regexp_replace(regexp_replace(strip_accents(lower(name)), '[.''’]', '', 'g'),
        '[^\\pL\\pN]+', ' ', 'g')), ' '),
      word -> NOT (word IN (${formList()}) AND kind IS DISTINCT FROM 'person'))), ' ') AS words
    FROM identity_party WHERE name IS NOT NULL`;

/** One word differs, by one letter and not in its end: Mario and María of one family are two. */
const LEFT = 'list_filter(ones, word -> NOT list_contains(twos, word))';
const RIGHT = 'list_filter(twos, word -> NOT list_contains(ones, word))';
const IS_NEAR = `len(${LEFT}) = 1 AND len(${RIGHT}) = 1 AND len(ones) = len(twos)
  AND least(length(${LEFT}[1]), length(${RIGHT}[1])) >= 5
  AND damerau_levenshtein(${LEFT}[1], ${RIGHT}[1]) = 1
  AND right(${LEFT}[1], 1) = right(${RIGHT}[1], 1)`;

/** What the names of comparable pairs say; a name says less the more parties have it. */
export const NAME_EVIDENCE_SQL = `
  WITH named AS (
    SELECT a, b, name_a, name_b, x.words AS one, y.words AS two,
      string_split(one, ' ') AS ones, string_split(two, ' ') AS twos
    FROM identity_pair JOIN identity_name x ON x.n = a JOIN identity_name y ON y.n = b
    WHERE is_comparable AND one <> '' AND two <> ''
  ), namesakes AS (
    SELECT words AS one, count(*)::INTEGER AS holders FROM identity_name
    WHERE words IN (SELECT one FROM named WHERE one = two) GROUP BY words
  ), judged AS (
    SELECT *, CASE WHEN one = two THEN 'name'
      WHEN least(len(ones), len(twos)) > 1
        AND (list_has_all(ones, twos) OR list_has_all(twos, ones))
        THEN 'longer_name'
      WHEN ${IS_NEAR} THEN 'near_name'
      ELSE 'other_name' END AS kind
    FROM named LEFT JOIN namesakes USING (one)
  )
  SELECT a, b, kind,
    CASE WHEN name_a = name_b THEN name_a ELSE name_a || ' ≠ ' || name_b END AS value,
    CASE kind WHEN 'name' THEN holders ELSE 0 END AS holders,
    CASE kind
      WHEN 'name' THEN greatest(0, ${WEIGHTS.name} - round(1000 * ln(holders - 1)))::INTEGER
      WHEN 'longer_name' THEN ${WEIGHTS.longer_name}
      WHEN 'near_name' THEN ${WEIGHTS.near_name}
      ELSE ${WEIGHTS.other_name} END AS points
  FROM judged`;

/** Two tax ids of one scheme, each of one holder, that differ by more than a slip. */
export const CONFLICT_SQL = `
  WITH tax AS (
    SELECT n, value FROM identity_value
    ANTI JOIN (FROM identity_shared WHERE points = 0) s USING (kind, value)
    WHERE kind = 'tax_id'
  )
  SELECT a, b, 'other_tax_id' AS kind, x.value || ' ≠ ' || y.value AS value, 0 AS holders,
    ${WEIGHTS.other_tax_id} AS points
  FROM identity_pair
  JOIN tax x ON x.n = a
  JOIN tax y ON y.n = b
  WHERE is_comparable
    -- No condition of the join: by the scheme alone everybody would meet everybody.
    AND CASE WHEN x.value <> y.value
        AND split_part(x.value, ' ', 1) = split_part(y.value, ' ', 1)
      THEN damerau_levenshtein(x.value, y.value) > 1 ELSE false END`;

/** Of several devices or accounts the one that says most: two of one home are no two proofs. */
export const VALUE_EVIDENCE_SQL = `
  WITH shown AS (
    SELECT a, b, v, s.kind, s.value, s.holders, s.points
    FROM identity_met m JOIN identity_pair USING (a, b) JOIN identity_shared s USING (v)
  )
  SELECT * EXCLUDE (v) FROM shown WHERE kind NOT IN ('device', 'joint_account')
  UNION ALL
  SELECT * EXCLUDE (v) FROM shown WHERE kind IN ('device', 'joint_account')
  QUALIFY row_number() OVER (PARTITION BY a, b, kind ORDER BY points DESC, v) = 1
  UNION ALL
  SELECT a, b, 'chance', NULL, 0, ${WEIGHTS.chance} FROM identity_pair`;

/** Pairs whose evidence reaches the threshold, the strongest first. */
export const LINK_SQL = `
  SELECT a, b, sum(points)::INTEGER AS score FROM identity_evidence
  GROUP BY a, b HAVING score >= ${WEIGHTS.threshold} ORDER BY score DESC, a, b`;

function ofKind(name: 'most' | 'holders_max'): string {
  const cases = VALUE_KINDS.map((kind) => `WHEN '${kind}' THEN ${VALUE_WEIGHTS[kind][name]}`);
  return `CASE kind ${cases.join(' ')} END`;
}

function household(): string {
  return quoted(VALUE_KINDS.filter((kind: ValueKind) => VALUE_WEIGHTS[kind].household));
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}

/** Legal forms and small words, as they stand once dots are gone. */
function formList(): string {
  const forms =
    'sa de cv rl sapi sab sc ac ltd limited llc lc inc incorporated corp corporation co company ' +
    'lp llp plc gmbh srl spa ltda sociedad anonima capital variable the el la los las y and del';
  return quoted(forms.split(' '));
}
