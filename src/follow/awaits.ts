import type { Instant, Missing, Verdict } from '#contract';
import { type DeploymentCase, isSwitchedOn, momentOf } from '../controls/index.js';
import { pickedBy } from './load/neighbourhood.js';
import { type Base, type Contents, revertedFrom } from '../correlate/index.js';

/** What an answer waits for: an item of a collection, or the collection itself up to a moment. */
export interface Awaited {
  readonly scope: string;
  readonly collection: string;
  readonly item: string;
  readonly upTo: Instant | null;
}

/** So many unread commits or tickets are named; when one comes, the next are. */
const NAMED = 50;

/** Whatever could change an answer without touching what the deployment is linked to already. */
export function awaitsOf(
  subject: Omit<DeploymentCase, 'implementations'>,
  verdicts: readonly Verdict[],
  pulls: DeploymentCase['pulls'],
): readonly Awaited[] {
  const scope = subject.repository ?? '';
  const commits = subject.contents.unread.slice(0, NAMED).map((item) => ({ scope, collection: 'commit', item, upTo: momentOf(subject) }));
  const missing = verdicts
    .flatMap((verdict) => verdict.missing)
    .map(({ scope: where, collection, upTo }) => ({ scope: where, collection, item: '', upTo }));
  const own = subject.sha !== null && isSwitchedOn('off-branch-deployment', subject.inForce.policy) ? [subject.sha] : [];
  const outside = [...subject.contents.carries, ...own].filter((sha) => !subject.reachedRelease(sha));
  const branches =
    outside.length === 0 ? [] : (subject.releaseBranches ?? ['']).map((item) => ({ scope, collection: 'branch', item, upTo: null }));
  const reverted = revertedFrom([...subject.contents.carries, ...subject.contents.takesOut], subject.commits).map((item) => ({
    ...{ scope, collection: 'commit', item },
    upTo: subject.wasRead(item) ? null : momentOf(subject),
  }));
  return [...reverted, ...commits, ...missing, ...branches, ...untiedPulls(subject, pulls)];
}

/**
 * Each once. Of several moments up to which one collection must be read, the first: once it is reached, the next is awaited. Who
 * names no moment waits for facts, and for its first reading, by which whoever names one is found, too.
 */
export function soonest(waits: readonly Awaited[]): readonly Awaited[] {
  const found = new Map<string, Awaited>();
  for (const one of waits) {
    const key = `${one.scope} ${one.collection} ${one.item}`;
    const until = found.get(key)?.upTo ?? null;
    const isSooner = one.upTo !== null && (until === null || one.upTo < until);
    if (!found.has(key) || isSooner) found.set(key, one);
  }
  return [...found.values()];
}

/** Keys whose tickets were not read, of every project that could hold them. */
export function awaitsKeys(keys: readonly string[], whyUnknown: (key: string) => readonly Missing[]): readonly Awaited[] {
  const all = keys.flatMap((item) => whyUnknown(item).map(({ scope, upTo }) => ({ scope, collection: 'ticket', item, upTo })));
  return all.slice(0, NAMED);
}

/**
 * Pull requests that the platform names for its commits, or that landed with them, and to which it is not linked: one that
 * is open, or whose commits are not all told, may turn out to have brought them in; so may its merge commit once it is read.
 */
function untiedPulls(subject: Omit<DeploymentCase, 'implementations'>, pulls: DeploymentCase['pulls']): readonly Awaited[] {
  const { contents, commits, broughtIn, wasRead } = subject;
  const scope = subject.repository ?? '';
  const own = [...contents.carries, ...contents.takesOut];
  const associated = [...own, ...revertedFrom(own, commits)].flatMap((sha) => commits.get(sha)?.associated ?? []);
  const untied = [...new Set([...associated, ...pulls.keys()])].filter((name) => !broughtIn.pulls.has(name));
  const picked = pickedBy(
    [],
    [...contents.carries, ...contents.takesOut].flatMap((sha) => commits.get(sha) ?? []),
  );
  const merges = untied.flatMap((name) => pulls.get(name)?.mergeCommit ?? []).filter((sha) => !wasRead(sha));
  return [
    ...untied.map((item) => ({ scope, collection: 'pull_request', item, upTo: null })),
    ...[...merges, ...picked].map((item) => ({ scope, collection: 'commit', item, upTo: momentOf(subject) })),
  ];
}

/** Runs on which the base rests without being named as it: when more is known of one of them, it may be another. */
export function openBases(base: Base, contents: Contents): readonly Awaited[] {
  const unnamed = base.run !== null && contents.base === null ? [base.run] : [];
  return [...unnamed, ...base.open, ...base.alike].map((run) => ({
    scope: '',
    collection: 'deployment',
    item: run.deployment,
    upTo: null,
  }));
}

/** The collection under which deployments wait for who carries their revision. */
export const BRINGER = 'bringer';

/** What is judged by who first brought its revision: a redeployment, and a rollback that carries nothing. */
export function bringsNothing({ relation, carries }: Contents): boolean {
  return relation === 'REDEPLOYMENT' || (relation === 'ROLLBACK' && carries.length === 0);
}

/** What brings nothing is judged by the deployment that first brought its revision, and that may turn out to be another one. */
export function awaitsFirst({
  contents,
  repository,
  sha,
  firstBroughtBy: first,
}: Omit<DeploymentCase, 'implementations'>): readonly Awaited[] {
  if (!bringsNothing(contents)) return [];
  const bringer = { scope: repository ?? '', collection: BRINGER, item: sha ?? '', upTo: null };
  return first === null ? [bringer] : [bringer, { scope: '', collection: 'deployment', item: first.deployment, upTo: null }];
}

/** As long as no source is known to hold changes, nothing is said of them: the first reading of any project changes that. */
export function awaitsTickets({ applies }: { readonly applies: boolean }): readonly Awaited[] {
  return applies ? [] : ['tickets', 'approvals'].map((collection) => ({ scope: '', collection, item: '', upTo: null }));
}
