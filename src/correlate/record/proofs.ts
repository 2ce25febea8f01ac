import { type Policy, type Proof, PROOFS, type ProofState } from '#contract';
import { CONTEXT_WORDS, contextOf } from './context.js';
import { cameAfter, type Held, heldIn, type Question } from './held.js';
import { outcomeProof } from './outcome-proof.js';
import type { OutcomeOfRecord } from './outcome.js';
import { type ContentEntry, type RecordFacts, seqsOf, startOf } from './record-facts.js';
import { seqsOfRuns, sentencesOfRuns } from './runs.js';
import { reasonOf, type Shown } from './shown.js';
import type { StageSpan } from './stages.js';
import { failedTests } from './tests.js';

export interface ProofEntry {
  readonly proof: Proof;
  readonly state: ProofState;
  /** Why, as sentences. */
  readonly reasons: readonly string[];
  readonly seqs: readonly number[];
}

interface Made {
  readonly stages: readonly StageSpan[];
  readonly outcome: OutcomeOfRecord;
  readonly contents: readonly ContentEntry[];
}

/** The six proofs of a record, in their order, each with its reasons (the table is in `docs/record.md`). */
export function proofsOf(facts: RecordFacts, made: Made, policy: Policy): readonly ProofEntry[] {
  const question: Question = { ticket: facts.ticket, policy, start: startOf(facts) };
  const of: Readonly<Record<Proof, () => Shown>> = {
    AUTHORISATION: () => authorised(facts),
    BUSINESS_NEED: () => needed(facts, made, policy),
    IMPACT_REVIEW: () => reviewed(facts, made),
    READINESS: () => ready(facts, made, question),
    EXECUTION: () => executed(facts, made),
    OUTCOME: () => outcomeProof(made.outcome, facts, made.stages),
  };
  return PROOFS.map((proof) => {
    const { state, reasons, seqs } = of[proof]();
    return { proof, state, reasons: [...new Set(reasons)], seqs: seqsOf(seqs) };
  });
}

/** A GAP of these says that it was not authorised. */
const AUTHORISING: ReadonlySet<string> = new Set(['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection']);
/** A GAP of these says that the authorisation is worth nothing, or is still owed. */
const WEAKENING: ReadonlySet<string> = new Set(['self-approval', 'emergency-without-review']);

function authorised({ answers }: RecordFacts): Shown {
  const asked = answers.filter(({ rule }) => AUTHORISING.has(rule) || WEAKENING.has(rule));
  const contradicting = asked.filter(({ rule, answer }) => AUTHORISING.has(rule) && answer === 'GAP');
  const open = asked.filter(({ answer }) => answer === 'GAP' || answer === 'INDETERMINATE');
  if (contradicting.length > 0) return shown('CONTRADICTED', contradicting);
  if (open.length > 0) return shown('NOT_PROVEN', open);
  // Each of the two passes where the other one speaks: alone neither says that it was authorised.
  const basis = ['unapproved-deployment', 'post-hoc-approval'].map((rule) => asked.filter((one) => one.rule === rule));
  if (basis.every((answered) => answered.length > 0)) return shown('PROVEN', basis.flat());
  const reason = 'No rule was asked whether it was authorised: it was not implemented, or the rules are off.';
  return { state: 'NOT_PROVEN', reasons: [reason], seqs: [] };
}

function shown(state: ProofState, answers: RecordFacts['answers']): Shown {
  return { state, reasons: answers.map(({ sentence }) => sentence), seqs: answers.flatMap(({ events }) => events) };
}

function entry({ contents }: Made, content: ContentEntry['content']): ContentEntry {
  return contents.find((one) => one.content === content)!;
}

/** By its justification, or by the request, problem or incident that it came from. */
function needed(facts: RecordFacts, made: Made, policy: Policy): Shown {
  const justification = entry(made, 'BUSINESS_JUSTIFICATION');
  if (justification.state === 'PRESENT') return { state: 'PROVEN', reasons: ['It says why it is needed.'], seqs: justification.seqs };
  const from = contextOf(facts, policy).filter(({ kind, ref }) => kind !== 'PROJECT' && !isLater(ref, facts, policy));
  if (from.length > 0) {
    return {
      state: 'PROVEN',
      reasons: from.map(({ key, kind, ref }) => `It came from ${key ?? ref} (${CONTEXT_WORDS[kind]}).`),
      seqs: from.map(({ seq }) => seq),
    };
  }
  return { state: 'NOT_PROVEN', reasons: reasonOf('The business justification', justification), seqs: justification.seqs };
}

/** What came up only after the start, such as an incident that the change caused, is not what it came from. */
function isLater(ref: string, facts: RecordFacts, policy: Policy): boolean {
  const start = startOf(facts);
  const ticket = facts.related.find((one) => one.ticket === ref);
  const incident = facts.ticket?.incidents?.find((one) => one.incident === ref);
  const other = ticket ? { at: ticket.created, source: ticket.source } : incident && { at: incident.opened, source: incident.source };
  return start !== null && other !== undefined && cameAfter(other.at, other.source, start, policy);
}

function reviewed({ decisions, implementations }: RecordFacts, made: Made): Shown {
  const review = entry(made, 'RISK_AND_IMPACT_REVIEW');
  const start = implementations[0]?.start.from ?? null;
  const spans = made.stages.filter(
    ({ stage, from }) => (stage === 'REVIEW' || stage === 'APPROVAL') && (start === null || from === null || from < start),
  );
  const looked = decisions.filter(
    ({ decision, at }) => decision !== 'REQUESTED' && decision !== 'RESET' && (start === null || at.from < start),
  );
  const seqs = [...review.seqs, ...spans.flatMap(({ seq }) => seq ?? []), ...looked.map(({ seq }) => seq)];
  const wasReviewed = spans.length + looked.length > 0;
  if (review.state === 'PRESENT' && wasReviewed)
    return { state: 'PROVEN', reasons: ['Risk and impact were stated and reviewed before the start.'], seqs };
  const missing = review.state === 'PRESENT' ? [] : reasonOf('The statement of risk and impact', review);
  return {
    state: 'NOT_PROVEN',
    reasons: [...missing, ...(wasReviewed ? [] : ['Nobody is known to have reviewed it before the start.'])],
    seqs,
  };
}

/** Tests, notes (the plan), communication, dependencies and backout, all there before the start, and no test failed. */
function ready(facts: RecordFacts, made: Made, question: Question): Shown {
  const failed = failedTests(facts, question.policy);
  if (failed.length > 0) {
    const reasons = failed.map(
      ({ name, conclusion, sha }) =>
        `The test "${name}" of ${sha === '' ? 'the change' : sha.slice(0, 12)} ended ${conclusion} in its last attempt.`,
    );
    return { state: 'CONTRADICTED', reasons, seqs: failed.map(({ seq }) => seq) };
  }
  const parts: readonly (readonly [string, Held])[] = [
    ['The testing evidence', entry(made, 'TESTING_EVIDENCE')],
    ['The implementation plan', entry(made, 'IMPLEMENTATION_PLAN')],
    ['The communication plan', heldIn(question, 'communication')],
    ['The statement of dependencies', heldIn(question, 'dependencies')],
    ['The backout plan', entry(made, 'BACKOUT_PLAN')],
  ];
  const seqs = parts.flatMap(([, held]) => held.seqs);
  const reasons = parts.filter(([, { state }]) => state !== 'PRESENT').flatMap(([name, held]) => reasonOf(name, held));
  if (reasons.length > 0) return { state: 'NOT_PROVEN', reasons, seqs };
  return { state: 'PROVEN', reasons: ['Tests, plan, communication, dependencies and backout were there before the start.'], seqs };
}

const SAYS_DONE: ReadonlySet<string> = new Set(['SUCCESSFUL', 'SUCCESSFUL_WITH_ISSUES', 'PARTIALLY_COMPLETED', 'BACKED_OUT', 'FAILED']);

function executed({ kind, implementations, runs = [], unread }: RecordFacts, { outcome }: Made): Shown {
  if (implementations.length > 0) {
    const reasons = implementations.map(({ deployment, start }) =>
      kind === 'DRIFT'
        ? `A tool found it in production at ${start.from}.`
        : deployment
          ? `${deployment} started at ${start.from}.`
          : `It was carried out by hand from ${start.from}.`,
    );
    const seqs = [...implementations.flatMap(({ events }) => events), ...seqsOfRuns(runs)];
    return { state: 'PROVEN', reasons: [...reasons, ...sentencesOfRuns(runs)], seqs };
  }
  const said = outcome.ticket !== null && SAYS_DONE.has(outcome.ticket.outcome);
  if (said && unread.deployments.length === 0) {
    return {
      state: 'CONTRADICTED',
      reasons: [`${outcome.ticket!.sentence} Nothing shows that it was carried out.`],
      seqs: outcome.ticket!.seqs,
    };
  }
  return {
    state: 'NOT_PROVEN',
    reasons: ['Nothing shows that it was carried out.', ...unread.deployments],
    seqs: outcome.ticket?.seqs ?? [],
  };
}
