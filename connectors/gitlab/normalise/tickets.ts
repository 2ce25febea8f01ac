import { type Mention, type MentionMethod, ticketCandidates } from '#contract';

/** A text in which tickets may be named, and how strong a mention in it is. */
export interface Place {
  readonly text: string;
  readonly method: MentionMethod;
  readonly place: string;
}

/** Mentions of tickets, each key once: where it stands first in the list, which therefore goes from strong to weak. */
export function ticketMentions(places: readonly Place[]): Mention[] {
  const mentions = new Map<string, Mention>();
  for (const { text, method, place } of places) {
    for (const key of ticketCandidates(text, { anyCase: method === 'BRANCH' })) {
      if (!mentions.has(key)) mentions.set(key, { names: { kind: 'ticket', text: key }, method, place });
    }
  }
  return [...mentions.values()];
}

/** A title's own words, and those that it quotes of what it reverts: the revert of PAY-12 is no work on PAY-12. */
export function titlePlaces(title: string, place: string): Place[] {
  const quoted = /^((?:Revert|Reapply) ")(.*)"(.*)$/s.exec(title);
  if (!quoted) return [{ text: title, method: 'TITLE', place }];
  const [, , inner = '', after = ''] = quoted;
  return [
    { text: after, method: 'TITLE', place },
    { text: inner, method: 'TITLE', place: `reverted-${place}` },
  ];
}
