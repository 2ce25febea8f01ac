import { graphql } from 'graphql';
import { apiSchema, newContext } from '../../schema/index.js';
import type { Sql } from '../../src/db/pool.js';
import { rebuild } from '../../src/follow/index.js';
import type { Hub } from '../../src/read/index.js';

const EVENT = 'id type source subject standing person { ref name kind } facts enrichments { adds event { id } }';
const GAP =
  'id rule subject status severity sentence openedAt changedAt settlesAt changesAt openings disposition waivedUntil assignee { ref } wouldPassIf about policy steps { type at sentence } change { key } deployment { id }';
const VERDICT =
  'rule subject answer severity sentence wouldPassIf about policy cause recordedFrom recordedTo settlesAt changesAt restsOn missing { what upTo }';
const PULL =
  'id number title repositoryName mergeCommit opener { ref } merger { ref } reviews(first: 9) { nodes { state dismissed reviewer { ref } } }';
const DEPLOYMENT = `id source service environment standing revision gitRef outcome relation carried takenOut undecided baseRevision deadlines { rule subject at sentence }
  requestedAt { from to } start { from to } end { from to } repository { ref name } creator { ref } base { revision deployment { id } }
  carries(first: 5) { totalCount nodes { sha pullRequests { number } } } takesOut(first: 5) { totalCount nodes { sha } }
  pullRequests(first: 5) { nodes { ref method pullRequest { ${PULL} } } } releases(first: 5) { nodes { ref release { tag } } }
  changes(first: 5) { nodes { ref through change { key } } }
  verdicts(first: 9) { totalCount nodes { ${VERDICT} } } gaps(first: 9) { totalCount nodes { ${GAP} } }`;
const RECORD = `kind class risk formerIds delayed approvedAt finishedAt closedAt backedOutAt implementer { ref } verifier { ref }
  recordContents { content state unread events(first: 3) { nodes { id } } } proofs { proof state reasons events(first: 3) { nodes { id } } }
  stages(first: 9) { nodes { stage name from to actor { ref } waitingFor { ref } event { id } } }
  outcome { value from at derivation { from value sentence at } } plan { text event { id } steps(first: 3) { nodes { ref status } } }
  windows { planned { from to } actual { from to } } assets(first: 3) { nodes { name known moved } }
  context(first: 3) { nodes { kind ref } } comments(first: 3) { nodes { id } }`;
const CHANGE = `id key keys type statusId statusName stage isChange deleted services teams environments startedAt updatedAt title createdAt { from to }
  creator { ref } requester { ref } assignee { ref } deadlines { rule subject at sentence } contents { content state text person { ref } event { id } }
  approvals(first: 9) { nodes { decision by dated approver { ref } event { id } } } links(first: 5) { nodes { linkType change { key } } }
  pullRequests(first: 5) { totalCount nodes { ref through method } } commits(first: 5) { totalCount nodes { ref through method } }
  deployments(first: 5) { totalCount nodes { ref isImplementation } } verdicts(first: 9) { nodes { ${VERDICT} } }
  gaps(first: 9) { nodes { id status } } timeline(first: 9) { totalCount nodes { id standing } } ${RECORD}`;

/** Everything that the API can be asked with `knownAt` and `at`. */
const QUESTION = `query ($at: DateTime, $clock: DateTime, $gap: ID!, $deployment: ID!, $change: ChangeBy!) {
  timeline(first: 60, knownAt: $at, at: $clock) { asOfCursor totalCount facets(by: [TYPE, SOURCE]) { by values { value count } } nodes { ${EVENT} } }
  deployments(first: 60, knownAt: $at, at: $clock) { asOfCursor totalCount nodes { ${DEPLOYMENT} } }
  gaps(first: 60, knownAt: $at, at: $clock) { asOfCursor totalCount facets(by: [RULE, STATUS, SERVICE]) { by values { value count } }
    nodes { ${GAP} verdict { ${VERDICT} } verdictHistory(first: 9) { totalCount nodes { ${VERDICT} } } events(first: 9) { nodes { ${EVENT} } } } }
  changes(first: 60, knownAt: $at, at: $clock) { asOfCursor totalCount facets(by: [STAGE, SERVICE, TYPE]) { by values { value count } } nodes { ${CHANGE} } }
  deployment(id: $deployment, knownAt: $at, at: $clock) { ${DEPLOYMENT} }
  gap(id: $gap, knownAt: $at, at: $clock) { ${GAP} }
  change(by: $change, knownAt: $at, at: $clock) { ${CHANGE} }
}`;

/** One of each, as they are named at the end. */
export interface Named {
  readonly gap: string;
  readonly deployment: string;
  readonly change: { readonly ref: string };
}

const VIEWER = { token: 'none', name: 'test', kind: 'PERSON', role: 'administrator', expiresAt: '2999-01-01T00:00:00.000000Z' } as const;

export async function asked(sql: Sql, named: Named, at: string | null, clock: string | null = null): Promise<unknown> {
  const contextValue = newContext({ sql } as Hub, VIEWER as never);
  const { data, errors } = await graphql({ schema: apiSchema(), source: QUESTION, contextValue, variableValues: { ...named, at, clock } });
  if (errors) throw errors[0]?.originalError ?? new Error(String(errors[0]));
  return JSON.parse(JSON.stringify(data));
}

/** What a hub says that followed the same ledger up to that moment and no further, by its clock or a later one. */
export async function replayed(url: string, sql: Sql, named: Named, { at, clock = at }: { at: string; clock?: string }): Promise<unknown> {
  const [last] = await sql<{ seq: number }[]>`select max(seq) as seq from ledger_event where recorded_at <= ${at}`;
  return rebuild(url, { at: Number(last?.seq ?? -1), clock: clock as never }, (temporary) => asked(temporary, named, null));
}

/** Moments of appending, and just before and after them, chosen by numbers from 0 to below 1. */
export async function momentsIn(sql: Sql, choices: readonly number[]): Promise<readonly string[]> {
  const rows = await sql<{ at: string }[]>`
    select recorded_at + by * interval '1 microsecond' as at
    from (select distinct recorded_at from ledger_event) e cross join (values (-1), (0), (1)) as v (by)
    union
    select v.recorded_from from verdict v
    order by at`;
  return choices.map((choice) => rows[Math.floor(choice * rows.length)]!.at);
}

export async function namedIn(sql: Sql): Promise<Named> {
  const { gaps, deployments, changes } = (await asked(sql, { gap: '', deployment: '', change: { ref: 'ticket:none' } }, null)) as {
    readonly [list: string]: { readonly nodes: readonly { readonly id: string }[] };
  };
  const idOf = (list: typeof gaps) => list?.nodes.at(-1)?.id ?? 'none';
  return { gap: idOf(gaps), deployment: idOf(deployments), change: { ref: idOf(changes).replace(/^change:/, '') } };
}
