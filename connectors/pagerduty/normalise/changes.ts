import { type Mention, ticketCandidates } from '#contract';
import type { ChangeEvent } from '../wire.js';

/**
 * What the change events that PagerDuty relates to an incident name. They are near in time, or at the same service: PagerDuty
 * does not say that one of them is the cause, so these are mentions, and none is a cause.
 */
export function mentionsOfChanges(changes: readonly ChangeEvent[]): readonly Mention[] {
  const found = changes.flatMap(({ summary, links }) => [
    ...namedIn(summary ?? ''),
    ...(links ?? []).flatMap(({ href, text }) => [...namedIn(text ?? ''), ...linkedBy(href ?? '')]),
  ]);
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

export function mentionsOfTitle(title: string): readonly Mention[] {
  return ticketCandidates(title).map((text) => ({ names: { kind: 'ticket', text }, method: 'TEXT', place: 'title' }));
}

function namedIn(text: string): Mention[] {
  return ticketCandidates(text).map((key) => mention('ticket', key));
}

/** Commits and pull requests by their addresses; their repositories lie in other tools. */
function linkedBy(address: string): Mention[] {
  const commit = /\/commits?\/([0-9a-f]{40}(?:[0-9a-f]{24})?)(?![0-9a-f])/.exec(address)?.[1];
  const request = /\/(?:pull|pull-requests|merge_requests)\/(\d{1,9})(?!\d)/.exec(address)?.[1];
  return [
    ...(commit ? [mention('commit', commit)] : []),
    ...(request ? [mention('pull_request_number', request)] : []),
    ...ticketCandidates(address).map((key) => mention('ticket', key)),
  ];
}

function mention(kind: 'ticket' | 'commit' | 'pull_request_number', text: string): Mention {
  return { names: { kind, text }, method: 'TEXT', place: 'change_event' };
}
