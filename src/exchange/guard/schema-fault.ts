/** What a schema finds wrong, as a fault that can be said in both languages. */
import type { z } from 'zod';
import { Fault, type Params } from '../../base/index.js';

/**
 * A fault for the first issue: `at` its place, `reason` in the schema's own English, and in
 * `reason_key` with its parameters the sentence `exchange.schema.…` where there is one.
 */
export function schemaFault(code: string, error: z.ZodError, more: Params = {}): Fault {
  const [issue] = error.issues;
  const at = issue?.path.join('.') || '.';
  const said = issue === undefined ? null : sentenceFor(issue);
  const reason_key = said === null ? {} : { reason_key: `exchange.schema.${said.what}` };
  return new Fault(code, {
    ...more,
    at,
    reason: issue?.message ?? '',
    ...reason_key,
    ...said?.params,
  });
}

function sentenceFor(
  issue: z.core.$ZodIssue,
): { readonly what: string; readonly params: Params } | null {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { what: 'missing', params: {} }
        : { what: 'type', params: { expected: issue.expected } };
    case 'unrecognized_keys':
      return { what: 'unknown', params: { keys: issue.keys.join(', ') } };
    case 'invalid_value':
      return { what: 'value', params: { values: issue.values.map(String).join(', ') } };
    case 'too_small':
      return { what: 'small', params: { limit: String(issue.minimum) } };
    case 'too_big':
      return { what: 'big', params: { limit: String(issue.maximum) } };
    case 'invalid_format':
      return { what: 'form', params: { form: issue.pattern ?? issue.format } };
    default:
      return null;
  }
}
