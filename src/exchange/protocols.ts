/** The protocols that a node speaks. */
import type { AnyProtocol } from './session/index.js';
import { tracing } from './tracing/index.js';

export const exchangeProtocols: readonly AnyProtocol[] = [tracing];
