import { type Instant, type Interval, type Json, plusMs } from '#contract';
import type { BranchPush, ProtectionFact } from '../../src/controls/index.js';
import { controlWeakened as rule } from '../../src/controls/control-weakened.js';
import { pull, REPOSITORY } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';
import { caseOf, type Plan, upTo } from './case.js';

export const HOUR = 3_600;
/** Deployments about protections start in this second of March 2026. */
export const START = 200_000;
/** Up to then all was read: the judged moment and the skew. */
export const READ: Instant = plusMs(second(START + 1), 60_000);

type Said = { readonly [key: string]: Json };

/** What GitHub says of a branch whose pull requests are reviewed by two, and tested. */
export const STRICT: Said = {
  ...{ pullRequests: true, approvals: 2, dismissStaleReviews: true, codeOwners: false, lastPushApproval: true },
  ...{ checks: ['lint', 'test'], strictChecks: true, admins: true, linearHistory: false, forcePushes: false, deletions: false },
  ...{ conversations: true, signatures: false, locked: false, bypass: 0, pushers: 2 },
};

/** The branch as it was read in second `at`, and otherwise, or not, up to second `since`. */
export function reading(
  at: number,
  settings: Said | null,
  part: { readonly since?: number; readonly rules?: Json; readonly branch?: string } = {},
): ProtectionFact {
  const to = plusMs(second(at), 0.001);
  const from = part.since === undefined ? ('0001-01-01T00:00:00.000000Z' as Instant) : second(part.since);
  return { ...fact(at), branch: part.branch ?? 'main', rule: null, said: { settings, rules: part.rules ?? [] }, at: { from, to } };
}

/** A rule for branches like `main` was changed in second `at`. */
export function told(
  at: number,
  settings: Said,
  part: { readonly action?: string; readonly at?: Interval; readonly pattern?: string } = {},
): ProtectionFact {
  const said = { action: part.action ?? 'EDITED', settings, pattern: part.pattern ?? 'main' };
  return { ...fact(at), seq: 5_000_000 + at, branch: null, rule: 'thing:a:branch_protection_rule:7', said, at: part.at ?? span(at) };
}

/** A ruleset was changed in second `at`. */
export function ruleset(at: number, rules: Json, enforcement = 'active', include: readonly string[] = ['~DEFAULT_BRANCH']): ProtectionFact {
  const said = { action: 'EDITED', target: 'branch', enforcement, include, exclude: [], rules, bypass: 0 };
  return { ...fact(at), seq: 6_000_000 + at, branch: null, rule: 'thing:a:ruleset:9', said, at: span(at) };
}

function fact(at: number): Pick<ProtectionFact, 'repository' | 'tool' | 'recordedAt' | 'seq'> {
  return { repository: REPOSITORY, tool: 'github', recordedAt: second(at), seq: 1_000_000 + at };
}

export function pushOf(n: number, at: number | null, branch = 'main'): BranchPush {
  return { sha: sha(n), branch, at: at === null ? null : span(at), seq: 700 + n };
}

/** Started in second `START`, everything read, and the protections first on the first day. */
export function guarded(plan: Plan, facts: readonly ProtectionFact[], pushes: readonly BranchPush[] = []): Plan {
  const names = ['pull_requests', 'reviews', 'commits', 'branches', 'deployments', 'protections', 'bypasses'];
  return {
    ...plan,
    coverage: { ...Object.fromEntries(names.map((name) => [name, upTo(READ)])), ...plan.coverage },
    more: { start: span(START), protection: { facts, defaultBranch: 'main', pushes, bypasses: [] }, ...plan.more },
  };
}

/** #1, merged thirty hours before the start, is the commit 1; 2 was pushed. */
export const MERGED = START - 30 * HOUR;
export const merged = (at: number | null = MERGED): Plan => ({
  edges: [edges(0), edges(1, 0)],
  carries: [1],
  pulls: [pull(1, 1, { merged: at === null ? null : span(at) })],
});
export const pushed: Plan = { edges: [edges(0), edges(1, 0), edges(2, 1)], carries: [1, 2] };
export const LOOSE = { ...STRICT, approvals: 1 };
export const FIRST = reading(1_000, STRICT);

export const found = (plan: Plan) => rule.judge!(caseOf(plan))[0]!;
export const answer = (plan: Plan) => found(plan).answer;
export const readAs = (...more: readonly ProtectionFact[]) => guarded(merged(), [FIRST, ...more]);
/** Loosened and restored by a rule that was told of from the beginning. */
export const byRule = (from: number, until: number | null, part: Plan = merged()): Plan =>
  guarded(part, [FIRST, told(1_001, STRICT, { action: 'CREATED' }), told(from, LOOSE), ...(until === null ? [] : [told(until, STRICT)])]);
