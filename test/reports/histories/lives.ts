import { lastEnd, SPAN } from '../../company/clean.js';
import type { Mutator } from '../../company/mutator.js';
import type { Ticket, Unit } from '../../company/plan.js';
import type { Random } from '../../company/random.js';

// What becomes of a ticket after its change was deployed, and while it waits: no rule says anything of it.

interface Life {
  readonly ticket: Ticket;
  readonly unit: Unit;
  readonly random: Random;
  /** So many minutes after all was deployed. */
  readonly later: (minutes: number) => number;
}

function life(name: string, lives: (life: Life) => void): Mutator {
  return {
    name,
    apply(unit, random) {
      const ticket = random.pick(unit.changes).ticket;
      if (ticket === null) return false;
      lives({ ticket, unit, random, later: (minutes) => lastEnd(unit) + minutes * SPAN.MINUTE });
      return true;
    },
  };
}

const WORDS = ['Done', 'Done with issues', 'Rolled back', "Won't do"] as const;

/** It is closed by a move that says how it ended, in place of one that says nothing. */
function closes({ ticket, later }: Life, minutes: number, resolution: string | null): void {
  ticket.closedAt = null;
  moves(ticket, { at: later(minutes), by: ticket.creator, to: 'Done', resolution });
}

function moves(ticket: Ticket, ...more: NonNullable<Ticket['moves']>): void {
  ticket.moves = [...(ticket.moves ?? []), ...more];
}

export const LIVES: readonly Mutator[] = [
  life('closed, opened again, worked on and closed', (one) => {
    const { ticket, unit, random, later } = one;
    closes(one, 30, random.pick([null, 'Done']));
    const by = unit.cast.merger.jira;
    moves(
      ticket,
      { at: later(random.int(60, 4000)), by, to: 'In Progress', resolution: null },
      { at: later(4100), by, to: 'Validating' },
      { at: later(random.int(4200, 9000)), by, to: 'Done', resolution: random.pick(WORDS) },
    );
  }),
  life('closed, and opened again for good', (one) => {
    closes(one, 30, 'Done');
    moves(one.ticket, { at: one.later(one.random.int(60, 20_000)), by: one.unit.cast.merger.jira, to: 'In Review', resolution: null });
  }),
  life('closed twice without having been open between', (one) => {
    closes(one, 45, null);
    moves(one.ticket, { at: one.later(one.random.int(60, 20_000)), by: one.ticket.creator, to: 'Archived' });
  }),
  life('closed by mistake, put back at once, and closed', (one) => {
    closes(one, 20, 'Done');
    moves(one.ticket, { at: one.later(22), by: one.ticket.creator, to: 'To Do', resolution: null });
    moves(one.ticket, {
      at: one.later(one.random.int(100, 3000)),
      by: one.ticket.creator,
      to: 'Archived',
      resolution: one.random.pick(WORDS),
    });
  }),
  life('moved twice in one millisecond', (one) => {
    closes(one, 20, null);
    moves(one.ticket, { at: one.later(20), by: one.ticket.creator, to: 'Validating' });
    moves(one.ticket, { at: one.later(20), by: one.ticket.creator, to: 'Archived' });
  }),
  life('never closed', ({ ticket }) => void (ticket.closedAt = null)),
  life('closed with a word on how it ended', (one) => closes(one, one.random.int(3, 5000), one.random.pick(WORDS))),
  life('reviewed, assigned and worked on', (one) => {
    const { ticket, unit, later } = one;
    const { author, opener, merger } = unit.cast;
    const [decision] = ticket.decisions;
    moves(ticket, { at: ticket.createdAt + 120, by: author.jira, to: 'In Review' });
    if (ticket.project === 'OPS') moves(ticket, { at: ticket.createdAt + 400, by: author.jira, to: 'In Progress' });
    ticket.assigned = [
      { at: ticket.createdAt + 60, by: author.jira, to: author.jira },
      { at: ticket.createdAt + 300, by: author.jira, to: opener.jira },
      { at: (decision?.at ?? later(1)) + 30, by: opener.jira, to: merger.jira },
    ];
    closes(one, one.random.int(20, 900), null);
    moves(ticket, { at: later(2), by: merger.jira, to: 'Validating' });
  }),
  life('of high risk', ({ ticket }) => void (ticket.fields['priority'] = { id: '2', name: 'High' })),
  life('of a risk that has a comma and quotes', ({ ticket }) => void (ticket.fields['priority'] = { id: '5', name: 'Low, "perhaps"' })),
];
