import { ALERTS } from './style-alerts.js';
import { BASE } from './style-base.js';
import { DRAWINGS } from './style-drawings.js';
import { NETWORKS } from './style-networks.js';
import { PLOTS } from './style-plots.js';
import { PRINT } from './style-print.js';

/** The page's style sheet, in the order in which its parts override one another. */
export const STYLE = [BASE, PLOTS, ALERTS, NETWORKS, DRAWINGS, PRINT]
  .join('')
  .replace(/\n\s*/g, '\n');
