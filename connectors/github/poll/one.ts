import { type Doorbell, type Fetched, type Named, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, sha } from '../wire/scalar.js';
import { attestationsOf } from './attestations.js';
import { pullRequestNumber } from './census.js';
import { clientOf, expect, type GithubIo } from './client.js';
import { commitRecord, historyPage } from './commit-record.js';
import { deploymentById, deploymentsOf } from './deployments.js';
import { landedCommits } from './landed.js';
import { asked, inRepository, type Pass } from './pass.js';
import { commitPaths } from './paths.js';
import { PULLS_PERMISSION, pullNode, wholePullRequest } from './pull-request.js';
import { ONE_PULL_REQUEST } from './queries.js';
import { missing } from './refusal.js';
import { repositoryById } from './repository.js';

const where = z.object({ repository: id });
const references = z.discriminatedUnion('collection', [
  z.object({ collection: z.literal('repository'), reference: where }),
  z.object({ collection: z.literal('commits'), reference: where.extend({ sha }) }),
  z.object({ collection: z.literal('paths'), reference: where.extend({ sha }) }),
  z.object({ collection: z.literal('attestations'), reference: where.extend({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) }) }),
  z.object({
    collection: z.literal('pull_requests'),
    reference: z.union([where.extend({ number: z.int().positive() }), where.extend({ id })]),
  }),
  z.object({
    collection: z.literal('deployments'),
    reference: z.union([where.extend({ id }), where.extend({ sha, environment: z.string().nullable() })]),
  }),
]);
type Reference = Exclude<z.output<typeof references>, { collection: 'repository' }>;

const COLLECTIONS = { commit: 'commits', paths: 'paths' } as const;

/** A commit, or its paths, by its hash, in the repository `repository:<source>:<id>`. */
export function doorbellOf({ scope, collection, item }: Named): Doorbell | null {
  const repository = scope.split(':')[2];
  if (repository === undefined || collection === 'ticket') return null;
  return { collection: COLLECTIONS[collection], reference: { repository, sha: item } };
}

/** What a doorbell of this connector names. Claims nothing: one thing read says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: GithubIo): Promise<Fetched> {
  const read = references.safeParse(doorbell);
  if (!read.success)
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the GitHub connector can read alone.`);
  const { data } = read;
  // Whether a name is a new one, the cursor of its stream knows.
  if (data.collection === 'repository') return { records: [], wakes: [`${data.reference.repository}/repository`] };
  const client = clientOf(io);
  const repository = await repositoryById(client, data.reference.repository);
  return reading({ client, repository, branches: io.config.branches }, data);
}

async function reading(pass: Pass, { collection, reference }: Reference): Promise<Fetched> {
  if (collection === 'commits') return commits(pass, reference.sha);
  if (collection === 'paths') return { records: [await commitPaths(pass, reference.sha)] };
  if (collection === 'attestations') return { records: await attestationsOf(pass, reference.digest) };
  if (collection === 'pull_requests') {
    // Only a census knows an id, and GitHub finds a pull request by its number alone.
    const number = 'number' in reference ? reference.number : await pullRequestNumber(pass, reference.id);
    return number === null ? { records: [] } : pullRequest(pass, number);
  }
  const ids = 'id' in reference ? [reference.id] : await deploymentsOf(pass, reference.sha, reference.environment);
  const records: RawRecord[] = [];
  for (const each of ids) {
    const read = await deploymentById(pass, each);
    if (read) records.push(read.record);
  }
  return { records };
}

/** The commit and up to 99 before it: most pushes whole. The rest of a longer one comes with the next pass. */
async function commits(pass: Pass, head: string): Promise<Fetched> {
  const history = await historyPage(pass, head, null);
  if (!history) throw new SourceRefused(404, missing(asked(pass, `commit ${head}`, 'Contents: read')));
  return { records: history.nodes.map((node) => commitRecord(pass, node)) };
}

const answer = z.object({ pullRequest: pullNode.nullable() });

async function pullRequest(pass: Pass, number: number): Promise<Fetched> {
  const about = asked(pass, `pull request #${String(number)}`, PULLS_PERMISSION);
  const { data } = await inRepository(pass, ONE_PULL_REQUEST, { number }, about);
  const node = expect(answer, data, about).pullRequest;
  if (!node) throw new SourceRefused(404, missing(about));
  const landed = await landedCommits(pass, [node]);
  return { records: [(await wholePullRequest(pass, node)).record, ...landed] };
}
