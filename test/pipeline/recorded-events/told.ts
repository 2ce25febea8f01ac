import { checkPolicy } from '../../../src/config.js';
import { followToEnd } from '../../../src/follow/index.js';
import { activatePolicy } from '../../../src/hub/activate-policy.js';
import { runHub, type RunningHub, type Tree } from '../../schema/running-hub.js';

export const SENDER = 'tso-acme';

const POLICY = `
changeTypes: { tso-acme: [Change] }
statuses:
  tso-acme:
    Open: { stage: REQUESTED }
    Approved: { stage: SCHEDULED }
    Running: { stage: IMPLEMENTING }
    Closed: { stage: CLOSED }
settle: 0s
`;

/** What policy trusts the sender for. */
export type Trusted = readonly string[];

/** A hub that judges by a policy which trusts `tso-acme` for these types, and other senders for theirs. */
export async function hubThatTrusts(types: Trusted, others: Readonly<Record<string, Trusted>> = {}): Promise<RunningHub> {
  const hub = await runHub();
  const text = `${POLICY}trust: ${JSON.stringify({ [SENDER]: types, ...others })}\n`;
  const { policy, problems } = checkPolicy(text, ['github-acme', 'mainframe', SENDER]);
  if (!policy) throw new Error(problems.map(({ sentence }) => sentence).join(' '));
  await activatePolicy(hub.sql, policy, hub.key, { text });
  await followToEnd(hub.sql, hub.key);
  return hub;
}

const MUTATION = `mutation ($input: RecordEventsInput!) { recordEvents(input: $input) {
  __typename ... on EventsRefused { sentence mistakes { index path sentence } } } }`;

/** Pushes events, and follows them. */
export async function push(hub: RunningHub, events: readonly object[], source = SENDER): Promise<void> {
  const { data, errors } = await hub.ask(MUTATION, { token: await hub.tokenFor('ingest'), variables: { input: { source, events } } });
  const answer = data['recordEvents'];
  if (errors.length > 0 || (answer?.['__typename'] as unknown) !== 'EventsRecorded') throw new Error(JSON.stringify(answer ?? errors));
  await followToEnd(hub.sql, hub.key);
}

/** By rule, what it answers about the change. */
export async function answersOn(hub: RunningHub, key: string): Promise<Record<string, string>> {
  const { data } = await hub.ask(`{ change(by: { key: "${key}" }) { verdicts(first: 50) { nodes { rule answer } } } }`);
  const nodes = data['change']?.['verdicts']?.['nodes'] as unknown as readonly Tree[];
  return Object.fromEntries(nodes.map(({ rule, answer }) => [String(rule), String(answer)]));
}
