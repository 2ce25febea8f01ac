import { expect } from 'vitest';
import { checkPolicy } from '../../src/config.js';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { personOf } from '../../src/ledger/index.js';
import { gapId } from '../../src/read/index.js';
import { deploy, deploymentRef, judge } from './deployed.js';
import { pushed, record } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { tokenHolder } from './token-holder.js';

const POLICY = `people:
  Ana Ruiz: { accounts: ['github-acme:1'] }
  Cora Lind: { accounts: [] }
serviceAccounts: ['github-acme:9']`;

interface GapNow {
  readonly status: string;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

export interface GapWorld {
  readonly hub: RunningHub;
  readonly tokens: ReturnType<typeof tokenHolder>;
  /** The token of Cora Lind, whom the policy lists without any account. */
  readonly cora: string;
  /** The pseudonym of an account; 1 is Ana Ruiz, 9 a service account. */
  readonly github: (id: string) => string;
  /** Opens a gap of another deployment. */
  gap(): Promise<{ readonly id: string; readonly deployment: string }>;
  /** A mutation with one input, of which nothing but the answer is wrong. */
  ask(mutation: string, input: object, as?: string): Promise<Readonly<Record<string, unknown>>>;
  now(id: string): Promise<GapNow>;
}

/** A hub with deployments whose gaps nobody touched yet. */
export async function gapWorld(): Promise<GapWorld> {
  const hub = await runHub();
  const github = (id: string) => personOf('github-acme', id, hub.key);
  const { policy } = checkPolicy(POLICY, ['github-acme']);
  if (!policy) throw new Error('The policy of this test has a mistake.');
  await activatePolicy(hub.sql, policy, hub.key, { text: POLICY });
  await record(hub.sql, hub.key, [pushed(1), pushed(2)]);
  await deploy(hub.sql, 40);
  await hub.sql`insert into account (person, source, service, seq) values (${github('1')}, 'github-acme', false, 0), (${github('9')}, 'github-acme', true, 0)`;
  await hub.sql`insert into pull_request_head (pull_request, head, commits, cut, seq) select pull_request, 'head', '{}', false, 0 from pull_request`;
  const tokens = tokenHolder(hub);
  await hub.tokenFor('administrator');
  const cora = await tokens('Cora Lind');
  let next = 0;
  return {
    hub,
    tokens,
    cora,
    github,
    async gap() {
      next += 1;
      await judge(hub.sql, { n: next, answer: 'GAP', from: next });
      await followToEnd(hub.sql, hub.key);
      const deployment = deploymentRef(next);
      return { id: gapId({ rule: 'direct-push', subject: deployment }), deployment };
    },
    ask: (mutation, input, as = cora) => asked(hub, mutation, { input, token: as }),
    now: (id) => gapNow(hub, id),
  };
}

async function asked(hub: RunningHub, mutation: string, { input, token }: { input: object; token: string }) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const said = `... on GapStepped { event cursor gap { id status disposition waivedUntil openings assignee { ref } } } ... on Refused { sentence }`;
  const question = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename ${said} } }`;
  const { data, errors } = await hub.ask(question, { variables: { input }, token });
  expect(errors).toEqual([]);
  await followToEnd(hub.sql, hub.key);
  return data['done'] as Readonly<Record<string, unknown>>;
}

async function gapNow(hub: RunningHub, id: string): Promise<GapNow> {
  const { data, errors } = await hub.ask(
    `{ gap(id: "${id}") { status disposition waivedUntil openings assignee { ref }
      steps { type cause by byName reason disposition until control evidence fact assignee { ref } } } }`,
  );
  expect(errors).toEqual([]);
  return data['gap'] as unknown as GapNow;
}

export const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace('Z', '000Z');

export function waiverOf(id: string, over: object = {}) {
  return { id, disposition: 'RISK_ACCEPTED', reason: 'The module is retired next week.', until: until(7), ...over };
}

export const because = (pattern: RegExp) => ({ __typename: 'Refused', sentence: expect.stringMatching(pattern) as string });
