import { issueCreatedPayload, issueUpdatedPayload } from '../../jira/webhooks/issue.js';
import { commentPayload } from '../../jira/webhooks/activity.js';
import type { HistoryItem, Issue } from '../../jira/world.js';
import { emptyIssue } from '../../jira/world.js';
import { jiraMoment, type When } from '../calendar.js';
import type { Person } from '../people.js';
import { PLANNED, projectId, type StatusName, statusId, type TextName, TEXTS, typeId, type TypeName } from '../site.js';
import { jiraAccount, msOf, tellJira, type Telling } from './telling.js';

export interface Request {
  readonly in: 'PAY' | 'WEB' | 'OPS';
  readonly type?: TypeName;
  readonly summary: string;
  /** null: left empty. */
  readonly description?: string | null;
  readonly plan?: string | null;
  readonly backout?: string | null;
  readonly justification?: string | null;
  readonly impact?: string | null;
  readonly window?: readonly [When, When];
  readonly labels?: readonly string[];
}

/** What a good request says where a story has nothing else to say. */
const USUAL: Readonly<Record<TextName, string>> = {
  plan: 'Merge, let the pipeline deploy it, watch the error rate for ten minutes.',
  backout: 'Deploy the revision before it again.',
  justification: 'Asked for by customers; on the roadmap of this quarter.',
  impact: 'No downtime; no other service is affected.',
};

/** What people do to a ticket. */
export function ticketActs(telling: Telling) {
  return {
    raise: (when: When, by: Person, request: Request): Issue => raised(telling, msOf(telling, when), by, request),
    /** To another status. */
    move: (when: When, by: Person, issue: Issue, to: StatusName): void => {
      const from = String(issue.fields['status']);
      const names = { fromString: statusName(telling, from), toString: to };
      issue.fields['status'] = statusId(to);
      changed(telling, issue, { by, atMs: msOf(telling, when) }, system('status', { from, to: statusId(to), ...names }));
    },
    /** One of its texts is written anew; null: taken away. */
    write: (when: When, by: Person, issue: Issue, texts: Partial<Record<TextName | 'description', string | null>>): void => {
      for (const [name, words] of Object.entries(texts)) {
        const text = name === 'description' ? { id: 'description', name: 'description' } : TEXTS[name as TextName];
        const before = (issue.fields[text.id] ?? null) as string | null;
        issue.fields[text.id] = words;
        const item = { from: null, fromString: before, to: null, toString: words };
        const kind = name === 'description' ? system(text.id, item) : custom(text, item);
        changed(telling, issue, { by, atMs: msOf(telling, when) }, kind);
      }
    },
    label: (when: When, by: Person, issue: Issue, labels: readonly string[]): void => {
      const before = (issue.fields['labels'] ?? []) as readonly string[];
      issue.fields['labels'] = labels;
      const item = { from: null, fromString: before.join(' '), to: null, toString: labels.join(' ') };
      changed(telling, issue, { by, atMs: msOf(telling, when) }, system('labels', item));
    },
    comment: (when: When, by: Person, issue: Issue, body: string): void => {
      const ms = msOf(telling, when);
      const at = jiraMoment(ms);
      const comment = { id: String(telling.company.idAt('comment', ms)), author: jiraAccount(by), body, created: at, updated: at };
      issue.comments.push(comment);
      issue.updated = later(issue.updated, at);
      tellJira(telling, (scene) => commentPayload(scene, issue, comment, 'created'));
    },
  };
}

interface Step {
  readonly by: Person;
  readonly atMs: number;
}

function raised(telling: Telling, atMs: number, by: Person, request: Request): Issue {
  const { jira, idAt } = telling.company;
  const project = projectId(request.in);
  const number = 101 + jira.issues.filter((issue) => issue.projectId === project).length;
  const issue = emptyIssue({
    id: String(idAt('issue', atMs)),
    key: `${request.in}-${number}`,
    projectId: project,
    creator: jiraAccount(by),
    created: jiraMoment(atMs),
    fields: fieldsOf(telling, by, request),
    approvals: request.in === 'OPS' ? [] : null,
  });
  jira.issues.push(issue);
  tellJira(telling, (scene) => issueCreatedPayload(scene, issue));
  return issue;
}

function fieldsOf(telling: Telling, by: Person, request: Request): Record<string, unknown> {
  const isDesk = request.in === 'OPS';
  const texts = Object.entries(TEXTS).map(([name, { id }]) => [
    id,
    request[name as TextName] === undefined ? USUAL[name as TextName] : request[name as TextName],
  ]);
  const { summary, description = `${summary}, as agreed in planning.`, window, type = isDesk ? 'Change' : 'Story' } = request;
  const given = { summary, description, reporter: jiraAccount(by), labels: request.labels ?? [] };
  const ids = { issuetype: typeId(type), status: statusId(isDesk ? 'Awaiting approval' : 'To Do') };
  const [from, to] = window ?? [];
  const planned =
    from === undefined || to === undefined
      ? []
      : [
          [PLANNED.start.id, timeOf(telling, from)],
          [PLANNED.end.id, timeOf(telling, to)],
        ];
  return { ...given, ...ids, ...Object.fromEntries([...texts, ...planned]) };
}

function timeOf(telling: Telling, when: When): string {
  return new Date(msOf(telling, when)).toISOString();
}

function statusName({ company }: Telling, id: string): string {
  return company.jira.statuses.find((status) => status.id === id)?.name ?? id;
}

type Values = Pick<HistoryItem, 'from' | 'fromString' | 'to' | 'toString'>;
const system = (field: string, values: Values): HistoryItem => ({ field, fieldtype: 'jira', fieldId: field, ...values });
const custom = ({ id, name }: { id: string; name: string }, values: Values): HistoryItem => ({
  field: name,
  fieldtype: 'custom',
  fieldId: id,
  ...values,
});

function changed(telling: Telling, issue: Issue, { by, atMs }: Step, item: HistoryItem): void {
  const created = jiraMoment(atMs);
  const history = { id: String(telling.company.idAt('history', atMs)), author: jiraAccount(by), created, items: [item] };
  issue.histories.push(history);
  issue.updated = later(issue.updated, created);
  tellJira(telling, (scene) => issueUpdatedPayload(scene, issue, history));
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
