import { type AnyConnector, genuine, type Json, type RawRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import type { Recorded } from '../recorded-count.js';
import { rowsOf } from './rows.js';

type Thing = { readonly [key: string]: Json };

const MADE = /snapshot_tables|\/_tool_/;
/** A row of these is an answer of Jira, as JSON under `data`. */
const ISSUES = /_raw_jira_api_(?:issues|epics|external_epics)[^/]*\.csv$/;
const ENTRIES = /_raw_jira_api_issue_changelogs[^/]*\.csv$/;

function webhookRecords(content: Buffer): readonly RawRecord[] {
  const answer = genuine({ headers: {}, body: content });
  return 'genuine' in answer ? (jira.webhook?.parse(answer.genuine).records ?? []) : [];
}

/** An issue as the search shows it, with the changelog that is embedded in it. */
function issueRecord({ id = null, key = null, fields = null, changelog }: Thing): RawRecord {
  const histories = typeof changelog === 'object' && changelog !== null && 'histories' in changelog ? (changelog['histories'] ?? []) : [];
  const payload = { issue: { id, key, fields }, histories, comments: [], approvals: [] };
  return { kind: 'rest.issue', key: `ticket:${String(id)}`, payload };
}

/** One entry of a changelog, which names its issue beside itself. */
function entryRecord({ data = 'null', input = 'null' }: Readonly<Record<string, string>>): RawRecord {
  const ticket = String((JSON.parse(input) as { readonly issue_id?: number } | null)?.issue_id ?? '');
  const fields = { created: '2021-01-25T11:09:27.985+0800', issuetype: { id: '1' }, project: { id: '1' } };
  const payload = {
    issue: { id: ticket, key: `EE-${ticket}`, fields },
    histories: [JSON.parse(data) as Json],
    comments: [],
    approvals: [],
  };
  return { kind: 'rest.issue', key: `ticket:${ticket}`, payload };
}

function issuesIn(answer: Json): readonly RawRecord[] {
  const list = (Array.isArray(answer) ? answer : ((answer as Thing | null)?.['issues'] ?? [])) as readonly Json[];
  if (!Array.isArray(list)) return [];
  const isIssue = (one: Json) => typeof one === 'object' && one !== null && 'key' in one && 'fields' in one;
  return list.filter(isIssue).map((one) => issueRecord(one as Thing));
}

function recordsIn(path: string, content: Buffer): readonly RawRecord[] {
  const text = content.toString('utf8');
  if (path.includes('/webhooks/')) return webhookRecords(content);
  if (ISSUES.test(path)) return rowsOf(text).flatMap(({ data = 'null' }) => issuesIn([JSON.parse(data) as Json]));
  if (ENTRIES.test(path)) return rowsOf(text).map(entryRecord);
  return path.endsWith('.json') ? issuesIn(JSON.parse(text) as Json) : [];
}

export const recorded: Recorded = {
  tool: 'jira',
  connector: jira as AnyConnector,
  records(path, content) {
    if (MADE.test(path)) return { ignored: `${path} is what another program makes of answers.` };
    if (path.endsWith('_raw_jira_external_epics.csv'))
      return { ignored: `${path} holds three epics of other boards, in the shape of the issues beside them.` };
    const found = recordsIn(path, content);
    return found.length > 0 ? found : { ignored: `${path} holds neither an issue nor its changelog, which are all that the poll reads.` };
  },
};
