import { type Stage, STAGES } from '#contract';
import type { StageSpan } from '../../correlate/index.js';
import type { ChangeCase } from '../change-case.js';
import type { Finding } from '../rule.js';
import { eventsOf, lacking, ticketUnread, unknown } from './answers.js';
import { breaksOf } from './chain.js';

const WHETHER = 'it was in every stage that policy requires before it came further';
const FROM = STAGES.indexOf('IMPLEMENTING');

/** Where a change reached IMPLEMENTING or later: whether it had been in every required stage before that one. */
export function skippedStages(subject: ChangeCase): readonly Finding[] {
  const required = subject.inForce.policy.requiredStages ?? [];
  const reached = subject.stages.findIndex(({ stage }) => rank(stage) >= FROM);
  if (required.length === 0 || reached < 0 || isGivenUp(subject)) return [];
  return [finding(subject, required)];
}

/** Below every stage for what is none. */
function rank(stage: Stage | null): number {
  return (STAGES as readonly (Stage | null)[]).indexOf(stage);
}

/** Closed without having been implemented, and recorded as cancelled: it went no further, it ended. */
function isGivenUp({ stages, earliest, outcome, decisions }: ChangeCase): boolean {
  if (earliest !== null || stages.some(({ stage }) => stage === 'IMPLEMENTING' || stage === 'VALIDATING')) return false;
  if (outcome !== null) return outcome.outcome === 'CANCELLED';
  const last = decisions.filter(({ decision }) => decision !== 'REQUESTED' && decision !== 'RESET').at(-1);
  return last?.decision === 'REJECTED' || last?.decision === 'REVOKED';
}

/** The first time at which it came further than a required stage without having been in it. */
function skipped(stages: readonly StageSpan[], required: readonly Stage[]) {
  for (const [nth, span] of stages.entries()) {
    if (rank(span.stage) < FROM) continue;
    const before = stages.slice(0, nth).map(({ stage }) => stage);
    const without = required.filter((stage) => rank(stage) < rank(span.stage) && !before.includes(stage));
    if (without.length > 0) return { span, without: [...new Set(without)].sort((a, b) => rank(a) - rank(b)) };
  }
  return null;
}

function finding(subject: ChangeCase, required: readonly Stage[]): Finding {
  const { stages, ticket, title } = subject;
  const events = eventsOf(
    subject,
    stages.flatMap(({ seq }) => seq ?? []),
  );
  const common = { subject: subject.subject, events };
  const found = skipped(stages, required);
  // A step that nobody read can only add a stage.
  if (found === null)
    return { ...common, answer: 'PASS', sentence: `${title} was in every stage that policy requires before it came further.` };
  const { span, without } = found;
  const missing = span.from === null ? [lacking(subject, 'Since when it stands there is not known.')] : ticketUnread(subject, span.from);
  const holes = breaksOf(ticket).length > 0 ? [lacking(subject, 'Its status history has a hole, in which it may have been there.')] : [];
  if (missing.length > 0 || holes.length > 0) return unknown(subject, WHETHER, [...missing, ...holes], events);
  const names = without.join(', ');
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} came to ${span.stage ?? ''} ("${span.name}") at ${span.from ?? ''} without having been in ${names}.`,
    about: [subject.subject],
    wouldPassIf: `it had been in ${names} before`,
  };
}
