/** How: shapes in which a network's money moved, what was kept, and where it went next. */
import type { NetworkDossier } from '../../../model/index.js';
import { factOf } from '../fact.js';
import { type PartOfNarrative, type Scene, TOLD_MAX } from './scene.js';

export const tellHow: PartOfNarrative = (scene) =>
  scene.evidence.networks
    .slice(0, TOLD_MAX.networks)
    .flatMap((dossier) => [
      ...shapes(scene, dossier),
      ...kept(scene, dossier),
      ...rest(scene, dossier),
      ...onward(scene, dossier),
    ]);

function shapes({ teller }: Scene, { network, instances }: NetworkDossier) {
  const counts = new Map<string, number>();
  for (const { shape } of instances) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  if (counts.size === 0) return [];
  const items = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([shape, n]) => teller.phrase('how.times', { n, shape: teller.word('shape', shape) }));
  return [
    teller.tell('how', {
      ...{ id: `how.shapes:${network.id}`, key: 'how.shapes', weight: 82 },
      values: { list: teller.row(items) },
      facts: [factOf('network', network.id)],
    }),
  ];
}

/** Sums of the network itself, which counts what came in from outside once. */
function kept({ teller }: Scene, { network, fee_ppm }: NetworkDossier) {
  const { in_minor, out_minor, kept_minor } = network;
  if (in_minor === 0n && out_minor === 0n) return [];
  const values = {
    ...{ in: teller.money(in_minor), out: teller.money(out_minor) },
    kept: teller.money(kept_minor),
    share: fee_ppm === null ? '' : percent(fee_ppm),
    has_fee: fee_ppm !== null && kept_minor > 0n ? 'yes' : 'no',
  };
  const facts = [factOf('network', network.id)];
  const id = `how.kept:${network.id}`;
  return [teller.tell('how', { id, key: 'how.kept', values, facts, weight: 76 })];
}

/** How long money rested on accounts through which it passed. */
function rest({ teller, cast }: Scene, { network, members }: NetworkDossier) {
  const dwells = members
    .flatMap(({ role, dwell_ms, account_id }) =>
      dwell_ms === null || !/carrier|layerer|collector|distributor/.test(role)
        ? []
        : [{ dwell_ms, account_id }],
    )
    .sort((a, b) => (a.dwell_ms < b.dwell_ms ? -1 : 1));
  const [shortest, longest] = [dwells[0], dwells.at(-1)];
  if (!shortest || !longest) return [];
  const values = {
    n: dwells.length,
    least: teller.duration(shortest.dwell_ms),
    most: teller.duration(longest.dwell_ms),
    same: teller.duration(shortest.dwell_ms) === teller.duration(longest.dwell_ms) ? 'yes' : 'no',
  };
  const accounts = [shortest, longest]
    .map(({ account_id }) => account_id)
    .filter((id) => cast.index.accounts.has(id));
  const facts = [factOf('network', network.id), ...accounts.map((id) => factOf('account', id))];
  const id = `how.rest:${network.id}`;
  return [teller.tell('how', { id, key: 'how.rest', values, facts, weight: 60 })];
}

/** What accounts at the network's ends paid next; other money of theirs may be in it. */
function onward({ teller, cast }: Scene, { network, onward: all }: NetworkDossier) {
  return all
    .filter(({ payments }) => payments > 0)
    .slice(0, TOLD_MAX.ends)
    .map((each) => {
      const { account_id, to, payments, value_minor, in_minor } = each;
      const actor = [...cast.actors.values()].find((own) => own.accounts.includes(account_id));
      const values = {
        ...{ name: actor ? teller.name(actor) : account_id, n: payments },
        ...{ received: teller.money(in_minor), paid: teller.money(value_minor) },
        payee: to[0] ? teller.dossierEnd(to[0].end) : '',
        has_payee: to[0] ? 'yes' : 'no',
      };
      return teller.tell('how', {
        ...{ id: `how.onward:${network.id}/${account_id}`, key: 'how.onward', values, weight: 56 },
        facts: [factOf('network', network.id)],
      });
    });
}

/** Parts per million, rounded down to a tenth of a per cent. */
function percent(ppm: bigint): string {
  const tenths = ppm / 1000n;
  return `${tenths / 10n}.${tenths % 10n} %`;
}
