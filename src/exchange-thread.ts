/** A thread for the arithmetic of the exchange: it keeps secrets until it is told to wipe them. */
import { parentPort } from 'node:worker_threads';
import { present } from './base/index.js';
import { openGroup, serveGroup } from './exchange/index.js';

serveGroup(present(parentPort, 'this runs as a worker thread'), openGroup());
