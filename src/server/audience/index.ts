// What subscriptions are told: one reading and one answer for all who ask the same in the same role.
// Comes in: prepared subscriptions. Goes out: their answers with their places in the ledger.
// Never: keeps more for a slow subscriber than there is an end to.
export { type Answers, Audiences } from './audiences.js';
export type { Told } from './seat.js';
