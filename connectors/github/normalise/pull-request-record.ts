import { type Draft, type Json, type Normalised } from '#contract';
import { graphql, readAs } from '../wire.js';
import type { GraphqlPullRequest } from '../wire/graphql.js';
import { verifiedAddress } from './address.js';
import { commitRecorded } from './commit.js';
import { moment } from './moment.js';
import { graphqlAccount } from './people.js';
import { aimed, described, ended, headed, opened, type PullRequest, reopened, type Title, titled } from './pull-request.js';
import { reviewsOf } from './review-record.js';

/** The whole of a pull request as the poll reads it: its states, its titles, its commits, its reviews. */
export function fromPullRequest(payload: Json): Normalised {
  const node = readAs(graphql.pullRequest, payload, 'pull request');
  const pull = pullOf(node);
  const events: Draft[] = [
    opened(pull),
    headed(pull, null, commitList(node)),
    ...titlesOf(node, pull).map((title) => titled(pull, title)),
    ...described(pull, { description: node.body, from: null, by: pull.opener }),
    aimed(pull, null),
    ...reopenings(node).map(({ at, by }) => reopened(pull, at, by)),
    ...ended(pull),
    ...node.commits.nodes.flatMap(({ commit }) => [commitRecorded(commit, node.repository), ...verifiedAddress(commit)]),
    ...reviewsOf(node),
  ];
  return { events };
}

function pullOf(node: GraphqlPullRequest): PullRequest {
  const merged = node.mergedAt ? { at: node.mergedAt, by: graphqlAccount(node.mergedBy), commit: node.mergeCommit?.oid ?? null } : null;
  return {
    id: node.databaseId,
    repository: node.repository.databaseId,
    number: node.number,
    opener: graphqlAccount(node.author),
    createdAt: node.createdAt,
    head: node.headRefOid,
    branch: node.headRefName,
    base: node.baseRefName,
    closedAt: node.closedAt ?? null,
    merged,
  };
}

/** REST lists at most 250 commits of a pull request, GraphQL all; the total says where it cut all the same. */
function commitList(node: GraphqlPullRequest) {
  const commits = node.commits.nodes.map(({ commit }) => commit.oid);
  const commitsTotal = node.commits.totalCount ?? commits.length;
  return { commits, commitsTotal, commitsCut: commitsTotal > commits.length };
}

/** Every title once, at its first time: the one before the first renaming stood since the opening. */
function titlesOf(node: GraphqlPullRequest, pull: PullRequest): Title[] {
  const titles = new Map<string, Title>();
  const bore = (title: Title) => titles.has(title.title) || titles.set(title.title, title);
  const renamings = node.timelineItems?.nodes.filter((item) => item.__typename === 'RenamedTitleEvent');
  const first = renamings?.[0]?.previousTitle ?? node.title;
  bore({ title: first, from: renamings ? moment(node.createdAt) : null, by: pull.opener });
  for (const { currentTitle, createdAt } of renamings ?? []) {
    bore({ title: currentTitle, from: moment(createdAt), by: null });
  }
  bore({ title: node.title, from: null, by: null });
  return [...titles.values()];
}

function reopenings(node: GraphqlPullRequest) {
  const items = node.timelineItems?.nodes.filter((item) => item.__typename === 'ReopenedEvent') ?? [];
  return items.map((item) => ({ at: moment(item.createdAt), by: graphqlAccount(item.actor) }));
}
