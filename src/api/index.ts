/** Api: what programs ask over HTTP. Routes take what they need as arguments. */

export type { ListInForce, ScreeningDesk } from './screening/desk.js';
