/** The process in which typologies run, walled off from files, network and settings. */
import { findFlows } from './network/index.js';
import { serveWall } from './typology/index.js';

await serveWall(findFlows, () => process.exit());
