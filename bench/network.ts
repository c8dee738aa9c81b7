import type { Print } from './machine.js';
import { benchNetworkRecovery } from './network-recovery.js';

/** Everything measured about networks, one after another. */
export async function benchNetwork(print: Print): Promise<void> {
  await benchNetworkRecovery(print);
}
