import { type Mention, ref, ticketCandidates } from '#contract';
import type { Deployment, Step } from '../wire.js';

/** A deployment log as one of the doors tells it. */
export interface Log {
  readonly deployment: Deployment;
  /** In their order; null where this door has none. */
  readonly steps: readonly Step[] | null;
  /** The commit that was checked out, as soon as env zero knows it. */
  readonly commit: string | null;
  readonly environmentName: string | null;
  readonly project: string | null;
  /** What the webhook is about, and when env zero raised it; null for a reading. */
  readonly told: { readonly event: string; readonly at: string } | null;
}

export const subjectOf = ({ deployment }: Log) => ref('deployment', deployment.id);

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The commit lies in another tool, and so does the pull request. */
export function mentionsOf(log: Log): readonly Mention[] {
  const { prNumber, blueprintRevision } = log.deployment;
  const sha = log.commit !== null && SHA.test(log.commit) ? log.commit : null;
  return [
    ...(sha === null ? [] : [{ names: { kind: 'commit' as const, text: sha }, method: 'RELATION' as const, place: 'gitRevision' }]),
    ...(prNumber === null
      ? []
      : [{ names: { kind: 'pull_request_number' as const, text: prNumber }, method: 'RELATION' as const, place: 'prNumber' }]),
    ...tickets(blueprintRevision ?? '', 'BRANCH', 'blueprintRevision'),
    ...ticketsIn(log),
  ];
}

/** What its starter typed names tickets; of a task it is all that does: it runs at a commit, and does not bring it in. */
export function ticketsIn({ deployment }: Log): readonly Mention[] {
  return tickets(deployment.comment ?? '', 'TEXT', 'comment');
}

function tickets(text: string, method: 'TEXT' | 'BRANCH', place: string): readonly Mention[] {
  return ticketCandidates(text, { anyCase: method === 'BRANCH' }).map((key) => ({ names: { kind: 'ticket', text: key }, method, place }));
}
