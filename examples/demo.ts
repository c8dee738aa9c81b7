import type { Bilingual } from '../src/base/index.js';
import { writeWorld } from './world/index.js';

export interface ExampleScheme {
  readonly id: string;
  readonly kind: string;
  readonly title: Bilingual;
  /** Accounts and parties that an alert should name; and all accounts that take part. */
  readonly subjects: readonly string[];
  readonly members: readonly string[];
}

/** Hands the living example to `puente demo` in the form that its judge reads. */
export async function writeExample(
  folder: string,
  options: { readonly seed: string; readonly scale: number; readonly schemes: boolean },
): Promise<{ files: readonly string[]; schemes: readonly ExampleScheme[] }> {
  const world = await writeWorld(options, folder);
  return {
    files: world.files,
    schemes: world.schemes.map(({ id, kind, description, subjects, members }) => ({
      id,
      kind,
      title: description,
      subjects: subjects.map((subject) => subject.id),
      members,
    })),
  };
}
