import type { Pull, Repository, Review, ReviewState } from '../../github/world.js';
import { pullRequestPayload, reviewPayload } from '../../github/webhooks/pull-request.js';
import type { When } from '../calendar.js';
import { gitHubTime } from '../calendar.js';
import { type Person, WEB_FLOW } from '../people.js';
import { committed, headOf, pushed, tested } from './code.js';
import { type Method, merged, type Step } from './merged.js';
import { opened, type Proposal } from './opened.js';
import { msOf, tellGitHub, type Telling } from './telling.js';

/** What happens to a pull request, up to its merge. */
export function pullActs(telling: Telling) {
  const { company } = telling;
  const repositoryOf = (pull: Pull): Repository => found(company.github.repositories, pull);
  const touched = (pull: Pull, atMs: number): Repository => {
    pull.updatedAt = gitHubTime(atMs);
    return repositoryOf(pull);
  };
  return {
    /** Opened a few minutes after its commits were pushed. */
    open: (when: When, by: Person, proposal: Proposal): Pull => opened(telling, msOf(telling, when), by, proposal),

    /** Another commit on its branch. */
    amend: (when: When, by: Person, pull: Pull, message: string): void => {
      const atMs = msOf(telling, when);
      const repository = touched(pull, atMs);
      const parents = [pull.head.sha];
      const commit = committed({ repository, parents, message, author: by.github, atMs, pulls: [pull.number] });
      advanced(telling, { repository, pull, by, atMs }, commit.sha);
    },
    /** "Update branch": the main branch is merged into its branch. */
    updateBranch: (when: When, by: Person, pull: Pull): void => {
      const atMs = msOf(telling, when);
      const repository = touched(pull, atMs);
      const parents = [pull.head.sha, headOf(repository)];
      const message = `Merge branch 'main' into ${pull.head.ref}`;
      const commit = committed({
        repository,
        parents,
        message,
        author: by.github,
        committer: WEB_FLOW,
        atMs,
        pulls: [pull.number],
        touching: [],
      });
      advanced(telling, { repository, pull, by, atMs }, commit.sha);
    },
    /** It is given another title. */
    retitle: (when: When, by: Person, pull: Pull, title: string): void => {
      const atMs = msOf(telling, when);
      const repository = touched(pull, atMs);
      const renamed = { id: company.idAt('event', atMs), createdAt: gitHubTime(atMs), actor: by.github };
      const { title: before } = pull;
      pull.timeline.push({ kind: 'RenamedTitleEvent', ...renamed, previousTitle: before, currentTitle: title });
      pull.title = title;
      const changes = { title: { from: before } };
      tellGitHub(telling, repository, by, (scene) => pullRequestPayload(scene, pull, { action: 'edited', changes }));
    },
    /** A review of the head as it is then. */
    review: (when: When, by: Person, pull: Pull, state: ReviewState = 'APPROVED'): Review => {
      const atMs = msOf(telling, when);
      const repository = touched(pull, atMs);
      const made = { id: company.idAt('review', atMs), author: by.github, state, body: '', commit: pull.head.sha };
      const review: Review = { ...made, submittedAt: gitHubTime(atMs) };
      pull.reviews.push(review);
      tellGitHub(telling, repository, by, (scene) => reviewPayload(scene, pull, review, 'submitted'));
      return review;
    },
    dismiss: (when: When, by: Person, pull: Pull, review: Review): void => {
      const atMs = msOf(telling, when);
      const repository = touched(pull, atMs);
      const dismissed = { id: company.idAt('event', atMs), createdAt: gitHubTime(atMs), actor: by.github };
      const of = { review: review.id, previousReviewState: review.state, message: 'Not what we agreed on' };
      pull.timeline.push({ kind: 'ReviewDismissedEvent', ...dismissed, ...of });
      review.state = 'DISMISSED';
      tellGitHub(telling, repository, by, (scene) => reviewPayload(scene, pull, review, 'dismissed'));
    },
    merge: (when: When, by: Person, pull: Pull, how: Method = 'squash'): void =>
      merged(telling, { repository: repositoryOf(pull), pull, by, atMs: msOf(telling, when) }, how),
  };
}

function advanced(telling: Telling, { repository, pull, by, atMs }: Step, head: string): void {
  const { sha: before } = pull.head;
  pushed(telling, { repository, branch: pull.head.ref, after: head, by, atMs });
  pull.head.sha = head;
  pull.commits.push(head);
  tested(telling, repository, head, atMs);
  tellGitHub(telling, repository, by, (scene) => pullRequestPayload(scene, pull, { action: 'synchronize', before, after: head }));
}

function found(repositories: readonly Repository[], pull: Pull): Repository {
  const repository = repositories.find(({ pulls }) => pulls.includes(pull));
  if (repository === undefined) throw new Error(`No repository has the pull request ${pull.title}.`);
  return repository;
}
