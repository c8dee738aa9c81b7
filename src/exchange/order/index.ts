/** Orders of authorities, what is done on them, and the inbox of an institution. */
export { type InboxLine, listInbox } from './inbox.js';
export { type Instruction, listInstructions, writeInstructionsCsv } from './instruction.js';
export { order } from './order.js';
export { type OrderBody, orderSchema, type ReplyBody } from './order-body.js';
export { type OrderTable, readOrderCsv } from './order-csv.js';
export type { AccountHolder, BookAccount, Calendar, OrderBook, OrderTools } from './order-data.js';
export { executeInput, replyInput } from './order-steps.js';
