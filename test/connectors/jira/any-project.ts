import fc from 'fast-check';
import {
  emptyJiraIssue,
  type JiraComment,
  type JiraHistory,
  type JiraHistoryItem,
  type JiraIssue,
  type JiraWorld,
} from '../../../src/sample/index.js';
import { ANA, approval, BEN, timeOf, worldOf } from './world.js';

const person = fc.constantFrom<string>(ANA.accountId, BEN.accountId);
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('n/a', 'toString', '__proto__', '*bold*', '{"id":1}'),
);
const value = fc.option(words, { nil: null });
const seconds = fc.integer({ min: 1, max: 90_000 });

const items: fc.Arbitrary<JiraHistoryItem> = fc.oneof(
  fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('1', '2', '3')).map(([from, to]) => ({
    ...{ field: 'status', fieldtype: 'jira' as const, fieldId: 'status' },
    ...{ from, fromString: `Status ${from}`, to, toString: `Status ${to}` },
  })),
  fc.tuple(fc.constantFrom('summary', 'description', 'environment'), value, value).map(([field, before, after]) => ({
    ...{ field, fieldtype: 'jira' as const, fieldId: field },
    ...{ from: null, fromString: before, to: null, toString: after },
  })),
  fc.tuple(fc.option(person, { nil: null }), fc.option(person, { nil: null })).map(([from, to]) => ({
    ...{ field: 'assignee', fieldtype: 'jira' as const, fieldId: 'assignee' },
    ...{ from, fromString: from && 'Somebody', to, toString: to && 'Somebody else' },
  })),
  fc.tuple(value, value).map(([before, after]) => ({
    ...{ field: 'Backout plan', fieldtype: 'custom' as const, fieldId: 'customfield_10010' },
    ...{ from: null, fromString: before, to: null, toString: after },
  })),
  fc.tuple(fc.constantFrom('10300', null), fc.constantFrom('10301', null)).map(([from, to]) => ({
    ...{ field: 'Fix Version', fieldtype: 'jira' as const, fieldId: 'fixVersions' },
    ...{ from, fromString: from && 'v1', to, toString: to && 'v2' },
  })),
);

const history = (id: number): fc.Arbitrary<JiraHistory> =>
  fc
    .record({ author: fc.option(person, { nil: null }), at: seconds, items: fc.array(items, { minLength: 1, maxLength: 4 }) })
    .map((one) => ({
      id: String(id),
      author: one.author,
      created: timeOf(one.at),
      items: one.items,
    }));

const aComment = (id: number): fc.Arbitrary<JiraComment> =>
  fc
    .record({ author: fc.option(person, { nil: null }), editor: person, body: words, at: seconds, later: fc.constantFrom(0, 60) })
    .map((one) => ({
      id: String(id),
      author: one.author,
      ...(one.later > 0 ? { updateAuthor: one.editor } : {}),
      body: one.body,
      created: timeOf(one.at),
      updated: timeOf(one.at + one.later),
    }));

/** As Jira writes a move: one entry, of which only the key has no ids. */
function move(number: number, at: number): JiraHistory {
  const ofJira = { fieldtype: 'jira' as const };
  const items = [
    { ...ofJira, field: 'project', fieldId: 'project', from: '10000', fromString: 'Payments', to: '10001', toString: 'Operations' },
    { ...ofJira, field: 'Key', from: null, fromString: `PAY-${String(number)}`, to: null, toString: `OPS-${String(number)}` },
    { ...ofJira, field: 'issuetype', fieldId: 'issuetype', from: '100', fromString: 'Type 100', to: '101', toString: 'Type 101' },
  ];
  return { id: String(number * 100 + 50), author: ANA.accountId, created: timeOf(at), items };
}

/** The ticket as it was before it was moved. */
export function asCreated(one: JiraIssue): JiraIssue {
  const key = one.key.replace('OPS', 'PAY');
  return { ...one, key, projectId: '10000', fields: { ...one.fields, issuetype: '100' } };
}

const anIssue = (number: number) =>
  fc
    .record({
      creator: fc.option(person, { nil: null }),
      summary: words,
      created: seconds,
      histories: fc.tuple(history(number * 100), history(number * 100 + 1), history(number * 100 + 2)),
      comments: fc.tuple(aComment(number * 100), aComment(number * 100 + 1)),
      movedAt: fc.option(seconds, { nil: null }),
      decision: fc.constantFrom('pending' as const, 'approved' as const, 'declined' as const),
    })
    .map(({ creator, summary, created, histories, comments, movedAt, decision }) =>
      emptyJiraIssue({
        id: String(10_000 + number),
        key: `${movedAt === null ? 'PAY' : 'OPS'}-${String(number)}`,
        projectId: movedAt === null ? '10000' : '10001',
        creator,
        created: timeOf(created),
        fields: { summary, status: '1', issuetype: movedAt === null ? '100' : '101' },
        histories: [...histories, ...(movedAt === null ? [] : [move(number, movedAt)])],
        comments: [...comments],
        approvals: [
          approval(number, {
            approvers: [
              { approver: ANA.accountId, approverDecision: decision },
              { approver: BEN.accountId, approverDecision: 'pending' },
            ],
            finalDecision: decision,
            completedDate: decision === 'pending' ? null : timeOf(95_000),
          }),
        ],
      }),
    );

const LINK = { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };

/** Two tickets of a service project with changes, comments, approvals and a link, all of them different each time. */
export const aProject: fc.Arbitrary<JiraWorld> = fc
  .tuple(anIssue(1), anIssue(2))
  .map((issues) => worldOf(issues, { links: [{ id: '40001', type: LINK, source: '10001', destination: '10002' }] }));
