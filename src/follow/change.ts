import type { Instant, Interval, Verdict } from '#contract';
import { type ImplementationCase, judgeChange } from '../controls/index.js';
import {
  endOfImplementing,
  type EvidenceFacts,
  isNamedChange,
  type JobRunFacts,
  policyAt,
  type PolicyInForce,
  statusNow,
  type TicketFacts,
  type Unread,
} from '../correlate/index.js';
import { type Awaited, soonest } from './awaits.js';
import { judgeAsWhole } from './change-case.js';
import { deadlinesOf, toFire } from './deadlines.js';
import type { Moment } from './moment.js';
import type { CarriedBy } from './load/carried-by.js';
import type { PlacelessDeployment } from './load/of-change.js';
import { manualOf } from './manual.js';
import { unreadOf } from './record/unread.js';
import type { Row } from './write/versions.js';

/** All that is derived of one change alone. */
export interface DerivedChange {
  readonly unit: string;
  readonly inForce: PolicyInForce;
  readonly verdicts: readonly Verdict[];
  readonly awaits: readonly Awaited[];
  readonly deadlines: readonly { readonly kind: string; readonly at: Instant }[];
  /** Its row of `change_state`. */
  readonly state: Row;
  /** What its tickets and approvals were read under. */
  readonly scope: string;
  /** Its earliest implementation, by a deployment or by hand; null: none. */
  readonly earliest: ImplementationCase | null;
  /** When a manual execution was over; null where there is none, or it still runs. */
  readonly manualEnd: Interval | null;
  readonly unread: Unread;
}

/** A change with what it is linked to. */
export interface ChangeFacts {
  readonly ticket: TicketFacts;
  /** Production deployments that carry it, the earliest first. */
  readonly carriedBy: readonly CarriedBy[];
  /** The same with those that took it out, and with those of which nobody knows whether they were to production. */
  readonly deployments: readonly PlacelessDeployment[];
  /** What the earliest of them is to this change. */
  readonly earliest: ImplementationCase | null;
  readonly related: readonly TicketFacts[];
  /** Runs of jobs and scripts that name it; not looked at where a deployment carries it. */
  readonly executions: readonly JobRunFacts[];
  readonly evidence: readonly EvidenceFacts[];
}

/** What the present facts say of one change at the judge's clock, beside what they say of its implementations by deployments. */
export async function evaluateChange(moment: Moment, facts: ChangeFacts): Promise<DerivedChange> {
  const manual = facts.carriedBy.length > 0 ? null : await manualOf(moment, facts);
  const earliest = manual ?? facts.earliest;
  const inForce = earliest?.inForce ?? policyAt(await moment.state.policies(moment.tx), null);
  const manualEnd = manual && endOfImplementing(facts.ticket, manual.start);
  const whole = await judgeAsWhole(moment, { ...facts, inForce, earliest, manualEnd });
  const verdicts = [...(earliest ? judgeChange(earliest, manual !== null) : []), ...whole.verdicts];
  const deadlines = [...(earliest ? deadlinesOf([earliest]) : []), ...whole.deadlines];
  const missing = verdicts.flatMap((verdict) => verdict.missing);
  const { ticket } = facts;
  const { unread, awaits } = unreadOf(moment, { earliest, ticket, inForce });
  const waits = [...missing.map(({ scope: where, collection, upTo }) => ({ scope: where, collection, item: '', upTo })), ...awaits];
  return {
    unit: facts.ticket.ticket,
    inForce,
    verdicts,
    awaits: soonest(waits),
    deadlines: toFire(deadlines, moment.at),
    state: { ...stateRow(facts, inForce, earliest), deadlines },
    scope: ticket.scope,
    earliest,
    manualEnd,
    unread,
  };
}

function stateRow({ ticket, carriedBy }: ChangeFacts, { policy }: PolicyInForce, earliest: ImplementationCase | null): Row {
  const status = statusNow(ticket, policy);
  const services = distinct(carriedBy.map(({ service }) => service));
  return {
    ticket: ticket.ticket,
    key: ticket.key ?? '',
    source: ticket.source,
    is_change: isNamedChange(ticket, policy) || carriedBy.length > 0 || earliest !== null,
    issue_type: ticket.issueTypeName ?? ticket.issueType ?? '',
    status: status?.id ?? '',
    status_name: status?.name ?? '',
    stage: status?.stage ?? '',
    services,
    teams: distinct(services.flatMap((service) => policy.services[service]?.team ?? [])),
    environments: distinct(carriedBy.map(({ environment }) => environment)),
    created_from: ticket.created?.from ?? null,
    started_from: earliest?.start.from ?? null,
    deployments: carriedBy.map(({ deployment }) => deployment),
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
