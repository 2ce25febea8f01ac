import { account, type AccountMark, type Draft, type Json, type Mention, type Normalised, ref } from '#contract';
import { environments, readAs, ZERO } from '../wire.js';
import { HEADS } from './branch.js';
import { moment } from './moment.js';

const RESULTS: Readonly<Record<string, string>> = { pass: 'PASSED', fail: 'FAILED', bypass: 'BYPASSED' };

/** What rulesets said of a push: `bypass` is that somebody went around them, and the best that GitHub keeps about it. */
export function fromRuleSuite(payload: Json): Normalised {
  const { repository, suite } = readAs(environments.ruleSuiteRecord, payload, 'rule suite');
  const result = Object.hasOwn(RESULTS, suite.result) ? RESULTS[suite.result] : undefined;
  if (result === undefined) return { ignored: `the result ${suite.result} of a rule suite is none that Changeline knows.` };
  const branch = suite.ref.startsWith(HEADS) ? suite.ref.slice(HEADS.length) : suite.ref;
  const isGone = ZERO.test(suite.after_sha);
  const about = isGone ? ref('branch', repository.id, branch) : ref('commit', repository.id, suite.after_sha);
  const failed = (suite.rule_evaluations ?? []).filter((rule) => rule.result === 'fail');
  const mentions: Mention[] = isGone ? [] : [{ names: about, method: 'RELATION', place: 'after_sha' }];
  const evaluated: Draft = {
    type: 'policy.evaluated',
    subject: ref('evaluation', 'rule_suite', suite.id),
    identity: { kind: 'rule_suite', natural: [suite.id], transition: 'evaluated' },
    occurredAt: moment(suite.pushed_at),
    timeFrom: 'CORE',
    core: {
      place: ref('repository', repository.id),
      guard: `the rulesets of ${branch}`,
      result,
      about,
      by: actorOf(suite.actor_id, suite.actor_name),
      before: ZERO.test(suite.before_sha) ? null : suite.before_sha,
    },
    seen: { rules: [...new Set(failed.map((rule) => rule.rule_type))].sort() },
    mentions,
  };
  return { events: [evaluated] };
}

function actorOf(id: string | null | undefined, login: string | null | undefined): AccountMark | null {
  if (!id || !login || login === 'ghost') return null;
  return account(id, login.endsWith('[bot]') || login === 'web-flow' ? 'SERVICE' : 'PERSON', login);
}

/** What became of a group that a merge queue tested; nothing but the webhook tells it, and it has no time. */
export function fromMergeGroup(payload: Json): Normalised {
  const { action, reason, merge_group: group, repository } = readAs(environments.mergeGroupEvent, payload, 'merge_group webhook');
  if (action !== 'destroyed') return { ignored: `merge_group ${action}: the queue has not decided.` };
  const result = reason === 'merged' ? 'PASSED' : reason === 'invalidated' ? 'FAILED' : null;
  if (result === null) return { ignored: `merge_group destroyed, ${reason ?? 'without a reason'}: the queue decided nothing about it.` };
  const about = ref('commit', repository.id, group.head_sha);
  const evaluated: Draft = {
    type: 'policy.evaluated',
    subject: ref('evaluation', 'merge_group', repository.id, group.head_sha),
    identity: { kind: 'merge_group', natural: [repository.id, group.head_ref, group.head_sha], transition: result.toLowerCase() },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: {
      place: ref('repository', repository.id),
      guard: `the merge queue of ${group.base_ref.replace(HEADS, '')}`,
      result,
      about,
      base: group.base_sha,
    },
    mentions: [{ names: about, method: 'RELATION', place: 'head_sha' }],
  };
  return { events: [evaluated] };
}
