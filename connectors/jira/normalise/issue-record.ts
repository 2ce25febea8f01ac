import { type Draft, type Json, type Normalised } from '#contract';
import { type History, readAs, rest } from '../wire.js';
import { addressOf } from './address.js';
import { approvalsOf } from './approval.js';
import { changesIn } from './changes.js';
import { commented } from './comment.js';
import { fieldOf } from './item.js';
import { linksOf } from './link.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';
import { readingsOf } from './readings.js';
import { created, keyed } from './ticket.js';
import { scheduled } from './version.js';

type Issue = rest.IssueRecord['issue'];

/** The whole of a ticket as the poll reads it. */
export function fromIssue(payload: Json): Normalised {
  const { issue, histories, comments, approvals, addresses } = readAs(rest.issueRecord, payload, 'issue');
  const oldestFirst = [...histories].sort(byTime);
  return {
    events: [
      creationOf(issue, oldestFirst),
      ...keysOf(issue, oldestFirst),
      ...oldestFirst.flatMap((history) => changesIn(entryOf(issue, history))),
      ...readingsOf(issue.id, issue.fields),
      ...comments.flatMap((comment) => commented(issue.id, comment)),
      ...linksOf(issue.id, issue.fields.issuelinks ?? []),
      ...approvalsOf(issue.id, approvals ?? []),
      ...scheduled(issue.fields.fixVersions ?? []),
      ...(addresses ?? []).flatMap(addressOf),
    ],
  };
}

function byTime(a: History, b: History): number {
  const [first, second] = [moment(a.created).from, moment(b.created).from];
  if (first !== second) return first < second ? -1 : 1;
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

function entryOf({ id: ticket }: Issue, { id, author, items, created: at }: History) {
  return { ticket, changelog: id, actor: accountOf(author), items, at: moment(at) };
}

function creationOf({ id: ticket, fields }: Issue, histories: readonly History[]): Draft {
  return created({
    ticket,
    project: firstOf('project', histories) ?? fields.project.id,
    issueType: firstOf('issuetype', histories) ?? fields.issuetype.id,
    creator: accountOf(fields.creator),
    created: fields.created,
  });
}

/** What a field was before its first change; null where it never changed. */
function firstOf(field: string, histories: readonly History[]): string | null {
  const change = histories.flatMap(({ items }) => items).find((item) => fieldOf(item) === field);
  return change?.from || null;
}

/** Every key that the ticket ever had, each with the time from which it is known to have had it. */
function keysOf({ id: ticket, key, fields }: Issue, histories: readonly History[]): Draft[] {
  const moves = histories.flatMap(({ created: at, items }) => items.filter(({ field }) => field === 'Key').map((item) => ({ at, item })));
  const since = new Map<string, string | null>([[moves[0]?.item.fromText || key, fields.created]]);
  for (const { at, item } of moves) {
    if (item.toText && !since.has(item.toText)) since.set(item.toText, at);
  }
  if (!since.has(key)) since.set(key, null);
  return [...since].map(([each, at]) => keyed(ticket, each, at === null ? null : moment(at)));
}
