// The GraphQL that we send. `fullDatabaseId` because pull request and review ids have passed 2^31, where
// `databaseId` is null; it comes under the old name, so that records look the same from every server.
const COMMIT = `
  oid tree { oid } parents(first: 100) { nodes { oid } } message authoredDate committedDate
  author { name email user { databaseId login } } committer { name email user { databaseId login } } signature { state wasSignedByGitHub }`;

const ASSOCIATED = `associatedPullRequests(first: 20) {
  nodes { databaseId: fullDatabaseId number merged mergeCommit { oid } baseRefName repository { databaseId } } }`;

const ACTOR = '__typename login ... on User { databaseId } ... on Bot { databaseId }';

const PAGING = 'totalCount pageInfo { hasNextPage endCursor }';

const COMMITS = `${PAGING} nodes { commit { ${COMMIT} } }`;
const REVIEWS = `${PAGING} nodes { databaseId: fullDatabaseId state submittedAt author { ${ACTOR} } commit { oid } }`;
const TIMELINE = `pageInfo { hasNextPage endCursor } nodes { __typename
  ... on ReviewDismissedEvent { createdAt actor { ${ACTOR} } previousReviewState review { databaseId: fullDatabaseId } }
  ... on ReopenedEvent { createdAt actor { ${ACTOR} } }
  ... on RenamedTitleEvent { createdAt previousTitle currentTitle } }`;
const ITEMS = 'itemTypes: [REVIEW_DISMISSED_EVENT, REOPENED_EVENT, RENAMED_TITLE_EVENT]';

// 50 commits for each of 25 pull requests: some 13 points of GitHub's 5,000 an hour for a page.
const PULL_REQUEST = `
  databaseId: fullDatabaseId number title body state createdAt updatedAt closedAt mergedAt isDraft
  author { ${ACTOR} } mergedBy { ${ACTOR} } baseRefName headRefName headRefOid mergeCommit { oid }
  commits(first: 50) { ${COMMITS} }
  reviews(first: 50) { ${REVIEWS} }
  timelineItems(first: 50, ${ITEMS}) { ${TIMELINE} }`;

const inRepository = (variables: string, selection: string) =>
  `query($owner: String!, $name: String!${variables}) {
    repository(owner: $owner, name: $name) { databaseId nameWithOwner ${selection} }
  }`;

export const DEFAULT_BRANCH = inRepository('', 'defaultBranchRef { name target { oid } }');

export const ONE_BRANCH = inRepository(
  ', $branch: String!',
  'defaultBranchRef { name target { oid } } ref(qualifiedName: $branch) { name target { oid } }',
);

/** All that is reachable from a commit, newest first. */
export const HISTORY = inRepository(
  ', $head: GitObjectID!, $after: String',
  `object(oid: $head) { ... on Commit { oid history(first: 100, after: $after) { ${PAGING} nodes { ${COMMIT}
    ${ASSOCIATED}
  } } } }`,
);

/** Commits by name, up to 100: the exact set that a comparison gave. */
export function commitsByName(shas: readonly string[]): string {
  const one = (sha: string, index: number) =>
    `c${String(index)}: object(oid: "${sha}") { ... on Commit { ${COMMIT}
      ${ASSOCIATED} } }`;
  return inRepository('', shas.map(one).join('\n'));
}

/** The commits up to each of these, so many of each. */
export function commitsUpTo(heads: readonly { readonly sha: string; readonly count: number }[]): string {
  const one = ({ sha, count }: (typeof heads)[number], index: number) =>
    `c${String(index)}: object(oid: "${sha}") { ... on Commit { history(first: ${String(count)}) { nodes { ${COMMIT} ${ASSOCIATED} } } } }`;
  return inRepository('', heads.map(one).join('\n'));
}

export const TAGS = inRepository(
  ', $after: String',
  `refs(refPrefix: "refs/tags/", first: 100, after: $after) { ${PAGING}
    nodes { name target { __typename oid ... on Tag { target { __typename oid } } } } }`,
);

const PULL_REQUESTS = (order: string) =>
  inRepository(', $after: String', `pullRequests(first: 25, after: $after, orderBy: { ${order} }) { ${PAGING} nodes { ${PULL_REQUEST} } }`);
export const PULL_REQUESTS_BY_CREATION = PULL_REQUESTS('field: CREATED_AT, direction: DESC');
export const PULL_REQUESTS_BY_UPDATE = PULL_REQUESTS('field: UPDATED_AT, direction: DESC');

/** Whether reviews are shown. */
export const A_REVIEW = inRepository('', 'pullRequests(first: 1) { nodes { number reviews(first: 1) { totalCount } } }');

export const ONE_PULL_REQUEST = inRepository(', $number: Int!', `pullRequest(number: $number) { ${PULL_REQUEST} }`);

const MORE = (selection: string) => inRepository(', $number: Int!, $after: String', `pullRequest(number: $number) { ${selection} }`);
/** The further pages of what a pull request holds. */
export const MORE_OF = {
  commits: MORE(`commits(first: 100, after: $after) { ${COMMITS} }`),
  reviews: MORE(`reviews(first: 100, after: $after) { ${REVIEWS} }`),
  timelineItems: MORE(`timelineItems(first: 100, after: $after, ${ITEMS}) { ${TIMELINE} }`),
} as const;

export const PULL_REQUEST_IDS = inRepository(
  ', $after: String',
  `pullRequests(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    ${PAGING} nodes { databaseId: fullDatabaseId number createdAt } }`,
);

/** What moves where anything of these collections changes, of many repositories by their names: one connection of each costs a hundredth of a point. */
export function peekAt(names: readonly string[], branches: readonly string[]): string {
  const heads = branches.map((name, nth) => `b${String(nth)}: ref(qualifiedName: ${JSON.stringify(`refs/heads/${name}`)}) { ...Head }`);
  const one = (fullName: string, nth: number) => {
    const [owner, name] = fullName.split('/');
    return `r${String(nth)}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ...Peeked ${heads.join(' ')} }`;
  };
  return `query { ${names.map(one).join('\n')} }
    fragment Head on Ref { name target { oid } }
    fragment Peeked on Repository { databaseId nameWithOwner
      owner { __typename login ... on User { databaseId } ... on Organization { databaseId } }
      defaultBranchRef { ...Head }
      refs(refPrefix: "refs/tags/", first: 100) { totalCount nodes { ...Head } }
      pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
      deployments(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { createdAt } } }`;
}

/** The merged ones, last changed first, with the commits whose checks count. */
export const MERGED_PULL_REQUESTS = inRepository(
  ', $after: String',
  `pullRequests(first: 100, after: $after, states: [MERGED], orderBy: { field: UPDATED_AT, direction: DESC }) {
    ${PAGING} nodes { updatedAt mergedAt headRefOid mergeCommit { oid } } }`,
);

/** What the checks of commits come to. The ids of check runs have passed 2^31 and are null here: REST alone names them. */
export function rollupsByName(shas: readonly string[]): string {
  const one = (sha: string, index: number) =>
    `c${String(index)}: object(oid: "${sha}") { ... on Commit { statusCheckRollup { state contexts(first: 100) {
      totalCount nodes { ... on CheckRun { completedAt } ... on StatusContext { createdAt } } } } } }`;
  return inRepository('', shas.map(one).join('\n'));
}
