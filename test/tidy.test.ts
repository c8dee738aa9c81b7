import { expect, test } from 'vitest';
import { packageRoot } from '../src/base/index.js';
import { type Complaint, formatComplaints, unexcused } from './tidy/complaint.js';
import { EXCEPTIONS } from './tidy/exceptions.js';
import { importTableMarkdown } from './tidy/imports.js';
import { checkCode, checkFiles, checkWriting, openRepository } from './tidy/repository.js';

const repository = openRepository(packageRoot());

test('the house is tidy', () => {
  const complaints: Complaint[] = [
    ...checkCode(repository),
    ...checkWriting(repository),
    ...checkFiles(repository),
  ];
  const left = unexcused(complaints, EXCEPTIONS);
  expect(left.length, `\n${formatComplaints(left)}\n`).toBe(0);
});

test('ARCHITECTURE.md prints the import table as it is', () => {
  expect(repository.read('ARCHITECTURE.md')).toContain(importTableMarkdown());
});

test('every module of src is described in ARCHITECTURE.md', () => {
  const modules = repository.paths.flatMap((path) => /^src\/([a-z]+)\//.exec(path)?.[1] ?? []);
  const page = repository.read('ARCHITECTURE.md');
  const undescribed = [...new Set(modules)].filter((name) => !page.includes(`src/${name}/`));
  expect(undescribed).toEqual([]);
});

test('an exception names its reason', () => {
  for (const { reason } of EXCEPTIONS) expect(reason.length).toBeGreaterThan(20);
});
