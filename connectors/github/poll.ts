import { type Page, type Poll, ref, SourceRefused, type Stream } from '#contract';
import type { GithubConfig } from './config.js';
import { readAccess } from './poll/access.js';
import { readActivity } from './poll/activity.js';
import { readAlerts } from './poll/alerts.js';
import { readAttestations } from './poll/attestations.js';
import { readBuilds } from './poll/builds.js';
import { readBypasses } from './poll/bypasses.js';
import { deploymentIds, pullRequestIds, releaseIds, rootsOf } from './poll/census.js';
import { readChecks } from './poll/checks.js';
import { type Client, clientOf, type GithubIo } from './poll/client.js';
import { readCommits } from './poll/commits.js';
import { readDeployments } from './poll/deployments.js';
import { readEnvironments } from './poll/environments.js';
import { readMissed } from './poll/missed.js';
import { doorbellOf, fetchOne } from './poll/one.js';
import { permissions } from './poll/permissions.js';
import { readNames } from './poll/names.js';
import { lastPage, type Reader } from './poll/pass.js';
import { readProtections } from './poll/protections.js';
import { readPullRequests } from './poll/pull-requests.js';
import { readReleases } from './poll/releases.js';
import { repositoryById, repositoryNamed } from './poll/repository.js';
import { readTags } from './poll/tags.js';
import { unmoved } from './poll/unmoved.js';

/** What is read of each repository, in the order of first reading. */
const READERS: Readonly<Record<string, Reader>> = {
  repository: readNames,
  commits: readCommits,
  activity: readActivity,
  tags: readTags,
  pull_requests: readPullRequests,
  deployments: readDeployments,
  releases: readReleases,
  builds: readBuilds,
  checks: readChecks,
  protections: readProtections,
  environments: readEnvironments,
  bypasses: readBypasses,
  access: readAccess,
  alerts: readAlerts,
  attestations: readAttestations,
  deliveries: readMissed,
};

/** One stream for each repository and collection, named by the repository's id, so that a renaming changes nothing. */
async function streams(io: GithubIo): Promise<readonly Stream[]> {
  const client = clientOf(io);
  const found: Stream[] = [];
  for (const name of io.config.repositories) found.push(...(await streamsOf(client, name)));
  return found;
}

async function streamsOf(client: Client, name: string): Promise<readonly Stream[]> {
  try {
    const { id, fullName } = await repositoryNamed(client, name);
    return Object.keys(READERS).map((collection) => ({
      name: `${id}/${collection}`,
      scope: ref('repository', id),
      label: `${fullName} ${collection.replace('_', ' ')}`,
    }));
  } catch (error) {
    // One repository that cannot be read must not stop the others: its refusal stands on a stream of its own.
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    return [{ name: `unreadable/${name}`, scope: ref('thing', name), label: `${name} (not readable)` }];
  }
}

async function* read(stream: Stream, cursor: Parameters<Reader>[1], io: GithubIo): AsyncGenerator<Page> {
  const client = clientOf(io);
  const [id = '', ...rest] = stream.name.split('/');
  const collection = rest.join('/');
  if (id === 'unreadable') {
    await repositoryNamed(client, collection);
    yield lastPage(null, []);
    return;
  }
  const reader = Object.hasOwn(READERS, collection) ? READERS[collection] : undefined;
  if (!reader) throw new SourceRefused(400, `GitHub has no stream ${stream.name}.`);
  // By id, in every pass: a pass of yesterday may have known the repository by another name.
  const repository = await repositoryById(client, id);
  yield* reader({ client, repository, branches: io.config.branches }, cursor);
}

const CENSUS: Readonly<Record<string, typeof pullRequestIds>> = {
  pull_requests: pullRequestIds,
  deployments: deploymentIds,
  releases: releaseIds,
};

export const poll: Poll<GithubConfig> = {
  streams,
  read,
  unmoved,
  fetch: fetchOne,
  permissions,
  named: doorbellOf,
  roots: rootsOf,
  census: async (stream, window, io) => {
    const [id = '', collection = ''] = stream.name.split('/');
    const count = Object.hasOwn(CENSUS, collection) ? CENSUS[collection] : undefined;
    if (!count) return [];
    const client = clientOf(io);
    return count({ client, repository: await repositoryById(client, id), branches: io.config.branches }, window);
  },
};
