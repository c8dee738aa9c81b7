/** Api: what programs ask over HTTP. Routes take what they need as arguments. */
export type { ApiOptions } from './app.js';
export { type ApiAddress, type ApiServer, serveApi } from './server.js';
