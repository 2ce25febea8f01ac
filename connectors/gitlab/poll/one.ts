import { type Doorbell, type Fetched, type Named, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, sha } from '../wire/scalar.js';
import { pipelineById } from './builds.js';
import { clientOf, type GitlabIo } from './client.js';
import { commitsPage } from './commits.js';
import { deploymentById } from './deployments.js';
import { incidentByNumber } from './incidents.js';
import { releaseOfTag } from './lists.js';
import { mergeRequestById, mergeRequestByNumber } from './merge-requests.js';
import type { Pass } from './pass.js';
import { commitPaths } from './paths.js';
import { projectOf } from './project.js';

const where = z.object({ project: id });
const numbered = where.extend({ iid: z.int().positive() });
const references = z.discriminatedUnion('collection', [
  z.object({ collection: z.literal('project'), reference: where }),
  z.object({ collection: z.literal('commits'), reference: where.extend({ sha }) }),
  z.object({ collection: z.literal('paths'), reference: where.extend({ sha }) }),
  z.object({ collection: z.literal('pull_requests'), reference: z.union([numbered, where.extend({ id })]) }),
  z.object({ collection: z.literal('incidents'), reference: numbered }),
  z.object({ collection: z.literal('builds'), reference: where.extend({ id }) }),
  z.object({ collection: z.literal('deployments'), reference: where.extend({ id }) }),
  z.object({ collection: z.literal('releases'), reference: where.extend({ tag: z.string() }) }),
]);
type Reference = Exclude<z.output<typeof references>, { collection: 'project' }>;

const COLLECTIONS = { commit: 'commits', paths: 'paths' } as const;

/** A commit, or its paths, by its hash, in the project `repository:<source>:<id>`. */
export function doorbellOf({ scope, collection, item }: Named): Doorbell | null {
  const project = scope.split(':')[2];
  if (project === undefined || collection === 'ticket') return null;
  return { collection: COLLECTIONS[collection], reference: { project, sha: item } };
}

/** What a doorbell of this connector names. Claims nothing: one thing read says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: GitlabIo): Promise<Fetched> {
  const read = references.safeParse(doorbell);
  if (!read.success)
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the GitLab connector can read alone.`);
  const { data } = read;
  // Whether a path is a new one, the cursor of its stream knows.
  if (data.collection === 'project') return { records: [], wakes: [`${data.reference.project}/repository`] };
  const client = clientOf(io);
  const project = await projectOf(client, data.reference.project);
  const records = await reading({ client, project, branches: io.config.branches }, data);
  if (records) return { records };
  throw new SourceRefused(
    404,
    `GitLab does not have what a doorbell for ${data.collection} of ${project.path} names, or does not show it.`,
  );
}

/** Null: GitLab does not have it, or it is nothing that is recorded. */
async function reading(pass: Pass, { collection, reference }: Reference): Promise<readonly RawRecord[] | null> {
  switch (collection) {
    case 'commits':
      // The commit and up to 99 before it: most pushes whole. The rest of a longer one comes with the next pass.
      return (await commitsPage(pass, reference.sha, 1))?.records ?? null;
    case 'paths':
      return [await commitPaths(pass, reference.sha)];
    case 'pull_requests':
      return listOf('iid' in reference ? await mergeRequestByNumber(pass, reference.iid) : await mergeRequestById(pass, reference.id));
    case 'incidents':
      return listOf(await incidentByNumber(pass, reference.iid));
    case 'builds':
      return listOf(await pipelineById(pass, reference.id));
    case 'deployments':
      return listOf(await deploymentById(pass, reference.id));
    case 'releases':
      return listOf(await releaseOfTag(pass, reference.tag));
  }
}

function listOf(record: RawRecord | null): readonly RawRecord[] | null {
  return record && [record];
}
