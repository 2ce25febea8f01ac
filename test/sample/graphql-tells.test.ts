import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { ANA, BEN, ROBOT, TOKEN, commit, graphql, payRepository, payWorld, pull, shaOf, timeOf } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());
async function serve(world: World): Promise<GitHub> {
  github = await startGitHub(world, { token: TOKEN });
  return github;
}
const inPay = (fields: string): string => `{ repository(owner: "acme", name: "pay") { ${fields} } }`;

describe('GraphQL tells', () => {
  it('a pull request with its commits, reviews and what happened to it', async () => {
    const one = pull(7, {
      commits: [shaOf(2), shaOf(3)],
      author: ROBOT,
      state: 'MERGED',
      mergeCommit: shaOf(4),
      mergedBy: BEN,
      mergedAt: timeOf(90),
      reviews: [{ id: 31, author: BEN, state: 'DISMISSED', body: '', commit: shaOf(3), submittedAt: timeOf(40) }],
      timeline: [
        { kind: 'RenamedTitleEvent', id: 1, createdAt: timeOf(30), actor: ANA, previousTitle: 'Old', currentTitle: 'New' },
        {
          kind: 'ReviewDismissedEvent',
          id: 2,
          createdAt: timeOf(50),
          actor: ANA,
          review: 31,
          previousReviewState: 'APPROVED',
          message: null,
        },
        { kind: 'ReopenedEvent', id: 3, createdAt: timeOf(60), actor: null },
      ],
    });
    const repository = payRepository({ pulls: [one] });
    repository.commits.push(commit(70, [4], { pulls: [7], author: null }));
    await serve({ repositories: [repository], denied: new Set() });
    const said = await graphql(
      github,
      inPay(`
      object(oid: "${shaOf(70)}") { ... on Commit { author { user { login } } committer { user { databaseId login } } tree { oid } associatedPullRequests(first: 5) { nodes { number merged } } } }
      pullRequest(number: 7) {
        state author { __typename login ... on Bot { databaseId } } mergedBy { login } mergeCommit { oid } headRefName
        commits(first: 10) { totalCount nodes { commit { oid parents(first: 2) { nodes { oid } } } } }
        reviews(first: 10) { nodes { fullDatabaseId state submittedAt commit { oid } } }
        timelineItems(first: 10, itemTypes: [REVIEW_DISMISSED_EVENT, REOPENED_EVENT]) { totalCount filteredCount nodes {
          __typename ... on ReviewDismissedEvent { createdAt actor { login } previousReviewState review { databaseId } } ... on ReopenedEvent { actor { login } } } }
      }`),
    );
    expect(said).toEqual({
      data: {
        repository: {
          object: {
            author: { user: null },
            committer: { user: { databaseId: 501, login: 'ana' } },
            tree: { oid: shaOf(100_070) },
            associatedPullRequests: { nodes: [{ number: 7, merged: true }] },
          },
          pullRequest: {
            state: 'MERGED',
            author: { __typename: 'Bot', login: 'renovate', databaseId: 503 },
            mergedBy: { login: 'ben' },
            mergeCommit: { oid: shaOf(4) },
            headRefName: 'topic-7',
            commits: {
              totalCount: 2,
              nodes: [
                { commit: { oid: shaOf(2), parents: { nodes: [{ oid: shaOf(1) }] } } },
                { commit: { oid: shaOf(3), parents: { nodes: [{ oid: shaOf(2) }] } } },
              ],
            },
            reviews: { nodes: [{ fullDatabaseId: '31', state: 'DISMISSED', submittedAt: timeOf(40), commit: { oid: shaOf(3) } }] },
            timelineItems: {
              totalCount: 3,
              filteredCount: 2,
              nodes: [
                {
                  __typename: 'ReviewDismissedEvent',
                  createdAt: timeOf(50),
                  actor: { login: 'ana' },
                  previousReviewState: 'APPROVED',
                  review: { databaseId: 31 },
                },
                { __typename: 'ReopenedEvent', actor: null },
              ],
            },
          },
        },
      },
    });
  });

  it('tags by name, an annotated one by its object, and null for an object that nobody has', async () => {
    await serve(
      payWorld({
        tags: [
          { name: 'v2', object: shaOf(900), commit: shaOf(8), annotated: true },
          { name: 'v1', object: shaOf(5), commit: shaOf(5), annotated: false },
        ],
      }),
    );
    const said = await graphql(
      github,
      inPay(`refs(refPrefix: "refs/tags/", first: 10) { totalCount nodes { name target { __typename oid ... on Tag { target { __typename oid } } } } }
      ref(qualifiedName: "refs/heads/main") { name target { oid } } object(oid: "${shaOf(77)}") { oid }`),
    );
    expect(said.data).toEqual({
      repository: {
        refs: {
          totalCount: 2,
          nodes: [
            { name: 'v1', target: { __typename: 'Commit', oid: shaOf(5) } },
            { name: 'v2', target: { __typename: 'Tag', oid: shaOf(900), target: { __typename: 'Commit', oid: shaOf(8) } } },
          ],
        },
        ref: { name: 'main', target: { oid: shaOf(10) } },
        object: null,
      },
    });
  });

  it('of a renamed repository under its old name, unless renames are not to be followed', async () => {
    await serve(payWorld({ name: 'payments', formerNames: ['acme/pay'] }));
    expect((await graphql(github, inPay('databaseId nameWithOwner'))).data).toEqual({
      repository: { databaseId: 4711, nameWithOwner: 'acme/payments' },
    });
    expect(
      (await graphql(github, '{ repository(owner: "acme", name: "pay", followRenames: false) { databaseId } }')).errors?.[0]?.type,
    ).toBe('NOT_FOUND');
  });
});
