import { branchProtectionRulePayload } from '../../../src/sample/index.js';
import { gitHubTime } from '../times.js';
import type { Act, Scene } from './acting.js';

/** The rule for main is edited; nobody can read later how it was before, so that this webhook always arrives. */
export function guardActs({ company, repository, unit }: Scene): readonly Act[] {
  return (unit.guards ?? []).map(({ at, approvals }) => ({
    at,
    does: () => {
      const updatedAt = gitHubTime(at);
      const rule = { id: 7_000_000 + repository.id, pattern: 'main', createdAt: '2025-01-01T00:00:00Z', updatedAt, approvals };
      repository.protections.set('main', { approvals });
      company.send(
        ({ github }) => ({
          tool: 'github',
          payload: branchProtectionRulePayload({ addresses: github.addresses, repository }, rule, 'edited'),
        }),
        'ALWAYS',
      );
    },
  }));
}
