import { nodeId } from '../addresses.js';
import type { Protection, Ruleset } from '../protection.js';
import { fullName } from '../world.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';

export type ProtectionAction = 'created' | 'edited' | 'deleted';

/** A rule as the webhook writes it: levels (`off`, `non_admins`, `everyone`) where the branch itself has switches. */
export interface ProtectionRule extends Protection {
  readonly id: number;
  readonly pattern: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function branchProtectionRulePayload(scene: Scene, rule: ProtectionRule, action: ProtectionAction): Payload {
  const level = (isOn: boolean | undefined) => (isOn ? 'everyone' : 'off');
  return framed(scene, 'branch_protection_rule', {
    action,
    rule: {
      id: rule.id,
      repository_id: scene.repository.id,
      name: rule.pattern,
      created_at: rule.createdAt,
      updated_at: rule.updatedAt,
      pull_request_reviews_enforcement_level: level(rule.approvals !== undefined),
      required_approving_review_count: rule.approvals ?? 0,
      dismiss_stale_reviews_on_push: rule.dismissStaleReviews ?? false,
      require_code_owner_review: rule.codeOwners ?? false,
      require_last_push_approval: rule.lastPushApproval ?? false,
      authorized_dismissal_actors_only: false,
      ignore_approvals_from_contributors: false,
      required_status_checks: rule.checks ?? [],
      required_status_checks_enforcement_level: level(rule.checks !== undefined),
      strict_required_status_checks_policy: rule.strictChecks ?? false,
      signature_requirement_enforcement_level: 'off',
      linear_history_requirement_enforcement_level: 'off',
      admin_enforced: rule.admins ?? false,
      allow_force_pushes_enforcement_level: level(rule.forcePushes),
      allow_deletions_enforcement_level: 'off',
      merge_queue_enforcement_level: 'off',
      required_deployments_enforcement_level: 'off',
      required_conversation_resolution_level: 'off',
      authorized_actors_only: rule.pushers !== undefined && rule.pushers !== null,
      authorized_actor_names: (rule.pushers ?? []).map(({ login }) => login),
    },
    ...(action === 'edited' ? { changes: {} } : {}),
  });
}

export function repositoryRulesetPayload(scene: Scene, ruleset: Ruleset, action: ProtectionAction): Payload {
  const { id, name, enforcement, include, rules, createdAt, updatedAt } = ruleset;
  return framed(scene, 'repository_ruleset', {
    action,
    repository_ruleset: {
      id,
      name,
      target: 'branch',
      source_type: 'Repository',
      source: fullName(scene.repository),
      enforcement,
      conditions: { ref_name: { include, exclude: [] } },
      rules,
      bypass_actors: [],
      node_id: nodeId('RepositoryRuleset', id),
      created_at: createdAt,
      updated_at: updatedAt,
    },
    ...(action === 'edited' ? { changes: {} } : {}),
  });
}
