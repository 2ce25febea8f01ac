import { genuine, type Json, type RawRecord } from '#contract';
import github from '../../../connectors/github/index.js';
import type { AnyConnector } from '#contract';
import type { Recorded } from '../recorded-count.js';
import { rowsOf } from '../jira/rows.js';
import { restRecords } from './recorded-rest.js';

type Body = { readonly [key: string]: Json };

/** What is no payload of GitHub, by where it lies. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\.golden\.json$|\/outputs\/|snapshot_tables|\/_tool_/, 'is what another program makes of a payload.'],
  [/\.headers\.json$/, 'holds the headers of a delivery, and not its body.'],
  [/^octokit-webhooks-schemas/, 'is a schema of webhooks, and no webhook.'],
  [
    /^atlassian-github-for-jira\/jira-configuration|(get-repositories|sorted-repos|\/repositories)\.json$/,
    'is a state of another program.',
  ],
  [/\.jsonl$/, 'is a report of Copilot, line by line.'],
];

/** Where the folder says nothing: which event a body is of, by what only that event has. */
const EVENTS: readonly (readonly [string, readonly string[]])[] = [
  ['pull_request_review', ['pull_request', 'review']],
  ['pull_request_review_comment', ['pull_request', 'comment']],
  ['pull_request', ['pull_request', 'number']],
  ['push', ['ref', 'before', 'after']],
  ['create', ['ref_type', 'master_branch']],
  ['delete', ['ref_type', 'pusher_type']],
  ['deployment_status', ['deployment_status']],
  ['deployment', ['deployment']],
  ['release', ['release', 'action']],
  ['merge_group', ['merge_group']],
  ['workflow_run', ['workflow_run', 'action']],
  ['check_run', ['check_run']],
  ['package', ['package', 'action']],
  ['issue_comment', ['issue', 'comment']],
  ['issues', ['issue', 'action']],
  ['status', ['context', 'state', 'sha']],
  ['installation', ['installation', 'action', 'repositories']],
  ['ping', ['zen']],
  ['code_scanning_alert', ['alert', 'action', 'commit_oid']],
];

const WEBHOOKS = /^cdviz-transformers\/|^drone-go-scm\/github\/webhooks\/|^octokit-webhooks-js\/|\/code-scanning-alert(-fixed)?\.json$/;

function webhookRecords(event: string, body: Body): readonly RawRecord[] {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const answer = genuine({ headers: { 'x-github-event': event, 'x-github-delivery': 'recorded' }, body: bytes });
  return 'genuine' in answer ? (github.webhook?.parse(answer.genuine).records ?? []) : [];
}

function eventOf(path: string, body: Body): string | null {
  const folder = /^octokit-webhooks-examples\/[^/]+\/([^/]+)\//.exec(path)?.[1];
  if (folder !== undefined) return folder;
  if (!WEBHOOKS.test(path)) return null;
  return EVENTS.find(([, has]) => has.every((name) => Object.hasOwn(body, name)))?.[0] ?? null;
}

function fromJson(path: string, json: Json): readonly RawRecord[] {
  const body = json as Body;
  const { name, payload } = body;
  // Probot hands events over under their names.
  if (typeof name === 'string' && typeof payload === 'object' && payload !== null) return webhookRecords(name, payload as Body);
  const event = eventOf(path, body);
  return event === null ? restRecords(json) : webhookRecords(event, body);
}

export const recorded: Recorded = {
  tool: 'github',
  connector: github as AnyConnector,
  records(path, content) {
    const foreign = FOREIGN.find(([where]) => where.test(path));
    if (foreign) return { ignored: `${path} ${foreign[1]}` };
    const text = content.toString('utf8');
    const found = path.endsWith('.csv')
      ? rowsOf(text).flatMap((row) => restRecords(JSON.parse(row['data'] || 'null') as Json))
      : fromJson(path, JSON.parse(text) as Json);
    // Pull requests, reviews, commits and tags are read by GraphQL.
    return found.length > 0 ? found : { ignored: `${path} holds nothing that the poll reads in this shape.` };
  },
};
