import type { z } from 'zod';
import { type Path, suggest, type YamlDocument } from './document.js';
import { typologyFile } from './schema.js';

/** Turns the complaints of the shape into faults at their places. */
export function reportShape(doc: YamlDocument, error: z.ZodError): void {
  for (const issue of error.issues) {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) {
        const known = siblingsOf(path);
        doc.fault(
          'typology.key',
          { name, suggestion: suggest(name, known) },
          [...path, name],
          'key',
        );
      }
    } else if (issue.code === 'invalid_value') {
      const found = String(valueAt(doc.value, path) ?? '');
      const values = issue.values.map(String);
      const params = {
        name: String(path.at(-1) ?? ''),
        values: values.join(', '),
        suggestion: suggest(found, values),
      };
      doc.fault(found === '' ? 'typology.missing' : 'typology.choice', params, path);
    } else if (valueAt(doc.value, path) === undefined) {
      doc.fault('typology.missing', { name: path.join('.') }, path);
    } else {
      doc.fault('typology.shape', { name: path.join('.'), reason: issue.message }, path);
    }
  }
}

function siblingsOf(path: Path): string[] {
  let schema: unknown = typologyFile;
  for (const part of path)
    schema = (unwrap(schema).shape as Record<string, unknown>)?.[part] ?? unwrap(schema).valueType;
  return Object.keys((unwrap(schema).shape as object | undefined) ?? {});
}

interface Unwrapped {
  readonly shape?: unknown;
  readonly valueType?: unknown;
}

function unwrap(schema: unknown): Unwrapped {
  const definition = (
    schema as { _zod?: { def?: Unwrapped & { innerType?: unknown } } } | undefined
  )?._zod?.def;
  return definition?.innerType ? unwrap(definition.innerType) : (definition ?? {});
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
    value,
  );
}
