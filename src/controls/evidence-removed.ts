import { isBefore, microsOf } from '#contract';
import { implementationNotCovered, type ImplementationCase } from './case.js';
import { INTEGRITY } from './integrity/clauses.js';
import { isGone, latestOf, type Support } from './integrity/rests-on.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** What an implementation rests on was deleted at its source. */
export const evidenceRemoved: Rule = {
  info: {
    id: 'evidence-removed',
    title: 'Evidence was deleted at its source',
    gapWhen: 'a ticket, pull request, review or approval that the implementation rests on was deleted at its source',
    severity: 'CRITICAL',
    subject: 'implementation, change',
    clauses: INTEGRITY,
  },
  silence: 'It is asked about every implementation of a change, and every one without a change.',
  judgeImplementation: (subject) => [finding(subject)],
};

function finding(subject: ImplementationCase): Finding {
  const { supports = [], ticket } = subject;
  const all = supports.map((support) => ({ support, gone: isGone(support, ticket) }));
  const gone = all.filter((one) => one.gone === 'YES').map(({ support }) => support);
  const common = { subject: subject.subject };
  if (gone.length > 0) return { ...common, ...gap(subject, gone) };
  const perhaps = all.filter((one) => one.gone === 'UNKNOWN').map(({ support }) => support);
  const open = perhaps.map(({ named, ref }) => ({
    what: `Whether ${named} was deleted before or after what happened to it last cannot be ordered.`,
    scope: ref,
    collection: 'deletions',
    upTo: null,
  }));
  const missing = [...subject.unsure, ...implementationNotCovered(subject), ...open];
  const events = [...subject.events, ...supports.flatMap(({ removals }) => removals.map(({ seq }) => seq))];
  if (missing.length === 0)
    return { ...common, answer: 'PASS', sentence: `Nothing that ${subject.title} rests on was deleted: ${counted(supports)}.`, events };
  const why = [...new Set(missing.map(({ what }) => what))].join(' ');
  return {
    ...common,
    answer: 'INDETERMINATE',
    sentence: `Whether something that ${subject.title} rests on was deleted is not known. ${why}`,
    events,
    missing,
  };
}

function gap(subject: ImplementationCase, gone: readonly Support[]): Omit<Finding, 'subject'> {
  const [first] = gone;
  const more = gone.length > 1 ? `, and ${gone.length - 1} more` : '';
  return {
    answer: 'GAP',
    sentence: `${capital(first!.named)}, on which ${subject.title} rests, was deleted at its source${when(subject, first!)}${more}.`,
    events: [...subject.events, ...gone.flatMap(({ removals }) => removals.map(({ seq }) => seq))],
    about: gone.map(({ ref }) => ref),
    wouldPassIf: `${first!.named}${more} had stayed at ${gone.length > 1 ? 'their sources' : 'its source'}`,
  };
}

/** How long after its start, where a time was told and lies after it. */
function when({ start }: ImplementationCase, { removals }: Support): string {
  const dated = removals.filter(({ at }) => isBefore(start, at));
  const latest = latestOf(dated);
  if (latest === null) return '';
  const at = dated.find(({ at: one }) => one.to === latest)!.at;
  return ` ${spoken((microsOf(at.from) - microsOf(start.from)) / 1000)} after its start`;
}

const WORDS: Readonly<Record<Support['kind'], string>> = {
  TICKET: 'ticket',
  PULL_REQUEST: 'pull request',
  REVIEW: 'review',
  APPROVAL: 'approval',
};

function counted(supports: readonly Support[]): string {
  const parts = Object.entries(WORDS).flatMap(([kind, word]) => {
    const count = supports.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? 'it rests on the deployment alone' : parts.join(', ');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
