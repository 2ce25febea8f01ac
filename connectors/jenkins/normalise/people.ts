import { account, type AccountMark } from '#contract';
import type { Build, Cause } from '../wire.js';

/** Who pressed the button; null where a push, a clock or another job did, and where Jenkins lets anonymous people build. */
export function starterOf(build: Build): AccountMark | null {
  const user = causesOf(build).find(({ userId }) => Boolean(userId));
  return user?.userId ? account(user.userId, 'PERSON', user.userName ?? user.userId) : null;
}

export function causesOf({ actions }: Build): readonly Cause[] {
  return (actions ?? []).flatMap((action) => action?.causes ?? []);
}

const BY: readonly (readonly [RegExp, Trigger])[] = [
  [/\bTimerTrigger/, 'SCHEDULE'],
  [/SCMTrigger|BranchEventCause|PushCause|GitHubPush|GitLabWebHook|BitBucketPush/, 'MERGE'],
];
type Trigger = 'HAND' | 'MERGE' | 'SCHEDULE';

/** By what it was started, where Jenkins says so in a way that leaves no doubt: another job, or a replay, may follow anything. */
export function triggerOf(build: Build): Trigger | null {
  if (starterOf(build)) return 'HAND';
  const found = causesOf(build).flatMap(({ _class: kind }) => BY.find(([pattern]) => pattern.test(kind ?? ''))?.[1] ?? []);
  const [only, ...others] = new Set(found);
  return only !== undefined && others.length === 0 ? only : null;
}

/** `payments/build-pay#17`: the build that this one follows. */
export function upstreamOf(build: Build): string | null {
  const cause = causesOf(build).find(({ upstreamProject }) => Boolean(upstreamProject));
  return cause?.upstreamProject ? `${cause.upstreamProject}#${String(cause.upstreamBuild ?? '')}` : null;
}
