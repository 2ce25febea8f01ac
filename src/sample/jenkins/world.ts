export interface Build {
  readonly number: number;
  readonly timestamp: number;
  readonly queueId: number;
  readonly result: 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'ABORTED' | null;
  readonly user?: string;
  readonly parameters?: readonly { readonly _class: string; readonly name: string; readonly value?: string }[];
  readonly isPipeline?: boolean;
  /** Ids of inputs that it waits with. */
  readonly pending?: readonly string[];
  /** Answers to inputs, in stages of their own, one after another. */
  readonly answers?: readonly { readonly word: 'Approved' | 'Rejected'; readonly user: string }[];
  /** What its scripts print. */
  readonly prints?: string;
  readonly checkout?: { readonly sha: string; readonly url: string };
  /** Its report of tests. */
  readonly tests?: { readonly failed: number; readonly total: number };
}

export interface Job {
  readonly isFolder?: boolean;
  readonly builds: readonly Build[];
}

export const MIDNIGHT = Date.UTC(2026, 0, 10);
export const DURATION = 60_000;
const SHA = 'ab'.repeat(20);
const REMOTE = 'https://bot:hunter2@github.com/acme/pay.git';

/** One that succeeded; a minute after the one before. */
export function build(number: number, more: Partial<Build> = {}): Build {
  return { number, timestamp: MIDNIGHT + number * 60_000, queueId: 1_000 + number, result: 'SUCCESS', ...more };
}

const MEMBERS = ['number', 'queueId', 'timestamp', 'duration', 'result', 'building', 'actions'] as const;

/** Only what `tree` names, as Jenkins does. */
export function buildObject(one: Build, tree: string): object {
  const whole: Record<(typeof MEMBERS)[number], unknown> = {
    number: one.number,
    queueId: one.queueId,
    timestamp: one.timestamp,
    duration: one.result === null ? 0 : DURATION,
    result: one.result,
    building: one.result === null,
    actions: [
      { _class: 'hudson.model.CauseAction', causes: [{ _class: 'hudson.model.Cause$UserIdCause', userId: one.user ?? null }] },
      {},
      { _class: 'hudson.model.ParametersAction', parameters: one.parameters ?? [] },
      { lastBuiltRevision: { SHA1: one.checkout?.sha ?? SHA, branch: [{ name: 'main' }] }, remoteUrls: [one.checkout?.url ?? REMOTE] },
      ...(one.tests ? [{ failCount: one.tests.failed, skipCount: 0, totalCount: one.tests.total }] : []),
    ],
  };
  const outer = tree.replace(/\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]/g, '').split(',');
  return Object.fromEntries(MEMBERS.filter((name) => outer.includes(name)).map((name) => [name, whole[name]]));
}

/** Stages of Stage View: one of ten seconds for each answer, of which it waited eight. */
export function describeObject({ timestamp, answers = [] }: Build): object {
  const stage = (at: number, pause: number) => ({
    startTimeMillis: timestamp + at * 10_000,
    durationMillis: 10_000,
    pauseDurationMillis: pause,
  });
  return { stages: [...answers.map((_, at) => stage(at, 8_000)), stage(answers.length, 0)] };
}

/** The log as HTML: what a script prints is escaped, what Jenkins notes is linked. */
export function logOf({ answers = [], prints = '' }: Build): string {
  const escaped = prints.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const lines = answers.map(({ word, user }) => `${word} by <a href='/user/${user}' class='model-link jenkins-table__link'>${user}</a>`);
  return [escaped, ...lines, 'Finished: SUCCESS', ''].join('\n');
}
