/** A thread that screens: it reads the lists it is given, and answers from its own index. */
import { parentPort } from 'node:worker_threads';
import { present } from './base/index.js';
import { createScreener, readSnapshot, serveScreener } from './screening/index.js';

const port = present(parentPort, 'this runs as a worker thread');
serveScreener(port, { readSnapshot, createScreener });
