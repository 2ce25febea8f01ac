import { apiOf } from '../addresses.js';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import type { Protection, Ruleset } from '../protection.js';
import { fullName } from '../world.js';
import { accountObject } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

/** GET …/branches/{branch}/protection: 404 in two different words for a branch that is not there and one without protection. */
export function branchProtection(call: Call): Answer {
  const { repository, names } = call;
  const branch = names[0] as string;
  if (!repository.branches.has(branch)) return refusal(404, 'Branch not found');
  const protection = repository.protections.get(branch);
  return protection === undefined ? refusal(404, 'Branch not protected') : ok(protectionObject(call, branch, protection));
}

function protectionObject({ addresses, repository }: Call, branch: string, protection: Protection): unknown {
  const url = `${apiOf(addresses, repository)}/branches/${branch}/protection`;
  const switched = (enabled: boolean | undefined) => ({ enabled: enabled ?? false });
  const { checks, pushers } = protection;
  return {
    url,
    ...(checks === undefined
      ? {}
      : {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: protection.strictChecks ?? false,
            contexts: checks,
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: checks.map((context) => ({ context, app_id: null })),
          },
        }),
    ...(protection.approvals === undefined
      ? {}
      : {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: protection.dismissStaleReviews ?? false,
            require_code_owner_reviews: protection.codeOwners ?? false,
            require_last_push_approval: protection.lastPushApproval ?? false,
            required_approving_review_count: protection.approvals,
          },
        }),
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    enforce_admins: { url: `${url}/enforce_admins`, ...switched(protection.admins) },
    required_linear_history: switched(false),
    allow_force_pushes: switched(protection.forcePushes),
    allow_deletions: switched(false),
    block_creations: switched(false),
    required_conversation_resolution: switched(false),
    lock_branch: switched(false),
    allow_fork_syncing: switched(false),
    ...(pushers === undefined || pushers === null
      ? {}
      : {
          restrictions: {
            url: `${url}/restrictions`,
            users_url: `${url}/restrictions/users`,
            teams_url: `${url}/restrictions/teams`,
            apps_url: `${url}/restrictions/apps`,
            users: pushers.map((account) => accountObject(addresses, account)),
            teams: [],
            apps: [],
          },
        }),
  };
}

/** GET …/rules/branches/{branch}: the rules of all active rulesets for it, also for a branch that is not there. */
export function rulesOfBranch(call: Call): Answer {
  const { repository, names } = call;
  const wanted = [`refs/heads/${names[0] as string}`, '~ALL', ...(names[0] === repository.defaultBranch ? ['~DEFAULT_BRANCH'] : [])];
  const active = repository.rulesets.filter(
    ({ enforcement, include }) => enforcement === 'active' && include.some((name) => wanted.includes(name)),
  );
  const rules = active.flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
  return numberedList(call, rules, ({ ruleset, rule }) => ({ ...rule, ...origin(call, ruleset) }));
}

function origin({ repository }: Call, { id }: Ruleset) {
  return { ruleset_source_type: 'Repository', ruleset_source: fullName(repository), ruleset_id: id };
}
