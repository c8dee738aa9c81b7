/** Every claim of speed, runnable: `npm run bench`, or `npm run bench -- ingest scale`. */
import { benchBaseline } from './baseline.js';
import { benchDetect } from './detect.js';
import { benchExchangeCrypto } from './exchange-crypto.js';
import { benchExchangeJoint } from './exchange-joint.js';
import { benchExchangeLedger } from './exchange-ledger.js';
import { benchFiling } from './filing.js';
import { benchFlows } from './flows.js';
import { benchIngest } from './ingest.js';
import { describeMachine, type Print } from './machine.js';
import { benchNetwork } from './network.js';
import { benchOwnership } from './ownership.js';
import { benchScale } from './scale.js';
import { benchScreening } from './screening.js';
import { benchScreeningQuality } from './screening-quality.js';
import { benchShared } from './shared.js';

const BENCHES: Readonly<Record<string, (print: Print) => Promise<void>>> = {
  ingest: benchIngest,
  detect: benchDetect,
  shared: benchShared,
  baseline: benchBaseline,
  filing: benchFiling,
  flows: benchFlows,
  network: benchNetwork,
  ownership: benchOwnership,
  screening: async (print) => {
    await benchScreeningQuality(print);
    await benchScreening(print);
  },
  exchange: async (print) => {
    await benchExchangeLedger(print);
    await benchExchangeCrypto(print);
    await benchExchangeJoint(print);
  },
  scale: benchScale,
};

const print: Print = (line) => void process.stdout.write(`${line}\n`);
const asked = process.argv.slice(2);
print(await describeMachine());
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (bench) await bench(print);
  else print(`no bench ${name}: there are ${Object.keys(BENCHES).join(', ')}`);
}
