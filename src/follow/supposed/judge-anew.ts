import type { Instant, Verdict } from '#contract';
import type { Derived } from '../derived.js';
import { evaluateAll } from '../evaluate.js';
import { evaluateChanges } from '../evaluate-changes.js';
import { loadDeployments } from '../load/deployments.js';
import { OF_NO_DEPLOYMENT, type OfChange } from '../load/of-change.js';
import { Nearby } from '../load/near.js';
import type { Moment } from '../moment.js';
import { evaluateHistory } from '../rewritten.js';
import { evaluateService } from '../service/judge.js';
import { ACCESSED, DRIFTED } from '../service/units.js';
import { STATE } from '../write/states.js';
import { sideBySide } from './chunks.js';
import type { Claims } from './claims.js';
import type { Peers } from './peers.js';

/** [from, to). */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What is judged together, with all that the rules say of it. */
export interface JudgedAnew {
  readonly unit: string;
  readonly verdicts: readonly Verdict[];
}

type Told = (judged: readonly JudgedAnew[]) => Promise<void>;

/** Statements are shared by so many; more of them wait for one another's rows. */
const DEPLOYMENTS_AT_ONCE = 100;
const TICKETS_AT_ONCE = 300;

interface Judging {
  readonly span: Span;
  readonly claims: Claims;
  readonly peers: Peers;
}

/** Judges all that belongs to the span, once it stands what deployments carry; each unit is told once, by one part. */
export async function judgeAnew(moment: Moment, { span, claims, peers }: Judging, told: Told): Promise<void> {
  // Services are judged by all changes there are, whenever they started.
  const isWhole = await moment.state.pushed.hasHappened(moment.tx);
  const wanted: Wanted = { moment, span, isWhole, peers };
  const started = await startedIn(wanted);
  await sideBySide(claims.of('deployments', started, DEPLOYMENTS_AT_ONCE), async (names) => told(await deploymentsAnew(wanted, names)));
  const alone = await withoutDeployment(wanted);
  await sideBySide(claims.of('tickets', alone, TICKETS_AT_ONCE), async (names) => told(await ticketsAnew(wanted, names)));
  const forced = await forcedIn(moment, span);
  for (const [repository] of claims.of('repositories', forced, 1)) await told([await evaluateHistory(moment, repository!)]);
  if (!isWhole) return;
  await peers.met();
  const happened = await happenedIn(moment, span);
  for (const [service] of claims.of('services', happened, 1)) await told([await evaluateService(moment, service!)]);
}

interface Wanted {
  readonly moment: Moment;
  readonly span: Span;
  /** All there is has to be judged, though only what belongs to the span is told. */
  readonly isWhole: boolean;
  readonly peers: Peers;
}

function isIn({ from, to }: Span, at: Instant | null | undefined): boolean {
  return at !== null && at !== undefined && from <= at && at < to;
}

async function startedIn({ moment: { tx }, span, isWhole }: Wanted): Promise<readonly string[]> {
  const rows = await tx<{ deployment: string }[]>`
    select r.deployment from deployment_range r join deployment d on d.deployment = r.deployment
    where r.start_from is not null and (${isWhole} or (r.start_from >= ${span.from} and r.start_from < ${span.to}))
    order by d.repository, r.deployment`;
  return rows.map(({ deployment }) => deployment);
}

/** Deployments, and the changes of which one of these is the first implementation. */
async function deploymentsAnew(wanted: Wanted, names: readonly string[]): Promise<readonly JudgedAnew[]> {
  const { tx } = wanted.moment;
  const moment: Moment = { ...wanted.moment, nearby: new Nearby(tx) };
  const derived = await evaluateAll(moment, await loadDeployments(tx, names));
  const carried = new Set(derived.flatMap(({ implementations }) => implementations.flatMap(({ ticket }) => ticket?.ticket ?? [])));
  const first = new Set(names);
  const isOwn = ({ carriedBy: [by] }: OfChange) => by !== undefined && first.has(by.deployment);
  const changes = await changesAnew({ ...wanted, moment }, { names: [...carried], derived, isOwn });
  return [...derived.filter(({ run }) => isIn(wanted.span, run.start?.at.from)), ...changes];
}

/** Tickets that no production deployment carries. */
function ticketsAnew(wanted: Wanted, names: readonly string[]): Promise<readonly JudgedAnew[]> {
  const moment: Moment = { ...wanted.moment, nearby: new Nearby(wanted.moment.tx) };
  return changesAnew({ ...wanted, moment }, { names, derived: [], isOwn: ({ carriedBy }) => carriedBy.length === 0 });
}

interface Changing {
  readonly names: readonly string[];
  readonly derived: readonly Derived[];
  readonly isOwn: (of: OfChange) => boolean;
}

/** A change belongs to the moment of its first implementation; one without, to that at which it was raised. */
async function changesAnew({ moment, span, isWhole, peers }: Wanted, { names, derived, isOwn }: Changing): Promise<readonly JudgedAnew[]> {
  const near = moment.nearby.of(0);
  const of = await near.ofChanges(names);
  const own = names.filter((name) => isOwn(of.get(name) ?? OF_NO_DEPLOYMENT)).sort();
  const ofChanges = new Map(own.map((name) => [name, of.get(name) ?? OF_NO_DEPLOYMENT]));
  const { evaluated } = await evaluateChanges(moment, near, { tickets: await near.tickets(own), ofChanges, derived, others: [] });
  if (isWhole) {
    const states = evaluated.map((one) => one.derived.state);
    peers.write(moment, STATE, states);
  }
  const inSpan = evaluated.filter(({ facts, derived: { earliest } }) => isIn(span, earliest?.start.from ?? facts.ticket.created?.from));
  return inSpan.map((one) => one.derived);
}

async function withoutDeployment({ moment: { tx }, span, isWhole }: Wanted): Promise<readonly string[]> {
  const rows = await tx<{ ticket: string }[]>`
    select t.ticket from ticket t
    where (${isWhole} or t.created_from is null or t.created_from < ${span.to}) and not exists (
      select from deployment_change c
      cross join lateral (select r.* from deployment_range r where r.deployment = c.deployment and r.recorded_to is null limit 1) r
      where c.change = t.ticket and c.direction = 'CARRIES' and r.standing = 'PRODUCTION' and r.start_from is not null
        and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES'))
    order by t.ticket`;
  return rows.map(({ ticket }) => ticket);
}

/** Repositories of which a branch was forced then. */
async function forcedIn({ tx }: Moment, { from, to }: Span): Promise<readonly string[]> {
  const rows = await tx<{ repository: string }[]>`
    select distinct p.repository from timeline_entry e join push p on p.seq = e.seq
    where e.type = 'branch.rewritten' and e.sort_at >= ${from} and e.sort_at < ${to}
    order by p.repository`;
  return rows.map(({ repository }) => repository);
}

/** Services whose production was reached then past the deployments. */
async function happenedIn({ tx }: Moment, { from, to }: Span): Promise<readonly string[]> {
  const rows = await tx<{ service: string }[]>`
    select ${tx.unsafe(ACCESSED)} as service from production_access
    where coalesce(at_from, recorded_at) >= ${from} and coalesce(at_from, recorded_at) < ${to}
    union
    select ${tx.unsafe(DRIFTED)} from drift where coalesce(at_from, recorded_at) >= ${from} and coalesce(at_from, recorded_at) < ${to}
    order by service`;
  return rows.map(({ service }) => service);
}
