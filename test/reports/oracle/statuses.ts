import type { Policy } from '#contract';
import type { Stay } from '../recompute/world.js';
import type { Move, Step, Ticket } from './things.js';

/** What policy says of a status, by id or name. */
export function meaningOf({ statuses }: Policy, source: string, id: string, name: string) {
  const said = [statuses[source], statuses['*']].flatMap((entries) => [entries?.[id], entries?.[name]]);
  return said.find((one) => one !== undefined) ?? null;
}

/** The transitions in the order of the tool. */
export function movesOf({ moves }: Ticket): readonly Move[] {
  return [...moves].sort((a, b) => (a.at.from < b.at.from ? -1 : a.at.from > b.at.from ? 1 : a.order - b.order));
}

/** Where a ticket stood, from its creation on; of each stage until when, and for whom it waited. */
export function staysOf(ticket: Ticket, policy: Policy): readonly Stay[] {
  const moves = movesOf(ticket);
  const read = ticket.values.get('status');
  const first = moves[0] ? { id: moves[0].from, name: moves[0].fromName } : { id: read?.value as string, name: read?.name ?? '' };
  if (!moves[0] && !read) return [];
  const began = [
    { ...first, at: ticket.created?.from ?? null },
    ...moves.map(({ to, toName, at }) => ({ id: to, name: toName, at: at.from })),
  ];
  return began.map(({ id, name, at: from }, nth) => {
    const stage = meaningOf(policy, ticket.source, id, name)?.stage ?? null;
    const to = began[nth + 1]?.at ?? null;
    return { stage, from, to, waitingFor: stage === 'CLOSED' ? [] : waitedFor(ticket, { stage, from, to }) };
  });
}

type Span = Pick<Stay, 'stage' | 'from' | 'to'>;

/** Who was asked and had not decided; where nobody was, and where it is worked on, to whom it was assigned. */
function waitedFor(ticket: Ticket, { stage, from, to }: Span): readonly string[] {
  const works = ['SCHEDULED', 'IMPLEMENTING', 'VALIDATING'].includes(stage ?? '');
  const asked = ticket.steps.filter(
    ({ word, by, at }) => word === 'REQUESTED' && by !== null && at !== null && (to === null || at.from < to),
  );
  const waiting = asked.filter(({ approval, by }) => {
    const decided = ticket.steps.filter((one) => one.approval === approval && one.by === by && one.word !== 'REQUESTED');
    return !decided.some((one) => from !== null && decidedAt(one, ticket) !== null && decidedAt(one, ticket)! <= from);
  });
  if (!works && waiting.length > 0) return [...new Set(waiting.flatMap(({ by }) => by ?? []))].sort();
  const assignee = assigneeAt(ticket, to);
  return assignee === null ? [] : [assignee];
}

/** Of a decision that its tool does not date: when the whole approval was over. */
function decidedAt({ approval, at }: Step, { steps }: Ticket): string | null {
  return (at ?? steps.find((one) => one.approval === approval && one.isWhole)?.at)?.from ?? null;
}

function assigneeAt(ticket: Ticket, moment: string | null): string | null {
  const edits = [...(ticket.edits.get('assignee') ?? [])].sort((a, b) => (a.at.from < b.at.from ? -1 : 1));
  const last = edits.filter(({ at }) => moment === null || at.from < moment).at(-1);
  const value = last ? last.to : edits[0] ? edits[0].from : (ticket.values.get('assignee')?.value ?? null);
  return typeof value === 'string' && value.startsWith('person:') ? value : null;
}

/** Since when it stands in CLOSED without a break; null where it does not. */
export function closedAt(stays: readonly Stay[]): string | null {
  let since: string | null = null;
  for (const { stage, from } of stays) since = stage === 'CLOSED' ? (since ?? from) : null;
  return since;
}

/** Steps of approvals in time: of Service Management the decisions about whole approvals, else transitions that policy calls one. */
export function decisionsOf(
  ticket: Ticket,
  policy: Policy,
): readonly { readonly word: string; readonly by: string | null; readonly at: string | null }[] {
  const whole = ticket.steps.filter(({ isWhole, word }) => isWhole && word !== 'REQUESTED');
  const told = whole.map(({ word, by, at }) => ({ word, by, at: at?.from ?? null }));
  const moved = movesOf(ticket).flatMap(({ to, toName, by, at }) => {
    const word = meaningOf(policy, ticket.source, to, toName)?.approval;
    return word === undefined ? [] : [{ word, by, at: at.from }];
  });
  return [...told, ...moved].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}
