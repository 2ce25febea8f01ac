import { deploymentRef } from './deployed.js';
import { minute } from './facts.js';

/** Of as many records as are asked for at most. */
export const DELIVERY = '01890000-0000-7000-8000-000000000001';

/** The whole record of a change, with all its lists. */
const RECORD = `
  kind class risk formerIds delayed approvedAt finishedAt closedAt backedOutAt requester { name } assignee { name } implementer { name } verifier { name }
  recordContents { content state unread events(first: 2) { nodes { type } } }
  proofs { proof state reasons events(first: 2) { nodes { type } } }
  stages(first: 5) { totalCount nodes { stage name from to actor { name } waitingFor { name } event { type } } }
  outcome { value from at derivation { from value sentence at events(first: 2) { nodes { type } } } }
  plan { text event { type } steps(first: 2) { nodes { key owner { name } } } }
  windows { planned { from to } actual { from to } }
  assets(first: 2) { nodes { name moved events(first: 2) { nodes { type } } } }
  context(first: 2) { nodes { kind key change { key } event { type } } }
  approvals(first: 5) { nodes { decision approver { name } event { type } } }
  comments(first: 2) { nodes { type texts { value } } }`;

/** Each asked for 2 and for 50 things: when one thing more costs one query more, the numbers differ. `at`: a moment that was followed. */
export const QUESTIONS: Readonly<Record<string, (n: number, at: string) => string>> = {
  viewer: () => '{ viewer { name } }',
  timeline: (n) =>
    `{ timeline(first: ${n}, filter: { sources: ["github-acme"] }) { nodes { id subject person { name kind } texts { value } mentions { ref } facts enrichments { adds } } totalCount totalCountIsExact pageInfo { endCursor } } }`,
  'timeline with facets': (n) => `{ timeline(first: ${n}) { facets(by: [TYPE, SOURCE]) { values { count } } } }`,
  deployments: (n) => `{ deployments(first: ${n}) { nodes { id repository { name } creator { name } base { deployment { id } } } } }`,
  gaps: (n) => `{ gaps(first: ${n}) { nodes { id wouldPassIf about policy deployment { id } verdict { sentence } steps { type } } } }`,
  'gaps with facets': (n) =>
    `{ gaps(first: ${n}, orderBy: SEVERITY) { facets(by: [RULE, TEAM, STATUS]) { values { count } } nodes { assignee { name } steps { byName reason evidence assignee { name } } } } }`,
  'pull requests of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { pullRequests(first: ${Math.min(n, 2)}) { nodes { pullRequest { title repositoryName opener { name } reviews { nodes { reviewer { name } } } } } } } }`,
  'commits of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { carries(first: ${Math.min(n, 3)}) { nodes { sha pullRequests { number title } } } } }`,
  'lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { gitRef relation carries(first: 1) { totalCount } verdicts(first: 3) { nodes { rule answer } } pullRequests(first: 3) { nodes { pullRequest { number reviews(first: 3) { nodes { state } } } } } } } }`,
  'all lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { takesOut(first: 2) { totalCount nodes { sha } } releases(first: 2) { totalCount nodes { release { tag } } } verdicts(first: 2) { totalCount nodes { events(first: 2) { nodes { type } } } } gaps(first: 2) { totalCount nodes { rule } } pullRequests(first: 1) { totalCount } } } }`,
  'deployments with facets': (n) =>
    `{ deployments(first: ${n}, filter: { standing: [PRODUCTION] }) { totalCount facets(by: [SERVICE, TEAM, OUTCOME]) { values { count } } nodes { deadlines { at } } } }`,
  services: (n) =>
    `{ services(first: ${n}) { totalCount nodes { name team repositories { repository } lastDeployments { gitRef } openGaps } } }`,
  teams: (n) => `{ teams(first: ${n}) { totalCount nodes { name openGaps services(first: 2) { totalCount nodes { openGaps } } } } }`,
  environments: (n) =>
    `{ environments(first: ${n}) { totalCount nodes { name openGaps deployments(first: 2) { totalCount nodes { gitRef } } } } }`,
  trace: (n) =>
    `{ trace(of: "${deploymentRef(n)}") { nodes { ref node { id } } hops { from to method event { type } } ends { sentence } } }`,
  policies: (n) => `{ policies(first: ${n}) { totalCount nodes { reason file changed differences { key } } } }`,
  people: (n) => `{ people(first: ${n}) { totalCount nodes { name roles accounts { login } } } }`,
  changes: (n) =>
    `{ changes(first: ${n}) { totalCount nodes { key keys title creator { name } requester { name } contents { text person { name } } } facets(by: [STAGE, TYPE]) { values { count } } } }`,
  'changes with a filter': (n) =>
    `{ changes(first: ${n}, filter: { gap: {}, title: "x", person: "person:1", deployedFrom: "2026-01-01T00:00:00Z" }) { totalCount } }`,
  'decisions and links inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { approvals(first: 2) { totalCount nodes { approver { name } } } links(first: 2) { totalCount nodes { event { type } } } } } }`,
  'pull requests inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { pullRequests(first: 2) { totalCount nodes { pullRequest { number opener { name } } } } } } }`,
  'commits inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { commits(first: 2) { totalCount nodes { commit { pullRequests { number } } } } } } }`,
  'assertions inside changes': (n) => `{ changes(first: ${n}) { nodes { commits(first: 5) { nodes { assertion { byName reason } } } } } }`,
  'deployments inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { deployments(first: 2) { totalCount nodes { deployment { relation changes(first: 1) { nodes { change { key } } } } } } } } }`,
  'verdicts, gaps and timelines of changes': (n) =>
    `{ changes(first: ${n}) { nodes { verdicts(first: 2) { totalCount nodes { rule } } gaps(first: 2) { totalCount nodes { change { key } } } timeline(first: 2) { totalCount nodes { person { name } } } } } }`,
  'the records of changes': (n) => `{ changes(first: ${n}) { nodes { ${RECORD} } } }`,
  'the records of changes, as known then': (n, at) => `{ changes(first: ${n}, knownAt: "${at}") { nodes { ${RECORD} } } }`,
  'changes by words, parts and record': (n) =>
    `{ changes(first: ${n}, filter: { text: "ticket 1*", person: "person:1", parts: [AUTHOR, APPROVER], outcomes: [UNKNOWN], closedFrom: "2026-01-01T00:00:00Z" }) { totalCount facets(by: [OUTCOME, CLASS, RULE]) { values { count } } } }`,
  releases: (n) =>
    `{ releases(first: ${n}) { totalCount nodes { tag base { tag } author { name } steps { step } changes(first: 2) { totalCount nodes { change { key } event { type } } } deployments(first: 2) { totalCount nodes { environment } } } } }`,
  'releases and incidents inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { releases(first: 2) { totalCount nodes { release { tag } } } incidents(first: 2) { totalCount nodes { rank incident { number } reasons { event { type } } } } } } }`,
  incidents: (n) =>
    `{ incidents(first: ${n}, filter: { openedTo: "${minute(49)}" }) { totalCount nodes { number reporter { name } contributions(first: 2) { totalCount nodes { change { key } deployment { environment } reasons { sentence event { type } } } } } } }`,
  artifacts: (n) =>
    `{ artifacts(first: ${n}) { totalCount nodes { artifact publications { name event { type } } deployments(first: 2) { totalCount nodes { environment build { of { artifact } } } } } } }`,
  'explain of a delivery': (n) =>
    `{ explain(delivery: "${DELIVERY}") { delivery { records(first: ${n}) { nodes { events(first: 1) { nodes { way { came { type } links { to } units { looked { rule } silent { sentence } } } } } } } } } }`,
  'difference of a change': (n, at) =>
    `{ changeDifference(by: { key: "PAY-1" }, from: "2020-01-01T00:00:00Z", to: "${at}") { items(first: ${n + 30}) { totalCount nodes { before { text } after { text person { name } } events { type } } } } }`,
  'operations inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { executions(first: 2) { totalCount nodes { job trusted operator { name } event { type } } } assetSteps(first: 2) { totalCount nodes { name actor { name } } } evidence(first: 2) { totalCount nodes { kind note title byName event { type } } } } } }`,
  'a report': (n) =>
    `{ report(period: { from: "2026-03-01", to: "2026-04-01", zone: "UTC" }, every: DAY, by: [TEAM]) { volume { rows(first: ${n}) { nodes { started { value comparedTo { value } } } } } } }`,
  'a report with its provenance': () =>
    `{ report(period: { from: "2026-03-01", to: "2026-04-01", zone: "UTC" }) { controlHealth { totals { rate { value } } provenance { rowsHash } } } }`,
  'lists inside gaps': (n) =>
    `{ gaps(first: ${n}) { nodes { events(first: 2) { totalCount nodes { type } } verdictHistory(first: 2) { totalCount nodes { answer } } } } }`,
};
