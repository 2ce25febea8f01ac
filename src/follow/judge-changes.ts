import { parentOf, type TicketFacts } from '../correlate/index.js';
import { together } from '../db/together.js';
import { turn } from '../db/turn.js';
import { soonest } from './awaits.js';
import type { Derived } from './derived.js';
import { evaluateChanges } from './evaluate-changes.js';
import type { Moment } from './moment.js';
import { answersTo, recordsOf, type ToRecord } from './record/record-changes.js';
import { RECORD, recordRow, WAIT, waitRows } from './record/row.js';
import type { Ahead, StandingChanges } from './write/standing.js';
import { STATE } from './write/states.js';
import { replace } from './write/versions.js';
import { verdictRows, writeVerdicts } from './write/verdicts.js';
import { writeWaiting } from './write/waiting.js';

/** So many changes are judged together: memory stays bounded when all are. */
const AT_ONCE = 500;

interface Standing {
  /** Deployments that were evaluated just now. */
  readonly derived: readonly Derived[];
  readonly ahead: Ahead;
}

/** Judges changes alone, once their deployments stand (`derived`): what they are, and what the rules over a change say. */
export async function judgeChanges(moment: Moment, named: ReadonlySet<string>, standing: Standing): Promise<void> {
  const tickets = [...named].sort();
  for (let from = 0; from < tickets.length; from += AT_ONCE) await judgeSome(moment, tickets.slice(from, from + AT_ONCE), standing);
}

async function judgeSome(moment: Moment, names: readonly string[], { derived, ahead }: Standing): Promise<void> {
  const near = moment.nearby.of(names.length);
  const [tickets, ofChanges, checks, before] = await together([
    near.tickets(names),
    near.ofChanges(names),
    near.changeChecks(names),
    ahead.of(names),
  ]);
  const { below } = before;
  const above = (ticket: TicketFacts) => [parentOf(ticket)].filter((parent) => parent !== null);
  const others = [...[...below.values()].flat(), ...[...tickets.values()].flatMap(above)];
  const { evaluated, known, operations } = await evaluateChanges(moment, near, { tickets, ofChanges, derived, others });
  const toRecord = evaluated.map(({ facts, derived: one }): ToRecord => {
    const { ticket, related } = facts;
    const name = ticket.ticket;
    return {
      ...facts,
      derived: one,
      checks: checks.get(name) ?? [],
      operations: operations.of(name),
      related: [...related, ...[...(below.get(name) ?? []), ...above(ticket)].flatMap((other) => known.get(other) ?? [])],
    };
  });
  await write(moment, before, toRecord);
}

/** Verdicts first, which the database writes while the records are made. */
async function write(moment: Moment, before: StandingChanges, toRecord: readonly ToRecord[]): Promise<void> {
  const { tx, at } = moment;
  const changes = toRecord.map(({ derived }) => derived);
  const [verdicts, answers] = await together([verdictRows(moment, changes), answersTo(tx, toRecord)]);
  writeVerdicts(moment, before.verdicts, verdicts);
  replace(
    { tx, at },
    STATE,
    before.states,
    changes.map(({ state }) => state),
  );
  await turn();
  const { records, awaits } = await recordsOf(moment, toRecord, answers);
  const waiting = changes.map((change) => ({ ...change, awaits: soonest([...change.awaits, ...(awaits.get(change.unit) ?? [])]) }));
  replace({ tx, at }, RECORD, before.records, records.map(recordRow));
  replace({ tx, at }, WAIT, before.persons, records.flatMap(waitRows));
  writeWaiting(tx, before.waits, waiting);
}
