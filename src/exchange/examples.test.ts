/** The inputs of `examples/exchange` are what the commands that its page shows take. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../base/index.js';
import { permitBodies, readAgreement } from './agreement/index.js';
import { proposeInput } from './discovery/take-part.js';
import { checkItem } from './feed/check-item.js';
import { issueInput } from './feed/index.js';
import { inquiryInputs } from './inquiry/bodies.js';
import { inviteInput } from './monitoring/hub-steps.js';
import { policyOn, readMonitoringPolicies } from './monitoring/index.js';
import { orderSchema } from './order/order-body.js';
import { inputsOf, publishInput } from './search/listed-subjects.js';
import { traceInput } from './tracing/tracing.js';

const folder = join(packageRoot(), 'examples', 'exchange');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** What reads each file, as the action does that it is for. */
const readers: Readonly<Record<string, (value: unknown) => unknown>> = {
  'agreement.json': readAgreement,
  'policy.json': (value) => permitBodies.policy.parse(value),
  'registration.json': (value) => permitBodies.registration.parse(value),
  'named-officers.json': (value) => permitBodies.named_officers.parse(value),
  'opinion.json': (value) => permitBodies.opinion.parse(value),
  'release.json': (value) => permitBodies.release.parse(value),
  'request.json': (value) => inquiryInputs.request.parse(value),
  'answer.json': (value) => inquiryInputs.provide.parse(value),
  'warning.json': (value) => inquiryInputs.alert.parse(value),
  'match.json': (value) => proposeInput.parse(value),
  'search.json': (value) => publishInput.parse(value),
  'order.json': (value) => orderSchema.parse(value),
  'feed.json': (value) => issueInput.parse(value),
  'campaign.json': (value) => inviteInput.parse(value),
  'trace.json': (value) => traceInput.parse(value),
};

test('each example is whole, and each file is one', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(names.sort()).toEqual(Object.keys(readers).sort());
  for (const [name, reader] of Object.entries(readers))
    expect(() => reader(JSON.parse(read(name))), name).not.toThrow();
});

test('the page shows each of them with its command, in both languages', () => {
  const shown = (page: string) =>
    [...read(page).matchAll(/^npx puente exchange .*examples\/exchange\/(\S+\.json)/gm)].map(
      ([, name]) => name,
    );
  expect(shown('README.md').sort()).toEqual(Object.keys(readers).sort());
  expect(shown('README.es.md')).toEqual(shown('README.md'));
});

test('the list, the feed and the policy hold under the rules beyond their form', async () => {
  const list = publishInput.parse(JSON.parse(read('search.json')));
  expect(await inputsOf(list.subjects, ['clabe', 'email'])).toHaveLength(3);
  const own = () => ({ faults: [], is_own: false });
  const { items } = issueInput.parse(JSON.parse(read('feed.json')));
  expect(items.map((item) => checkItem(item, own, 'publisher'))).toEqual([null]);
  const policies = readMonitoringPolicies(join(folder, 'monitoring-policy.yaml'));
  expect(policyOn(policies, '2026-11-02').id).toBe('monitoring-example');
});
