import { registerEnumType } from 'type-graphql';

/** A closed set as the graph knows it: names and values are the same words. */
export function closedSet<const T extends string>(
  name: string,
  description: string,
  values: Readonly<Record<T, string>>,
): Readonly<Record<T, T>> {
  const set = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as Readonly<Record<T, T>>;
  const valuesConfig = Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text as string }]));
  registerEnumType(set, { name, description, valuesConfig: valuesConfig as never });
  return set;
}

export const Answer = closedSet('Answer', 'What a rule answers. Nothing unknown counts as good.', {
  PASS: 'The rule holds.',
  GAP: 'The rule does not hold.',
  INDETERMINATE: 'The facts needed are missing, or cannot be ordered.',
  EXEMPT: 'The policy takes the subject out.',
});

export const Severity = closedSet('Severity', 'How grave a gap is.', {
  CRITICAL: 'The control failed outright.',
  HIGH: 'A central part of the control failed.',
  MEDIUM: 'A lesser part of the control failed.',
  LOW: 'Untidy rather than unsafe.',
});

export const GapStatus = closedSet('GapStatus', 'Where a gap is in its life.', {
  PENDING: 'Found, and still settling: not recorded yet.',
  OPEN: 'Found and settled.',
  ACKNOWLEDGED: 'A person has seen it.',
  WAIVED: 'A person accepted it, with a reason and an expiry.',
  REMEDIATED: 'A person says, with evidence, that it was put right.',
  RESOLVED: 'Later facts made the rule hold.',
  WITHDRAWN: 'Its subject ceased to exist.',
});

export const Disposition = closedSet('Disposition', 'Why a gap was accepted. It stays a deviation, and is counted with its disposition.', {
  RISK_ACCEPTED: 'The risk is accepted.',
  COMPENSATING_CONTROL: 'Another control covers it; the waiver names that control and its evidence.',
  FALSE_POSITIVE: 'The facts behind it are wrong; the waiver names the fact to correct.',
});

export const GapOrder = closedSet('GapOrder', 'How gaps are listed.', {
  CHANGED: 'The latest changed first.',
  OPENED: 'The latest opened first; pending ones before all.',
  SEVERITY: 'The gravest first; among them the latest changed.',
  DUE: 'The soonest due first; what is due at no time after all others.',
});

export const GapFacetBy = closedSet('GapFacetBy', 'What to count gaps by.', {
  RULE: 'The rule.',
  SEVERITY: 'How grave they are.',
  STATUS: 'Where they are in their life.',
  SERVICE:
    'The service that was deployed, by its id in policy; unmapped, the ref of its repository. Of a change alone, each of its implementations.',
  TEAM: 'Its team, by the policy in force.',
  ENVIRONMENT: 'The environment, as the tool calls it. Of a change alone, each of its implementations.',
  ASSIGNEE: 'The account that they are assigned to, by ref.',
  DISPOSITION: 'Why they are waived.',
  DUE: 'OVERDUE or NOT_YET, of those that are open or acknowledged and are due at a time.',
  BASELINE: 'BASELINE, about the time before go-live, or SINCE_GO_LIVE.',
});

export const DeploymentFacetBy = closedSet('DeploymentFacetBy', 'What to count deployments by.', {
  SOURCE: 'The source that told of them.',
  REPOSITORY: 'The repository, by name; by ref where that was not read.',
  SERVICE: 'The service, by its id in policy; unmapped, the ref of its repository.',
  TEAM: 'Its team, by the policy in force.',
  ENVIRONMENT: 'The environment, as the tool calls it.',
  STANDING: 'Whether it is production.',
  OUTCOME: 'How they ended.',
  RELATION: 'How they lie to their base.',
});

export const EnvironmentStanding = closedSet('EnvironmentStanding', 'Whether an environment is production.', {
  PRODUCTION: 'It is.',
  OTHER: 'It is not.',
  UNKNOWN: 'Neither the policy nor the tool says; every rule about its deployments answers INDETERMINATE.',
});

export const Outcome = closedSet('Outcome', 'How a deployment ended.', {
  REQUESTED: 'It has not started.',
  RUNNING: 'It has not ended.',
  SUCCEEDED: 'It succeeded.',
  FAILED: 'It failed.',
  UNKNOWN: 'No end came within 24 hours.',
});

export const Relation = closedSet('Relation', 'How a deployment lies to its base.', {
  FIRST: 'Nothing was deployed before it.',
  FORWARD: 'It carries commits and takes none out.',
  REDEPLOYMENT: 'The same revision again.',
  ROLLBACK: 'It takes commits out and carries none.',
  SIDEWAYS: 'It does both.',
  UNDECIDED: 'The facts do not say; `undecided` tells why.',
  CORROBORATES: 'It reports a deployment that another report speaks for, and is judged with it.',
});

export const EventStanding = closedSet('EventStanding', 'Whether readers use an event.', {
  CURRENT: 'They do.',
  REWRITTEN: 'Its source says something else now.',
  WITHDRAWN: 'A newer normaliser makes no such event any more.',
  SUPERSEDED: 'A newer normaliser says it otherwise.',
});

export const TextState = closedSet('TextState', 'What stands where a person typed.', {
  EMPTY: 'Nothing.',
  PLACEHOLDER: 'Something that says nothing, such as "n/a".',
  FILLED: 'A text.',
});

export const MentionMethod = closedSet('MentionMethod', 'How a mention was found, strongest first.', {
  RELATION: 'The tool says so itself.',
  DIGEST: 'By the digest of an artifact.',
  ANCESTRY: 'By git ancestry.',
  TRAILER: 'In a trailer of a commit message.',
  BRANCH: 'In the name of a branch.',
  TITLE: 'In a title or subject line.',
  TEXT: 'In another text.',
});

export const AccountKind = closedSet('AccountKind', 'Whose account it is.', {
  PERSON: 'A person, as far as anyone says.',
  SERVICE: 'A service account.',
});

export const UpdateKind = closedSet('UpdateKind', 'What the news of an event is.', {
  ADDED: 'The event is new.',
  CORRECTED: 'Its source says something else, or more, than before.',
  SUPERSEDED: 'It holds no longer.',
});

export const FacetBy = closedSet('FacetBy', 'What to count by.', { TYPE: 'The type of event.', SOURCE: 'The source.' });

export const Health = closedSet('Health', 'How a source is doing.', {
  STARTING: 'It was not asked yet.',
  HEALTHY: 'It answers.',
  WAITING: 'It asked the hub to wait, or its budget is spent.',
  REFUSED: 'It says no: a person must act.',
  FAILING: 'It does not answer; the hub tries again.',
});

export const CoverageState = closedSet('CoverageState', 'What a reading proved.', {
  COMPLETE: 'Everything up to a moment was read.',
  DENIED: 'It could not be read.',
  DIFFERS: 'A census found what one side has and the other lacks.',
});

export const TokenRole = closedSet('Role', 'What a token may do; each may do what the ones before it may.', {
  viewer: 'Ask.',
  auditor: 'And follow the way of deliveries.',
  compliance: 'And have sources read, say who is who, and decide about gaps.',
  administrator: 'And make tokens and replay records.',
  ingest: 'Only hand in events; no questions.',
});

export const HolderKind = closedSet('HolderKind', 'Who holds a token.', {
  PERSON: 'A named person.',
  SERVICE: 'A named service account.',
  BOOTSTRAP: 'The operator, from the environment or the data folder.',
});

export const GrantedKind = closedSet('GrantedKind', 'Whom a token can be made for.', {
  PERSON: 'A named person.',
  SERVICE: 'A named service account.',
});

export const Door = closedSet('Door', 'How a delivery came.', {
  WEBHOOK: 'The tool sent it.',
  POLL: 'The hub read it.',
  PUSH: 'A sender pushed it, by `recordEvents` or `POST /events`.',
});

export const DeliveryState = closedSet('DeliveryState', 'Whether a delivery was worked through.', {
  PENDING: 'Not yet.',
  SETTLED: 'Each of its records has an end.',
});

export const RecordState = closedSet('RecordState', 'The end of a record.', {
  EVENTS: 'It says events.',
  IGNORED: 'It says nothing that is kept; the reason tells why.',
  QUARANTINED: 'It was not understood; the reason tells what to do.',
});

export const PolicyDoor = closedSet('PolicyDoor', 'How a policy came to be in force.', {
  FILE: 'The hub read it from disk.',
  API: 'A person handed it in.',
});

export const JoinedBy = closedSet('JoinedBy', 'What says that accounts are one person.', {
  POLICY: 'The policy in force lists them together.',
  EMAIL: 'They have the same verified e-mail address.',
  ASSERTED: 'A person said so.',
});
