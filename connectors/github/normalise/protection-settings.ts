import type { Json } from '#contract';
import type { z } from 'zod';
import type { protections } from '../wire.js';

type Settings = { readonly [key: string]: Json };

/** What protects a branch by itself, flat and in GitHub's own words; who may go around it only by number. */
export function classicSettings(read: z.output<typeof protections.branchProtection>): Settings {
  const reviews = read.required_pull_request_reviews;
  const checks = read.required_status_checks;
  const bypass = Object.values(reviews?.bypass_pull_request_allowances ?? {}).flat().length;
  const named = checks?.checks?.map(({ context }) => context) ?? checks?.contexts ?? [];
  const { restrictions } = read;
  return {
    pullRequests: reviews !== null && reviews !== undefined,
    approvals: reviews?.required_approving_review_count ?? 0,
    dismissStaleReviews: reviews?.dismiss_stale_reviews ?? false,
    codeOwners: reviews?.require_code_owner_reviews ?? false,
    lastPushApproval: reviews?.require_last_push_approval ?? false,
    bypass,
    checks: [...named].sort(),
    strictChecks: checks?.strict ?? false,
    admins: read.enforce_admins?.enabled ?? false,
    linearHistory: read.required_linear_history?.enabled ?? false,
    forcePushes: read.allow_force_pushes?.enabled ?? false,
    deletions: read.allow_deletions?.enabled ?? false,
    conversations: read.required_conversation_resolution?.enabled ?? false,
    signatures: read.required_signatures?.enabled ?? false,
    locked: read.lock_branch?.enabled ?? false,
    pushers: restrictions ? restrictions.users.length + restrictions.teams.length + (restrictions.apps?.length ?? 0) : null,
  };
}

/** A rule of a ruleset; of parameters those of reviews and checks, as far as the rule has them. */
export function ruleSettings({ type, ruleset_id: ruleset, parameters }: z.output<typeof protections.rule>): Settings {
  const all: { readonly [key: string]: Json | undefined } = {
    type,
    ruleset: ruleset ?? undefined,
    approvals: parameters?.required_approving_review_count ?? undefined,
    dismissStaleReviews: parameters?.dismiss_stale_reviews_on_push ?? undefined,
    codeOwners: parameters?.require_code_owner_review ?? undefined,
    lastPushApproval: parameters?.require_last_push_approval ?? undefined,
    strictChecks: parameters?.strict_required_status_checks_policy ?? undefined,
    checks: parameters?.required_status_checks?.map(({ context }) => context).sort(),
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
