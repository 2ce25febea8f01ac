import type { EventType } from '#contract';
import { collectionsOf } from './permission.js';
import type { Reading } from './reading.js';

export interface Covered {
  readonly scope: string;
  readonly collection: string;
  /** Whether the token may read it is news, however far it was read. */
  readonly permission: boolean;
  /** More than a later moment is news: that it was read at all, or may be read again (`Fold.noteOthers`). */
  readonly begun: boolean;
}

/** What the events of one transaction touched; `affected` finds the deployments that these concern. */
export interface Changes {
  readonly deployments: Set<string>;
  readonly pulls: Set<string>;
  /** `repository sha` of new commits, and of commits about which something was added. */
  readonly commits: Map<string, { readonly scope: string; readonly item: string }>;
  /** `repository sha` of which a check ended. */
  readonly checks: Map<string, { readonly scope: string; readonly item: string }>;
  readonly branches: Map<string, { readonly scope: string; readonly item: string; readonly sha: string }>;
  /** Repositories of which a branch was forced. */
  readonly forced: Set<string>;
  readonly tags: Map<string, { readonly scope: string; readonly item: string }>;
  /** Collections that were read further, or may or may not be read. */
  readonly covered: Map<string, Covered>;
  /** Repositories that got another name or default branch (`Fold.noteOthers`). */
  readonly repositories: Set<string>;
  /** Tickets about which something was said, by their ref. */
  readonly tickets: Set<string>;
  /** Keys that some ticket bears. */
  readonly keys: Set<string>;
  /** Tickets that came to be, or whose type was told: whoever names them may be told otherwise now. */
  readonly typed: Set<string>;
  /** Commits, pull requests and deployments that say something of a ticket. */
  readonly speakers: Set<string>;
  /** Executions, assets and incidents about which something was said: they are part of the changes that they name. */
  readonly operations: Set<string>;
  /** Artifacts of which somebody said what they are, or who names them. */
  readonly artifacts: Set<string>;
  /** Repositories of which something was told that protects their branches. */
  readonly protections: Set<string>;
  /** What went around a guard, or was deleted at its source, by ref. */
  readonly abouts: Set<string>;
  /** Accounts are one person now, or no longer. */
  persons: boolean;
  /** The clock of a source was found elsewhere than before (`Fold.noteOthers`). */
  clocks: boolean;
  /** A census differs that did not, or no longer (`Fold.noteOthers`). */
  censuses: boolean;
  policy: boolean;
  /** The next units are to be judged again (`again.ts`). */
  continued: boolean;
  rewritten: boolean;
}

export function noChanges(): Changes {
  return {
    deployments: new Set(),
    pulls: new Set(),
    commits: new Map(),
    checks: new Map(),
    branches: new Map(),
    forced: new Set(),
    tags: new Map(),
    covered: new Map(),
    repositories: new Set(),
    tickets: new Set(),
    keys: new Set(),
    typed: new Set(),
    speakers: new Set(),
    operations: new Set(),
    artifacts: new Set(),
    protections: new Set(),
    abouts: new Set(),
    persons: false,
    clocks: false,
    censuses: false,
    policy: false,
    continued: false,
    rewritten: false,
  };
}

/** Whether they say nothing but how far something was read. */
export function onlyCovered({ covered, ...others }: Changes): boolean {
  return (
    covered.size > 0 &&
    Object.values(others).every((one: boolean | { readonly size: number }) => one === false || (one !== true && one.size === 0))
  );
}

/** Notes what an event touches. */
export function note(changes: Changes, type: EventType, reading: Reading): void {
  const scope = reading.text('repository');
  const at = (name: string) => reading.text(name) ?? '';
  if (type.startsWith('deployment.')) changes.deployments.add(reading.subject);
  else if (type.startsWith('pull_request.')) changes.pulls.add(reading.subject);
  else if (type.startsWith('review.')) changes.pulls.add(at('pullRequest'));
  else if (/^commit\.(recorded|touched)$/.test(type) && scope) changes.commits.set(`${scope} ${at('sha')}`, { scope, item: at('sha') });
  else if (type === 'check.finished') noteCheck(changes, scope, reading);
  else if (/^(branch|protection)\./.test(type) && scope) noteBranch(changes, scope, reading);
  else if (type.startsWith('tag.') && scope) changes.tags.set(`${scope} ${at('tag')}`, { scope, item: at('tag') });
  else if (type === 'release.published' && scope) changes.tags.set(`${scope} ${at('tag')}`, { scope, item: at('tag') });
  else if (type === 'coverage.changed') {
    noteCovered(changes, at('scope'), at('collection'), false);
    if (at('scope').startsWith('ticket:')) changes.tickets.add(at('scope'));
  } else if (type === 'permission.observed') {
    for (const [collection] of collectionsOf(reading)) noteCovered(changes, at('scope'), collection, true);
  } else if (type === 'policy.activated') changes.policy = true;
  else if (type === 'judgement.continued') changes.continued = true;
  else if (type === 'person.identified' || type === 'person.separated') changes.persons = true;
  else if (type.startsWith('ticket.')) noteTicket(changes, reading);
  else if (type.startsWith('approval.')) noteApproval(changes, reading);
  else if (/^(execution|asset|incident|infrastructure|production)\./.test(type)) changes.operations.add(reading.subject);
  else if (type === 'artifact.published') changes.artifacts.add(reading.subject);
  else if (type === 'policy.evaluated' || type === 'evidence.removed') noteAbout(changes, at('about'));
  else if (type === 'evidence.attached') noteEvidence(changes, reading.subject);
}

function noteCheck(changes: Changes, scope: string | null, reading: Reading): void {
  const sha = reading.text('sha') ?? '';
  if (scope) changes.checks.set(`${scope} ${sha}`, { scope, item: sha });
  if (reading.event.body.mentions.length > 0) changes.operations.add(reading.subject);
}

function noteCovered({ covered }: Changes, scope: string, collection: string, permission: boolean): void {
  const key = `${scope} ${collection}`;
  covered.set(key, { scope, collection, permission: permission || (covered.get(key)?.permission ?? false), begun: false });
}

function noteTicket(changes: Changes, reading: Reading): void {
  changes.tickets.add(reading.subject);
  const [key, other] = [reading.text('key'), reading.text('to')];
  if (key) changes.keys.add(key);
  const { type } = reading.event.envelope;
  if (type === 'ticket.created' || (type === 'ticket.field_changed' && reading.text('field') === 'issuetype'))
    changes.typed.add(reading.subject);
  if (type === 'ticket.linked' && other) changes.tickets.add(other);
}

function noteApproval(changes: Changes, reading: Reading): void {
  const [ticket, deployment] = [reading.text('ticket'), reading.text('deployment')];
  if (ticket) changes.tickets.add(ticket);
  if (deployment) changes.deployments.add(deployment);
}

function noteAbout(changes: Changes, about: string): void {
  const [kind, source = '', id = '', sha = ''] = about.split(':');
  if (kind === 'deployment') changes.deployments.add(about);
  else if (kind === 'pull_request') changes.pulls.add(about);
  else if (kind === 'commit') changes.commits.set(`repository:${source}:${id} ${sha}`, { scope: `repository:${source}:${id}`, item: sha });
  else if (about !== '') changes.abouts.add(about);
}

function noteEvidence(changes: Changes, about: string): void {
  changes.operations.add(about);
  if (about.startsWith('ticket:')) changes.tickets.add(about);
  else if (about.startsWith('deployment:')) changes.deployments.add(about);
}

function noteBranch(changes: Changes, scope: string, reading: Reading): void {
  const branch = reading.text('branch') ?? '';
  const sha = reading.text('head') ?? reading.text('after') ?? '';
  const { type } = reading.event.envelope;
  if (type === 'branch.rewritten') changes.forced.add(scope);
  if (type.startsWith('protection.')) changes.protections.add(scope);
  changes.branches.set(`${scope} ${branch} ${sha}`, { scope, item: branch, sha });
}
