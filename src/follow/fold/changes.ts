import type { EventType } from '#contract';
import type { Reading } from './reading.js';

/** What the events of one transaction touched; `affected` finds the deployments that these concern. */
export interface Changes {
  readonly deployments: Set<string>;
  readonly pulls: Set<string>;
  /** `repository sha` of new commits, and of commits about which something was added. */
  readonly commits: Map<string, { readonly scope: string; readonly item: string }>;
  readonly branches: Map<string, { readonly scope: string; readonly item: string; readonly sha: string }>;
  readonly tags: Map<string, { readonly scope: string; readonly item: string }>;
  readonly covered: Map<string, { readonly scope: string; readonly collection: string }>;
  /** Repositories that got another name or default branch (`Fold.noteRepositories`). */
  readonly repositories: Set<string>;
  policy: boolean;
  rewritten: boolean;
}

export function noChanges(): Changes {
  return {
    deployments: new Set(),
    pulls: new Set(),
    commits: new Map(),
    branches: new Map(),
    tags: new Map(),
    covered: new Map(),
    repositories: new Set(),
    policy: false,
    rewritten: false,
  };
}

/** Notes what an event touches. */
export function note(changes: Changes, type: EventType, reading: Reading): void {
  const scope = reading.text('repository');
  const at = (name: string) => reading.text(name) ?? '';
  if (type.startsWith('deployment.')) changes.deployments.add(reading.subject);
  else if (type.startsWith('pull_request.')) changes.pulls.add(reading.subject);
  else if (type.startsWith('review.')) changes.pulls.add(at('pullRequest'));
  else if (type === 'commit.recorded' && scope) changes.commits.set(`${scope} ${at('sha')}`, { scope, item: at('sha') });
  else if (type.startsWith('branch.') && scope) noteBranch(changes, scope, reading);
  else if (type.startsWith('tag.') && scope) changes.tags.set(`${scope} ${at('tag')}`, { scope, item: at('tag') });
  else if (type === 'release.published' && scope) changes.tags.set(`${scope} ${at('tag')}`, { scope, item: at('tag') });
  else if (type === 'coverage.changed') {
    changes.covered.set(`${at('scope')} ${at('collection')}`, { scope: at('scope'), collection: at('collection') });
  } else if (type === 'policy.activated') changes.policy = true;
}

function noteBranch(changes: Changes, scope: string, reading: Reading): void {
  const branch = reading.text('branch') ?? '';
  const sha = reading.text('head') ?? reading.text('after') ?? '';
  changes.branches.set(`${scope} ${branch} ${sha}`, { scope, item: branch, sha });
}
