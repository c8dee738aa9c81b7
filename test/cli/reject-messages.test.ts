import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSpeaker, LANGUAGES, packageRoot } from '../../src/base/index.js';

const folder = join(packageRoot(), 'messages');
const files = readdirSync(folder).filter((file) => file.endsWith('.en.json'));
const keys = files.flatMap((file) =>
  Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object),
);

test.each(LANGUAGES)(
  'every reason for a rejection can be said in %s with its value alone',
  (language) => {
    const voice = createSpeaker(language);
    const reasons = keys.filter((key) => key.startsWith('reject.'));
    expect(reasons.length).toBeGreaterThan(20);
    for (const key of reasons) expect(voice.say(key, { value: 'x' })).not.toBe('');
  },
);
