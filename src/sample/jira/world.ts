export interface User {
  readonly accountId: string;
  displayName: string;
  active: boolean;
  /** IANA name; of the API user it decides how JQL reads a time and how the API writes one. */
  timeZone: string;
  /** Absent where the profile hides it. */
  readonly emailAddress?: string;
  readonly accountType?: 'atlassian' | 'app' | 'customer';
}

export interface Project {
  readonly id: string;
  key: string;
  name: string;
  /** Keys that the project bore before; they still lead to its issues. */
  readonly formerKeys: string[];
  readonly type: 'software' | 'service_desk' | 'business';
}

export interface Status {
  readonly id: string;
  name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface IssueType {
  readonly id: string;
  name: string;
  readonly subtask: boolean;
}

/**
 * How the raw value in a world becomes what the API shows: `document` is plain text that version 3 shows as a document;
 * `user`, `status` and `issuetype` are ids; `datetime` is a UTC time; `raw` is shown as it is.
 */
export type FieldKind = 'raw' | 'document' | 'user' | 'users' | 'datetime' | 'status' | 'issuetype';

export interface Field {
  readonly id: string;
  name: string;
  readonly kind: FieldKind;
}

export interface HistoryItem {
  readonly field: string;
  readonly fieldtype: 'jira' | 'custom';
  /** Jira leaves it out of some items: a parent, a link, a remote link. */
  readonly fieldId?: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface History {
  readonly id: string;
  /** null where Jira names nobody. */
  readonly author: string | null;
  readonly created: string;
  readonly items: readonly HistoryItem[];
}

export interface Comment {
  readonly id: string;
  readonly author: string | null;
  updateAuthor?: string;
  body: string;
  readonly created: string;
  updated: string;
}

export interface RemoteLink {
  readonly id: number;
  readonly globalId?: string;
  readonly relationship?: string;
  readonly url: string;
  readonly title: string;
}

export type Decision = 'pending' | 'approved' | 'declined';

export interface Approver {
  readonly approver: string;
  approverDecision: Decision;
}

export interface Approval {
  readonly id: string;
  readonly name: string;
  finalDecision: Decision;
  readonly approvers: Approver[];
  readonly createdDate: string;
  completedDate: string | null;
}

export interface LinkType {
  readonly id: string;
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

/** `source` blocks `destination`; both are ids of issues. */
export interface IssueLink {
  readonly id: string;
  readonly type: LinkType;
  readonly source: string;
  readonly destination: string;
}

export interface Issue {
  readonly id: string;
  key: string;
  readonly formerKeys: string[];
  projectId: string;
  readonly creator: string | null;
  /** Raw values by field id; a field that the world lists and the issue lacks is shown as null. */
  readonly fields: Record<string, unknown>;
  readonly created: string;
  updated: string;
  readonly histories: History[];
  readonly comments: Comment[];
  readonly remoteLinks: RemoteLink[];
  /** null: no service request. */
  approvals: Approval[] | null;
}

/** What the token may lack. A project is named by its id. */
export type Denied = 'approvals' | `browse ${string}`;

/** All that a stand-in knows: plain data, read anew at each request. Ids never change; times are UTC with milliseconds. */
export interface World {
  /** The account whose token asks. */
  readonly me: string;
  readonly users: User[];
  readonly projects: Project[];
  readonly statuses: Status[];
  readonly issueTypes: IssueType[];
  readonly fields: Field[];
  /** An issue that is taken out is deleted. */
  readonly issues: Issue[];
  readonly links: IssueLink[];
  readonly denied: Set<Denied>;
}

/** An issue with nothing in it but what `given` brings. */
export function emptyIssue(given: Pick<Issue, 'id' | 'key' | 'projectId' | 'created'> & Partial<Issue>): Issue {
  return {
    formerKeys: [],
    creator: null,
    fields: {},
    updated: given.created,
    histories: [],
    comments: [],
    remoteLinks: [],
    approvals: null,
    ...given,
  };
}
