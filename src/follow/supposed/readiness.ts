import { instantOf, microsOf, type Instant, type Verdict } from '#contract';
import { type DeploymentFacts, policyAt } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import type { Derived } from '../derived.js';
import { evaluateAll } from '../evaluate.js';
import { evaluateChanges } from '../evaluate-changes.js';
import { OF_NO_DEPLOYMENT, type OfChange, type PlacelessDeployment } from '../load/of-change.js';
import type { Moment } from '../moment.js';
import { suppose } from './suppose.js';
import { type Intended, type Where, whereOf } from './where.js';

/** What the rules would say of a deployment that starts now. */
export interface Readiness {
  readonly at: Instant;
  readonly verdicts: readonly Verdict[];
}

/** It has no event of its own. */
const NOT_RECORDED = -1;
/** What was read completely so long ago at most counts as read until now; nobody could have read it up to a start that is now. */
const READ_LATELY = '15 minutes';

/**
 * The rules as if a deployment of this revision started now, by the policy in force: of the deployment and of the changes that it
 * would carry. Nothing is written. A sentence where service, environment or revision are not known.
 */
export function readiness(url: string, intended: Intended): Promise<Readiness | string> {
  return suppose(url, { hidden: ['coverage'], fill: readUntilNow, clock: 'NOW' }, async (moment) => {
    const { policy } = policyAt(await moment.state.policies(moment.tx), null);
    const where = await whereOf(moment.tx, intended, policy);
    if (typeof where === 'string') return where;
    const derived = await startedNow(moment, factsOf(where, intended, moment.at));
    if (derived.service !== intended.service) {
      return `A deployment of ${where.repository} to "${where.environment}" would be one of "${derived.service ?? ''}", not of "${intended.service}".`;
    }
    const verdicts = [...derived.verdicts, ...(await ofItsChanges(moment, derived))];
    return { at: moment.at, verdicts: verdicts.map(withoutItself) };
  });
}

/** Only what is on time: of a source that lags, is refused or failed, it stays at what was read. */
function readUntilNow(tx: Transaction): Promise<unknown> {
  return tx`
    insert into coverage (source, scope, collection, state, up_to, reason, seq)
    select c.source, c.scope, c.collection, c.state,
      case when c.state = 'COMPLETE' and c.up_to is not null and coalesce(r.lately, c.up_to >= clock_timestamp() - ${READ_LATELY}::interval)
        then clock_timestamp() + interval '1 day' else c.up_to end,
      c.reason, c.seq
    from read.coverage c
    left join lateral (
      select bool_and(coalesce(s.completed_at >= clock_timestamp() - ${READ_LATELY}::interval, false)) as lately
      from source_stream s
      where s.source = c.source and s.stream not like 'census:%'
    ) r on true`;
}

function factsOf(where: Where, { revision }: Intended, at: Instant): DeploymentFacts {
  const start = { from: at, to: instantOf(microsOf(at) + 1) };
  const started = { status: 'now', kind: 'STARTED', outcome: null, environment: null, at: start, seq: NOT_RECORDED } as const;
  const unsaid = { gitRef: null, creator: null, requested: null, requestedSeq: null };
  return { ...where, ...unsaid, deployment: `deployment:${where.source}:now`, sha: revision, statuses: [started] };
}

async function startedNow(moment: Moment, facts: DeploymentFacts): Promise<Derived> {
  const { tx, state, at } = moment;
  const told = { policies: await state.policies(tx), senders: await state.pushed.senders(tx), clock: at };
  (await state.places(tx, facts.repository!, at)).set(facts, told);
  const [derived] = await evaluateAll(moment, [facts]);
  return derived!;
}

/** What the rules over a change would say of those that it implements. */
async function ofItsChanges(moment: Moment, derived: Derived): Promise<readonly Verdict[]> {
  // What is deployed elsewhere implements nothing.
  if (derived.standing === 'OTHER') return [];
  const names = derived.implementations.flatMap(({ ticket }) => ticket?.ticket ?? []);
  const near = moment.nearby.of(names.length);
  const tickets = await near.tickets(names);
  const before = await near.ofChanges(names);
  const ofChanges = new Map(names.map((name) => [name, withIt(before.get(name) ?? OF_NO_DEPLOYMENT, name, derived)]));
  const { evaluated } = await evaluateChanges(moment, near, { tickets, ofChanges, derived: [derived], others: [] });
  return evaluated.flatMap((one) => one.derived.verdicts);
}

/** What deployments are to a change, with this one as the last of them. */
function withIt(before: OfChange, change: string, derived: Derived): OfChange {
  const { facts, run, service, contents, standing, tracing } = derived;
  const common = {
    ...{ deployment: facts.deployment, service: service ?? '', environment: facts.environment ?? '' },
    ...{ start: run.start!.at, end: null, outcome: run.outcome },
  };
  const own: PlacelessDeployment = {
    ...{ ...common, source: facts.source, repository: facts.repository, standing, relation: contents.relation },
    ...{ starter: null, events: [], carries: true, commits: tracing.carriedCommits.get(change) ?? [] },
    ...{ undoing: [], takesOut: [], restores: [] },
  };
  const carried = standing === 'PRODUCTION' ? [{ ...common, isOpen: contents.undecided.length > 0 }] : [];
  return { ...before, deployments: [...before.deployments, own], carriedBy: [...before.carriedBy, ...carried] };
}

function withoutItself(verdict: Verdict): Verdict {
  const events = verdict.events.filter((seq) => seq !== NOT_RECORDED);
  return { ...verdict, events, restsOn: verdict.restsOn - (verdict.events.length - events.length) };
}
