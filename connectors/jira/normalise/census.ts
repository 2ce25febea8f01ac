import { type Json, type Normalised } from '#contract';
import { z } from 'zod';
import { readAs } from '../wire.js';
import { id } from '../wire/scalar.js';
import { deleted } from './ticket.js';

const missing = z.object({ ticket: id });

/** A ticket that complete censuses lack, and that cannot be read any more: nobody says since when, or by whom. */
export function fromCensus(payload: Json): Normalised {
  const { ticket } = readAs(missing, payload, 'census');
  return { events: [deleted(ticket, null)] };
}
