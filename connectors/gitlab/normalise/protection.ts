import { type Draft, type Json, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { readAs, rest } from '../wire.js';
import { PIPELINE_CHECK } from './pipeline.js';

type Protection = z.output<typeof rest.protectionRecord>;
type Branch = Protection['protectedBranches'][number];

/** A branch as it was read: GitLab dates no setting, so what it is, and after how many others, is all that tells it from another. */
export function fromProtection(payload: Json): Normalised {
  const read = readAs(rest.protectionRecord, payload, 'protection');
  const { project, branch, nth } = read;
  const isProtected = read.protectedBranches.length > 0;
  const found = { settings: isProtected ? settingsOf(read) : null, rules: [] };
  const observed: Draft = {
    type: 'protection.observed',
    subject: ref('branch', project.id, branch),
    identity: {
      kind: 'protection',
      natural: [project.id, branch],
      transition: 'observed',
      discriminator: [String(nth), JSON.stringify(found)],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', project.id), branch, protected: isProtected, ...found },
  };
  return { events: [observed] };
}

const NOBODY = 0;

/** Flat, under the names that all tools' settings have. Where several patterns fit a branch, the most permissive counts, as in GitLab. */
function settingsOf({ protectedBranches: branches, approvals, rules, settings }: Protection): { readonly [key: string]: Json } {
  const pushers = branches.flatMap((branch) => levelsOf(branch.push_access_levels)).filter((level) => level !== NOBODY);
  return {
    // Nobody may push: what comes in comes by a merge request.
    pullRequests: pushers.length === 0,
    approvals: required(rules),
    dismissStaleReviews: approvals?.reset_approvals_on_push ?? false,
    codeOwners: branches.every((branch) => branch.code_owner_approval_required === true),
    lastPushApproval: approvals?.merge_requests_disable_committers_approval ?? false,
    authorApproval: approvals?.merge_requests_author_approval ?? null,
    fixedRules: approvals?.disable_overriding_approvers_per_merge_request ?? null,
    checks: settings.only_allow_merge_if_pipeline_succeeds === true ? [PIPELINE_CHECK] : [],
    strictChecks: settings.merge_method === 'ff' || settings.merge_method === 'rebase_merge',
    // Administrators of the instance stand under the same levels.
    admins: true,
    linearHistory: settings.merge_method === 'ff',
    forcePushes: branches.some((branch) => branch.allow_force_push === true),
    // Git itself may delete no protected branch.
    deletions: false,
    conversations: settings.only_allow_merge_if_all_discussions_are_resolved ?? false,
    // A push rule of Premium, which is not read.
    signatures: null,
    locked: pushers.length === 0 && branches.every((branch) => levelsOf(branch.merge_access_levels).every((level) => level === NOBODY)),
    bypass: pushers.length,
    pushers: pushers.length,
  };
}

/** A role as its number; a person, a group or a key as one that is not nobody. */
function levelsOf(levels: Branch['push_access_levels']): readonly number[] {
  return (levels ?? []).map(({ access_level: level, user_id: user, group_id: group, deploy_key_id: key }) =>
    user || group || key ? -1 : (level ?? -1),
  );
}

/** All rules must be met; how many approvals that takes is at least what the strictest asks for. */
function required(rules: Protection['rules']): number {
  return Math.max(0, ...(rules ?? []).map(({ approvals_required: count }) => count));
}
