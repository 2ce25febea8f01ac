import { type Page, type Poll, ref, SourceRefused, type Stream } from '#contract';
import type { GitlabConfig } from './config.js';
import { readAccess } from './poll/access.js';
import { readBuilds } from './poll/builds.js';
import { deploymentIds, incidentIds, mergeRequestIds, pipelineIds, releaseTags, rootsOf } from './poll/census.js';
import { type Client, clientOf, type GitlabIo } from './poll/client.js';
import { readCommits } from './poll/commits.js';
import { readDeployments } from './poll/deployments.js';
import { readIncidents } from './poll/incidents.js';
import { readReleases, readTags } from './poll/lists.js';
import { readMergeRequests } from './poll/merge-requests.js';
import { readNames } from './poll/names.js';
import { doorbellOf, fetchOne } from './poll/one.js';
import { lastPage, type Reader } from './poll/pass.js';
import { permissions } from './poll/permissions.js';
import { projectOf } from './poll/project.js';
import { readProtections } from './poll/protections.js';
import { readPushes } from './poll/pushes.js';

/** What is read of each project, in the order of first reading. */
const READERS: Readonly<Record<string, Reader>> = {
  repository: readNames,
  commits: readCommits,
  pushes: readPushes,
  tags: readTags,
  merge_requests: readMergeRequests,
  deployments: readDeployments,
  releases: readReleases,
  pipelines: readBuilds,
  protections: readProtections,
  access: readAccess,
  incidents: readIncidents,
};

/** One stream for each project and collection, named by the project's id, so that a renaming changes nothing. */
async function streams(io: GitlabIo): Promise<readonly Stream[]> {
  const client = clientOf(io);
  const found: Stream[] = [];
  for (const path of io.config.projects) found.push(...(await streamsOf(client, path)));
  return found;
}

async function streamsOf(client: Client, written: string): Promise<readonly Stream[]> {
  try {
    const { id, path } = await projectOf(client, written);
    return Object.keys(READERS).map((collection) => ({
      name: `${id}/${collection}`,
      scope: ref('repository', id),
      label: `${path} ${collection.replace('_', ' ')}`,
    }));
  } catch (error) {
    // One project that cannot be read must not stop the others: its refusal stands on a stream of its own.
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    return [{ name: `unreadable/${written}`, scope: ref('thing', written), label: `${written} (not readable)` }];
  }
}

async function* read(stream: Stream, cursor: Parameters<Reader>[1], io: GitlabIo): AsyncGenerator<Page> {
  const client = clientOf(io);
  const [id = '', ...rest] = stream.name.split('/');
  const collection = rest.join('/');
  if (id === 'unreadable') {
    await projectOf(client, collection);
    yield lastPage(null, []);
    return;
  }
  const reader = Object.hasOwn(READERS, collection) ? READERS[collection] : undefined;
  if (!reader) throw new SourceRefused(400, `GitLab has no stream ${stream.name}.`);
  // By id, in every pass: a pass of yesterday may have known the project by another path.
  const project = await projectOf(client, id);
  yield* reader({ client, project, branches: io.config.branches }, cursor);
}

const CENSUS: Readonly<Record<string, typeof mergeRequestIds>> = {
  merge_requests: mergeRequestIds,
  deployments: deploymentIds,
  releases: releaseTags,
  pipelines: pipelineIds,
  incidents: incidentIds,
};

export const poll: Poll<GitlabConfig> = {
  streams,
  read,
  fetch: fetchOne,
  permissions,
  named: doorbellOf,
  roots: rootsOf,
  census: async (stream, window, io) => {
    const [id = '', collection = ''] = stream.name.split('/');
    const count = Object.hasOwn(CENSUS, collection) ? CENSUS[collection] : undefined;
    if (!count) return [];
    const client = clientOf(io);
    return count({ client, project: await projectOf(client, id), branches: io.config.branches }, window);
  },
};
