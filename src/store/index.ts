/** Store: the analytic engine, the ledger, the audit log, jobs, and the lock of a data folder. */
export {
  createTables,
  type Engine,
  type EngineOptions,
  openEngine,
  type Row,
  type SqlValue,
} from './engine.js';
