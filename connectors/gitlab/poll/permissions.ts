import { type PermissionClaim, ref, SourceRefused } from '#contract';
import { clientOf, type GitlabIo, type Parameters } from './client.js';
import { asked, GUEST, MAINTAINER, type Pass, pathOf, REPORTER } from './pass.js';
import { projectOf } from './project.js';

/** The least that shows whether a collection may be read. Most answers are unchanged, and then cost nothing. */
interface Probe {
  readonly collections: readonly string[];
  readonly permission: string;
  readonly path: string;
  readonly parameters?: Parameters;
}

const PROBES: readonly Probe[] = [
  { collections: ['commits'], permission: REPORTER, path: '/repository/commits' },
  { collections: ['tags'], permission: REPORTER, path: '/repository/tags' },
  { collections: ['branches'], permission: REPORTER, path: '/events', parameters: { action: 'pushed' } },
  { collections: ['pull_requests', 'reviews'], permission: REPORTER, path: '/merge_requests' },
  { collections: ['deployments', 'approvals'], permission: REPORTER, path: '/deployments' },
  { collections: ['builds', 'checks'], permission: REPORTER, path: '/pipelines' },
  { collections: ['releases'], permission: GUEST, path: '/releases' },
  { collections: ['incidents'], permission: REPORTER, path: '/issues', parameters: { issue_type: 'incident' } },
  { collections: ['protections'], permission: MAINTAINER, path: '/protected_branches' },
  { collections: ['access'], permission: GUEST, path: '/members/all' },
];

/** What the token may read of each project that it sees; one that it does not see has a stream that says so. */
export async function permissions(io: GitlabIo): Promise<readonly PermissionClaim[]> {
  const client = clientOf(io);
  const claims: PermissionClaim[] = [];
  for (const path of io.config.projects) {
    const project = await projectOf(client, path).catch((error: unknown) => {
      if (error instanceof SourceRefused && error.status !== 401) return null;
      throw error;
    });
    if (project) claims.push(...(await claimsOf({ client, project, branches: undefined })));
  }
  return claims;
}

async function claimsOf(pass: Pass): Promise<PermissionClaim[]> {
  const claims: PermissionClaim[] = [];
  for (const { collections, permission, path, parameters } of PROBES) {
    const about = asked(pass, collections.join(' and ').replaceAll('_', ' '), permission);
    const denied = await refusalOf(pass.client.get(pathOf(pass, path), { ...parameters, per_page: 1 }, about));
    for (const collection of collections) claims.push({ scope: ref('repository', pass.project.id), collection, permission, denied });
  }
  return claims;
}

/** Only a 403 speaks of a permission: an empty repository answers 404 to some of this. */
async function refusalOf(asking: Promise<unknown>): Promise<string | null> {
  try {
    await asking;
    return null;
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    return error.status === 403 ? error.message : null;
  }
}
