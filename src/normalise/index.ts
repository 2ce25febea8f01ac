// The loop from the inbox through the normalisers into the ledger.
// Comes in: pending deliveries. Goes out: events in the ledger, an end for every record, doorbells.
// Never: loses a delivery, stops at a bad record, or asks a tool anything.
export { activateNormalisers } from './activate.js';
export { startNormaliseLoop, type NormaliseLoop, type NormaliseState } from './loop.js';
export { step, type Stepped } from './step.js';
