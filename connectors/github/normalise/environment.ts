import { type Draft, type Json, type Marked, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { environments, readAs } from '../wire.js';
import { restAccount } from './people.js';

type Read = z.output<typeof environments.environmentRecord>;

/** What guards an environment as it was read: GitHub dates no setting, so what it is, and after how many others, is all that tells it from another. */
export function fromEnvironment(payload: Json): Normalised {
  const { repository, nth, environment, branches, apps } = readAs(environments.environmentRecord, payload, 'environment');
  const reviewers = reviewersOf(environment);
  const settings = settingsOf({ environment, branches, apps });
  const observed: Draft = {
    type: 'protection.observed',
    subject: ref('thing', 'environment', environment.id),
    identity: {
      kind: 'environment_protection',
      natural: [repository.id, environment.id],
      transition: 'observed',
      discriminator: [String(nth), JSON.stringify(settings), ...reviewers.map(({ team, account }) => account ?? `team ${team ?? ''}`)],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    // Not `repository`: under that name stand the protections of its branches.
    core: { place: ref('repository', repository.id), environment: environment.name, settings, reviewers },
  };
  return { events: [observed] };
}

function settingsOf({ environment, branches, apps }: Pick<Read, 'environment' | 'branches' | 'apps'>) {
  const rules = environment.protection_rules ?? [];
  const required = rules.filter(({ type }) => type === 'required_reviewers');
  const policy = environment.deployment_branch_policy;
  const named = (branches ?? []).map(({ name, type }) => `${type ?? 'branch'} ${name}`).sort();
  return {
    waitMinutes: Math.max(0, ...rules.map(({ wait_timer: minutes }) => minutes ?? 0)),
    reviewersRequired: required.length > 0,
    selfReviewPrevented: required.some(({ prevent_self_review: isPrevented }) => isPrevented === true),
    adminsMayBypass: environment.can_admins_bypass ?? null,
    branches: policy === null || policy === undefined ? 'ALL' : policy.protected_branches ? 'PROTECTED' : named,
    apps: apps
      .filter(({ enabled }) => enabled)
      .map(({ app }) => app.slug)
      .sort(),
    others: rules
      .map(({ type }) => type)
      .filter((type) => !KNOWN.includes(type))
      .sort(),
  };
}

const KNOWN = ['wait_timer', 'required_reviewers', 'branch_policy'];

interface Reviewer {
  readonly [key: string]: Marked;
  readonly team: string | null;
  readonly account: ReturnType<typeof restAccount>;
}

/** In the order of their ids: GitHub's own says nothing. */
function reviewersOf({ protection_rules: rules }: Read['environment']): readonly Reviewer[] {
  const all = (rules ?? []).flatMap(({ reviewers }) => reviewers ?? []);
  return all
    .map(({ type, reviewer: { id, login, type: kind } }): Reviewer => {
      if (type === 'Team' || login === undefined) return { team: id, account: null };
      return { team: null, account: restAccount({ id, login, ...(kind === undefined ? {} : { type: kind }) }) };
    })
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

function placeOf({ team, account }: Reviewer): string {
  return team === null ? `account ${account?.$account ?? ''}` : `team ${team}`;
}
