import { sharedData } from '../test/shared.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

/** Ingest and every typology on the labelled set of ten banks; and what others reach. */
export async function benchDetect(print: Print): Promise<void> {
  const payments = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  const accounts = sharedData('payments-labelled/amlsim-96k-10banks/accounts.csv.gz');
  if (!payments || !accounts)
    return print('detect: skipped, the labelled set amlsim-96k-10banks is not here');
  const bench = await openBench();
  const ingest = await timed(() => bench.ingest([accounts, payments], 'amlsim'));
  const catalogue = await bench.catalogue();
  const detect = await timed(() => bench.detect(catalogue.typologies, { catalogue }));
  const outcome = detect.value;
  const idle = outcome.tallies.filter((tally) => tally.idle_for.length > 0).length;
  const seconds = ingest.seconds + detect.seconds;
  print(
    `detect: amlsim-96k-10banks, ${grouped(outcome.payments)} payments, ` +
      `${catalogue.typologies.length} typologies (${idle} idle: columns this set does not have)`,
  );
  print(
    `  ingest ${ingest.seconds.toFixed(1)} s + detect ${detect.seconds.toFixed(1)} s = ` +
      `${seconds.toFixed(1)} s (bound: 60 s), ` +
      `${grouped(outcome.payments / seconds)} payments a second`,
  );
  print(
    `  memory of the detecting process at most ${gigabytes(outcome.memory_bytes_max)} ` +
      `(bound: 4 GB), of this one ${gigabytes(process.resourceUsage().maxRSS * 1024)}`,
  );
  print(`  processor time of the detecting process ${outcome.cpu_seconds.toFixed(1)} s`);
  print(
    `  ${outcome.plan_nodes} distinct plan nodes, ${outcome.findings.length} findings, ` +
      `${outcome.flows_truncated} searches truncated`,
  );
  print(
    '  for scale: an open Python framework 7,700 payments a second on 8 rules; ' +
      'the leading open platform 1.7 a second per vCPU (published)',
  );
  bench.end();
}
