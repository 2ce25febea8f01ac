import type { Instant } from '#contract';
import { policyAt, recordOf, standingOf, trustOf } from '../../correlate/index.js';
import type { Moment } from '../moment.js';
import { STATE } from '../write/states.js';
import { replaceCurrent } from '../write/versions.js';
import { RECORD, recordRow } from './row.js';
import { type WithoutTicket, withoutTicketState } from './without-ticket.js';

interface DriftRow {
  readonly drift: string;
  readonly source: string;
  readonly service: string | null;
  readonly environment: string | null;
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
  readonly recordedAt: Instant;
  readonly seq: number;
}

/**
 * Writes the records of what tools found in production that no deployment put there; one that a ticket is linked to by now
 * is that ticket's. Where neither policy nor anybody calls the environment production, it is none; one without an
 * environment is taken for production, for that is what tools report it of.
 */
export async function recordDrifts(moment: Moment, names: readonly string[]): Promise<void> {
  const { tx, state, at, world } = moment;
  if (names.length === 0) return;
  const rows = await tx<DriftRow[]>`
    select d.drift, d.source, d.service, d.environment, d.at_from as "atFrom", d.at_to as "atTo", d.recorded_at as "recordedAt", d.seq
    from drift d
    where d.drift = any(${names as string[]})
      and not exists (
        select from ticket_mention m
        where m.from_ref = d.drift and m.retracted_seq is null and (m.ticket <> '' or exists (select from ticket_key k where k.key = m.key)))`;
  const policies = await state.policies(tx);
  const made: WithoutTicket[] = [];
  for (const { drift, source, service, environment, atFrom, atTo, recordedAt, seq } of rows) {
    const start = { from: atFrom ?? recordedAt, to: atTo ?? recordedAt };
    const { policy } = policyAt(policies, start.from);
    const isProduction = environment === null || standingOf(environment, null, policy) === 'PRODUCTION';
    if (!isProduction || !trustOf(world.senders, policy)(source, 'infrastructure.drifted')) continue;
    const implementation = {
      ...{ deployment: null, source, repository: null, service: service ?? '', environment: environment ?? '', starter: null },
      ...{ start, end: null, outcome: 'UNKNOWN' as const, events: [seq] },
    };
    const record = recordOf(
      {
        ...{
          change: drift,
          kind: 'DRIFT',
          source,
          begun: start,
          ticket: null,
          related: [],
          implementations: [implementation],
          backOuts: [],
        },
        ...{ decisions: [], checks: [], assetSteps: [], evidence: [], answers: [], persons: await state.persons(tx, policy) },
        unread: { ticket: [], approvals: [], checks: [], deployments: [] },
      },
      policy,
      at,
    );
    made.push({ record, source, deployments: [] });
  }
  await replaceCurrent(
    { tx, at },
    RECORD,
    names,
    made.map(({ record }) => recordRow(record)),
  );
  await replaceCurrent({ tx, at }, STATE, names, made.map(withoutTicketState));
}
