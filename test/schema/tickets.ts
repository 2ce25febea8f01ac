import { account, ref, text, type Draft, type IdentityPart, type Marked } from '#contract';
import type { Sql } from '../../src/db/pool.js';
import { checkPolicy } from '../../src/config.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { at, minute, record } from './facts.js';
import { deploymentRef, pullRef, sha } from './deployed.js';
import type { RunningHub } from './running-hub.js';

export const ticketRef = (n: number) => `ticket:jira-acme:${n}`;
export const changeIdOf = (n: number) => `change:${ticketRef(n)}`;
export const keyOf = (n: number) => `PAY-${n}`;

export const mara = account('m', 'PERSON', 'Mara');
export const hugo = account('h', 'PERSON', 'Hugo');

const POLICY = `
environments: { production: { production: true }, staging: { production: false } }
teams: { payments: { name: Payments }, idle: {} }
services:
  pay: { name: Payments, team: payments, infrastructure: DATABASE, repositories: [acme/pay] }
  web: { repositories: [acme/web] }
changeTypes: { jira-acme: [Change] }
statuses: { jira-acme: { To do: { stage: REQUESTED }, Approved: { stage: SCHEDULED, approval: APPROVED }, "3": { stage: CLOSED } } }
fields: { jira-acme: { backoutPlan: customfield_1, plannedStart: customfield_2 } }
templates: { backoutPlan: ["Tell here how it is undone."] }
settle: 0s`;

/** A hub whose policy maps what these tests tell. */
export async function withPolicy({ sql, key }: RunningHub): Promise<void> {
  const { policy } = checkPolicy(POLICY, ['github-acme', 'jira-acme']);
  if (!policy) throw new Error('The policy of these tests has a mistake.');
  await activatePolicy(sql, policy, key, { text: POLICY });
}

type Step = readonly [transition: string, ...discriminator: IdentityPart[]];

function fact(n: number, type: Draft['type'], [transition, ...discriminator]: Step, core: Record<string, Marked>) {
  return {
    type,
    subject: ref('ticket', String(n)),
    identity: { kind: 'issue', natural: [String(n)], transition, discriminator },
    timeFrom: 'SEEN' as const,
    core: { ticket: ref('ticket', String(n)), ...core },
  };
}

/** `type`: 100 is called Change, which the policy names. */
export function created(n: number, type = '100'): readonly Draft[] {
  return [
    { ...fact(n, 'ticket.created', ['created'], { issueType: type, creator: mara }), occurredAt: at(n) },
    keyed(n, keyOf(n), n),
    { ...read(n, 'issuetype', type), seen: { toName: type === '100' ? 'Change' : 'Epic' } },
  ];
}

export function keyed(n: number, key: string, minutes: number): Draft {
  return { ...fact(n, 'ticket.moved', ['key', key], { key }), occurredAt: at(minutes) };
}

/** What a field was read with, nobody knows since when. */
export function read(n: number, field: string, to: Marked & IdentityPart): Draft {
  return { ...fact(n, 'ticket.field_changed', ['read', field, to], { field, to }), occurredAt: null };
}

export function status(n: number, minutes: number, id: string, name: string): Draft {
  return {
    ...fact(n, 'ticket.status_changed', ['changed', String(minutes)], { from: '0', to: id, actor: hugo, changelog: String(minutes) }),
    occurredAt: at(minutes),
    seen: { toName: name },
  };
}

export const titled = (n: number, words: string): Draft => read(n, 'summary', text('summary', words, mara));

export function linked(n: number, other: number): Draft {
  const draft = fact(n, 'ticket.linked', ['linked', String(other)], { link: `l${n}`, to: ref('ticket', String(other)), linkType: '7' });
  return { ...draft, occurredAt: null, seen: { typeName: 'Blocks' } };
}

export function decided(n: number, minutes: number, decision: string, final = false): Draft {
  const core = { ticket: ref('ticket', String(n)), approval: ref('approval', `a${n}`), approver: final ? null : hugo, decision, final };
  return {
    type: 'approval.decided',
    subject: ref('approval', `a${n}`),
    identity: {
      kind: 'approval',
      natural: [`a${n}`],
      transition: final ? 'completed' : 'decided',
      discriminator: [decision, String(minutes)],
    },
    occurredAt: at(minutes),
    timeFrom: 'SEEN',
    core,
  };
}

export async function told(hub: RunningHub, drafts: readonly (Draft | readonly Draft[])[]): Promise<void> {
  await record(hub.sql, hub.key, drafts.flat() as Draft[], 'jira-acme');
}

/** Deployment `deployment` (`deployed.ts`) carries the ticket, by pull request `pull` whose title names its key. */
export async function carries(sql: Sql, deployment: number, n: number, pull: number): Promise<void> {
  await sql`
    insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from)
    values (${deploymentRef(deployment)}, ${ticketRef(n)}, 'TITLE', 'title', 'CARRIED', '{}', '{}', 0, ${minute(deployment)})`;
  await mentions(sql, pullRef(pull), keyOf(n), 'TITLE');
  await sql`update pull_request set merge_commit = ${sha(deployment * 10 + 1)} where pull_request = ${pullRef(pull)}`;
}

export async function mentions(sql: Sql, from: string, key: string, method: string): Promise<void> {
  await sql`
    insert into ticket_mention (from_ref, key, ticket, method, place, seq)
    values (${from}, ${key}, '', ${method}, ${method === 'TEXT' ? 'body' : 'title'}, 0)`;
}
