/** The protocols that a node speaks. */
import { discoveryProtocol } from './discovery/index.js';
import { feed } from './feed/index.js';
import { inquiry } from './inquiry/index.js';
import { monitoring } from './monitoring/index.js';
import { order } from './order/index.js';
import { search } from './search/index.js';
import { type AnyProtocol, anyProtocol } from './session/index.js';
import { tracing } from './tracing/index.js';

export const exchangeProtocols: readonly AnyProtocol[] = [
  anyProtocol(inquiry),
  anyProtocol(discoveryProtocol()),
  anyProtocol(search),
  anyProtocol(order),
  anyProtocol(feed),
  monitoring,
  tracing,
];
