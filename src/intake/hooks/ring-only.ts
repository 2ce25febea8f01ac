import { MalformedRecord, type Delivery, type Doorbell } from '#contract';
import { ring as ringAll, troubleSentence, type Source } from '../../inbox/index.js';
import type { Intake, Received } from './received.js';

/** Whose deliveries ring, and how the connector finds what they ring for. */
export interface RingingDoor {
  readonly source: Source;
  readonly ring: (delivery: Delivery) => readonly Doorbell[];
}

/** Anybody can send these: beyond so many unanswered ones the rest is left to the polls, which read it anyway. */
const MOST_WAITING = 1_000;

/** Commits the doorbells of a delivery that nobody signed; nothing else of it is believed or kept. */
export async function ringOnly(delivery: Delivery, { source, ring }: RingingDoor, { runtime, tally }: Intake): Promise<Received> {
  let doorbells: readonly Doorbell[];
  try {
    doorbells = ring(delivery);
  } catch (error) {
    if (!(error instanceof MalformedRecord)) throw error;
    return { malformed: error.message };
  }
  try {
    if ((await waiting(source, runtime)) >= MOST_WAITING) return { unavailable: TOO_MANY };
    await runtime.sql.begin((tx) => ringAll(tx, source.name, doorbells));
  } catch (error) {
    return { unavailable: `The doorbell was not kept: ${troubleSentence(error)}. Send it again.` };
  }
  tally.delivered(source.name);
  return { rung: doorbells.length };
}

const TOO_MANY = `More than ${MOST_WAITING} unsigned deliveries wait to be looked up. What they are about is read by polling.`;

async function waiting({ name }: Source, { sql }: Intake['runtime']): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count
    from inbox_doorbell
    where source = ${name}`;
  return row?.count ?? 0;
}
