import { type Draft, ref, text, ticketCandidates } from '#contract';
import { inRepository } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';

/** A change that is to be merged; its description may be another one later. */
export function changeOpened(event: CdEvent): readonly Draft[] {
  const { subject, place, description } = changeIn(event);
  const opened = factOf(event, { type: 'pull_request.opened', subject, happens: 'ONCE', core: { ...place, opener: null } });
  if (!description?.trim()) return [opened];
  const described = factOf(event, {
    type: 'pull_request.edited',
    subject,
    happens: 'AGAIN',
    transition: 'description',
    core: { ...place, description: text('description', description) },
    mentions: ticketCandidates(description).map((key) => ({ names: { kind: 'ticket', text: key }, method: 'TEXT', place: 'body' })),
  });
  return [opened, described];
}

/** Merged, or given up. CDEvents names neither the commit that it became nor who merged it. */
export function changeEnded(event: CdEvent): readonly Draft[] {
  const { subject, place } = changeIn(event);
  if (event.happened === 'change.abandoned') return [factOf(event, { type: 'pull_request.closed', subject, happens: 'ONCE', core: place })];
  const core = { ...place, mergeCommit: null, merger: null, base: null, head: null };
  return [factOf(event, { type: 'pull_request.merged', subject, happens: 'ONCE', core })];
}

function changeIn(event: CdEvent) {
  const { repository, description } = contentOf(inRepository, event);
  const place = { repository: repository ? ref('repository', nameOf(event, repository)) : null };
  return { subject: ref('pull_request', nameOf(event, event.subject)), place, description };
}
