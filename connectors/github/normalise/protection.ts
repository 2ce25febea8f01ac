import { type Draft, type Json, type Normalised, ref } from '#contract';
import { protections, readAs } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';
import { classicSettings, ruleSettings } from './protection-settings.js';

/** A branch as it was read: GitHub dates no setting, so what it is, and after how many others, is all that tells it from another. */
export function fromProtection(payload: Json): Normalised {
  const { repository, branch, nth, protection, rules } = readAs(protections.protectionRecord, payload, 'protection');
  const found = { settings: protection && classicSettings(protection), rules: rules.map(ruleSettings) };
  const observed: Draft = {
    type: 'protection.observed',
    subject: ref('branch', repository.id, branch),
    identity: {
      kind: 'protection',
      natural: [repository.id, branch],
      transition: 'observed',
      discriminator: [String(nth), JSON.stringify(found)],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: {
      repository: ref('repository', repository.id),
      branch,
      protected: protection !== null || rules.length > 0,
      ...found,
    },
  };
  return { events: [observed] };
}

const ACTIONS = ['created', 'edited', 'deleted'];

/** A rule for branches of a pattern; by pattern, since which branches it protects is told by reading them. */
export function fromBranchProtectionRule(payload: Json): Normalised {
  const { action, repository, rule, sender } = readAs(protections.branchProtectionRuleEvent, payload, 'branch_protection_rule webhook');
  if (!ACTIONS.includes(action)) return { ignored: `branch_protection_rule ${action} changes no protection.` };
  const isOn = (level: string | null | undefined) => level !== undefined && level !== null && level !== 'off';
  const settings = {
    pullRequests: isOn(rule.pull_request_reviews_enforcement_level),
    approvals: rule.required_approving_review_count ?? 0,
    dismissStaleReviews: rule.dismiss_stale_reviews_on_push ?? false,
    codeOwners: rule.require_code_owner_review ?? false,
    lastPushApproval: rule.require_last_push_approval ?? false,
    checks: isOn(rule.required_status_checks_enforcement_level) ? [...(rule.required_status_checks ?? [])].sort() : [],
    strictChecks: rule.strict_required_status_checks_policy ?? false,
    admins: rule.admin_enforced ?? false,
    linearHistory: isOn(rule.linear_history_requirement_enforcement_level),
    forcePushes: isOn(rule.allow_force_pushes_enforcement_level),
    deletions: isOn(rule.allow_deletions_enforcement_level),
    conversations: isOn(rule.required_conversation_resolution_level),
    signatures: isOn(rule.signature_requirement_enforcement_level),
    pushersOnly: rule.authorized_actors_only ?? false,
  };
  const about = { kind: 'branch_protection_rule', id: rule.id, repository: repository.id, updatedAt: rule.updated_at };
  const core = { pattern: rule.name, settings, by: restAccount(sender) };
  return { events: [changed(action, about, core)] };
}

export function fromRepositoryRuleset(payload: Json): Normalised {
  const read = readAs(protections.repositoryRulesetEvent, payload, 'repository_ruleset webhook');
  const { action, repository, repository_ruleset: ruleset, sender } = read;
  if (!ACTIONS.includes(action)) return { ignored: `repository_ruleset ${action} changes no protection.` };
  if (!repository) return { ignored: 'a ruleset of the organisation names no repository; what it demands is read with each branch.' };
  const names = ruleset.conditions?.ref_name;
  const core = {
    target: ruleset.target ?? 'branch',
    enforcement: ruleset.enforcement,
    include: names?.include ?? [],
    exclude: names?.exclude ?? [],
    rules: (ruleset.rules ?? []).map(ruleSettings),
    bypass: ruleset.bypass_actors?.length ?? 0,
    by: restAccount(sender),
  };
  const about = { kind: 'ruleset', id: ruleset.id, repository: repository.id, updatedAt: ruleset.updated_at ?? null };
  return { events: [changed(action, about, core)] };
}

interface About {
  readonly kind: string;
  readonly id: string;
  readonly repository: string;
  readonly updatedAt: string | null;
}

function changed(action: string, { kind, id, repository, updatedAt }: About, core: Draft['core']): Draft {
  return {
    type: 'protection.changed',
    subject: ref('thing', kind, id),
    identity: { kind, natural: [id], transition: action, discriminator: updatedAt === null ? [] : [updatedAt] },
    // What was deleted bears the time of its last edit.
    occurredAt: action === 'deleted' || updatedAt === null ? null : moment(updatedAt),
    timeFrom: 'CORE',
    core: { repository: ref('repository', repository), kind, action: action.toUpperCase(), ...core },
  };
}
