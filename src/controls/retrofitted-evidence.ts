import { type Content, microsOf } from '#contract';
import { CONTENT_NAMES, type Edit, editsOf, isLacking, type Order, orderOf, type TicketFacts } from '../correlate/index.js';
import { missingOf, unknown } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import { requiredContents } from './incomplete-request.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { fieldOf, ticketMissing } from './ticket-fields/content.js';

/** What a request must say was written, or written anew, only after the change had been implemented. */
export const retrofittedEvidence: Rule = {
  info: {
    id: 'retrofitted-evidence',
    title: 'A change was documented only after it was implemented',
    gapWhen: 'a required field was first filled in, or replaced, after start',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: ['NIST 800-53 CM-3(2), CM-4', 'ISO 27001 A.8.29, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1', 'DORA art. 9(4)(e)'],
  },
  silence: 'It is asked about a ticket, and of this one no implementation is known.',
  judgeChange: (earliest) => (earliest.ticket ? finding(earliest, earliest.ticket) : []),
};

const WHETHER = 'what it must say was written before it started';

/** A value that a required field got. */
interface Filled {
  readonly content: Content;
  readonly edit: Edit;
  readonly isFirst: boolean;
  readonly order: Order;
}

/** A content that no field holds by policy is not asked for. */
function finding(subject: ImplementationCase, ticket: TicketFacts): readonly Finding[] {
  const held = requiredContents(subject.inForce.policy).filter(
    (content) => fieldOf(content, ticket.source, subject.inForce.policy) !== null,
  );
  if (held.length === 0) return [];
  const all = held.flatMap((content) => filledIn(subject, ticket, content));
  const late = all.filter(({ order }) => order === 'AFTER');
  const open = all.filter(({ order }) => order === 'OPEN');
  const events = [...subject.events, ...all.map(({ edit }) => edit.seq)];
  // What was written late stays so, whatever else is not read yet.
  const missing = late.length > 0 ? subject.unsure : ticketMissing(subject);
  if (missing.length > 0) return [{ ...unknown(subject, WHETHER, missing), events }];
  if (late.length > 0) return [{ subject: subject.subject, events, ...gap(subject, ticket, late) }];
  if (open.length > 0)
    return [
      {
        ...unknown(
          subject,
          WHETHER,
          open.map((one) => unordered(subject, one)),
        ),
        events,
      },
    ];
  const sentence = `What ${subject.title} must say was not touched after it had been implemented.`;
  return [{ subject: subject.subject, events, answer: 'PASS', sentence }];
}

/** To empty a field is no evidence; `incomplete-request` asks what stood in it at the start. */
function filledIn(subject: ImplementationCase, ticket: TicketFacts, content: Content): readonly Filled[] {
  const { clockSkewMs, templates, ...policy } = subject.inForce.policy;
  const field = fieldOf(content, ticket.source, policy);
  if (field === null) return [];
  const lacks = (value: Edit['to']) => isLacking(value, templates[field] ?? []);
  const start = { at: subject.start, sequence: null };
  return editsOf(ticket, field)
    .filter(({ to }) => !lacks(to))
    .map((edit) => ({
      content,
      edit,
      isFirst: lacks(edit.from),
      order: orderOf({ at: edit.at, sequence: null }, start, edit.dated && ticket.source === subject.startSource, clockSkewMs),
    }));
}

function unordered(subject: ImplementationCase, { content, edit: { at } }: Filled) {
  return missingOf(
    subject,
    `When ${CONTENT_NAMES[content]} was written, between ${at.from} and ${at.to}, cannot be ordered with its start.`,
    'tickets',
  );
}

function gap(subject: ImplementationCase, ticket: TicketFacts, late: readonly Filled[]) {
  const [first, ...others] = [...late].sort((a, b) => (a.edit.at.from < b.edit.at.from ? -1 : 1));
  if (!first) throw new Error('A gap has what makes it one.');
  const time = spoken((microsOf(first.edit.at.to) - microsOf(subject.start.from)) / 1000);
  const names = [...new Set(late.map(({ content }) => CONTENT_NAMES[content]))];
  const more = others.length === 0 ? '' : `, and ${others.length} more such ${others.length === 1 ? 'edit' : 'edits'} came later`;
  return {
    answer: 'GAP' as const,
    sentence: `${subject.title}: ${CONTENT_NAMES[first.content]} was ${first.isFirst ? 'filled in' : 'replaced'} ${time} after it started${more}.`,
    about: [ticket.ticket],
    wouldPassIf: `${names.join(' and ')} had been written before it started, and left so`,
  };
}
