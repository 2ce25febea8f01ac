import { type PermissionClaim, ref, SourceRefused } from '#contract';
import { ACCESS_PERMISSION } from './access.js';
import { ALERTS, listOf } from './alerts.js';
import { ATTESTATIONS_PERMISSION, attestationsOf } from './attestations.js';
import { BYPASSES_PERMISSION, SUITES } from './bypasses.js';
import { clientOf, type GithubIo } from './client.js';
import { headsOf } from './commits.js';
import { ENVIRONMENTS_PERMISSION } from './environments.js';
import { HOOKS, HOOKS_PERMISSION } from './missed.js';
import { asked, inRepository, type Pass } from './pass.js';
import { ofBranch, PROTECTION_PERMISSION } from './protections.js';
import { PULLS_PERMISSION } from './pull-request.js';
import { A_REVIEW } from './queries.js';
import { forbidden } from './refusal.js';
import { pathOf, repositoryNamed } from './repository.js';

/** The least that shows whether a collection may be read. Answers the refusal, or null. Most answers are unchanged, and then cost nothing. */
interface Probe {
  readonly collections: readonly string[];
  readonly permission: string;
  readonly ask: (pass: Pass, about: ReturnType<typeof asked>) => Promise<string | null>;
}

const list = (collections: readonly string[], permission: string, route: string): Probe => ({
  collections,
  permission,
  ask: (pass, about) => refusalOf(pass.client.get(route, { ...pathOf(pass.repository), per_page: 1 }, about)),
});

const DEPLOYMENTS = list(['deployments'], 'Deployments: read', '/repos/{owner}/{repo}/deployments');
const BUILDS = list(['builds'], 'Actions: read', '/repos/{owner}/{repo}/actions/runs');

const PROBES: readonly Probe[] = [
  {
    collections: ['commits', 'tags'],
    permission: 'Contents: read',
    ask: (pass) => refusalOf(headsOf({ ...pass, branches: undefined })),
  },
  list(['branches'], 'Contents: read', '/repos/{owner}/{repo}/activity'),
  {
    collections: ['pull_requests'],
    permission: PULLS_PERMISSION,
    ask: (pass, about) => refusalOf(inRepository(pass, A_REVIEW, {}, about)),
  },
  {
    collections: ['reviews'],
    permission: PULLS_PERMISSION,
    ask: async (pass, about) => {
      // Who may read no pull request may read no review; a source that is away says nothing of either, and is asked again.
      let denied: string | null = null;
      const read = inRepository(pass, A_REVIEW, {}, about).then(({ reviewsDenied }) => (denied = reviewsDenied));
      return (await refusalOf(read)) ?? (denied === null ? null : forbidden(about, denied));
    },
  },
  DEPLOYMENTS,
  list(['releases'], 'Contents: read', '/repos/{owner}/{repo}/releases'),
  BUILDS,
  {
    // They are read with the deployments: who may read none of these may read no approval.
    collections: ['approvals'],
    permission: 'Deployments: read" and "Actions: read',
    ask: async (pass) =>
      (await DEPLOYMENTS.ask(pass, asked(pass, 'approvals', DEPLOYMENTS.permission))) ??
      BUILDS.ask(pass, asked(pass, 'approvals', BUILDS.permission)),
  },
  {
    collections: ['checks'],
    permission: 'Checks: read" and "Commit statuses: read',
    ask: async (pass) => (await ofHead(pass, 'check-runs', 'Checks: read')) ?? ofHead(pass, 'statuses', 'Commit statuses: read'),
  },
  {
    collections: ['protections'],
    permission: PROTECTION_PERMISSION,
    ask: (pass) => refusalOf(ofBranch(pass, pass.repository.defaultBranch ?? 'main')),
  },
  list(['environments'], ENVIRONMENTS_PERMISSION, '/repos/{owner}/{repo}/environments'),
  list(['bypasses'], BYPASSES_PERMISSION, SUITES.route),
  list(['access'], ACCESS_PERMISSION, '/repos/{owner}/{repo}/collaborators'),
  ...Object.entries(ALERTS).map(([kind, permission]) => list([`${kind}_alerts`], permission, listOf(kind).route)),
  {
    collections: ['attestations'],
    permission: ATTESTATIONS_PERMISSION,
    // That there is none of this digest is said with a 404.
    ask: (pass) => refusalOf(attestationsOf(pass, `sha256:${'0'.repeat(64)}`)),
  },
  list(['deliveries'], HOOKS_PERMISSION, HOOKS.route),
];

/** Each takes some 20 requests: at every hour's probe the next ones are asked. Reading them all would take GitHub's budget for hours. */
const AT_ONCE = 25;
const HOUR_MS = 3_600_000;

function nextOf(names: readonly string[], nowMs = Date.now()): readonly string[] {
  if (names.length <= AT_ONCE) return names;
  const from = (Math.floor(nowMs / HOUR_MS) * AT_ONCE) % names.length;
  return [...names.slice(from), ...names.slice(0, from)].slice(0, AT_ONCE);
}

/** What the token may read of each repository that it sees; one that it does not see has a stream that says so. */
export async function permissions(io: GithubIo): Promise<readonly PermissionClaim[]> {
  const client = clientOf(io);
  const claims: PermissionClaim[] = [];
  for (const name of nextOf(io.config.repositories)) {
    const repository = await repositoryNamed(client, name).catch((error: unknown) => {
      if (error instanceof SourceRefused && error.status !== 401) return null;
      throw error;
    });
    if (repository) claims.push(...(await claimsOf({ client, repository, branches: undefined })));
  }
  return claims;
}

async function claimsOf(pass: Pass): Promise<PermissionClaim[]> {
  const scope = ref('repository', pass.repository.id);
  const claims: PermissionClaim[] = [];
  for (const { collections, permission, ask } of PROBES) {
    const denied = await ask(pass, asked(pass, collections.join(' and ').replaceAll('_', ' '), permission));
    for (const collection of collections) claims.push({ scope, collection, permission: permission.replaceAll('"', ''), denied });
  }
  return claims;
}

/** Only a 403 speaks of a permission: an empty repository answers 404 or 409 to much of this. */
async function refusalOf(asking: Promise<unknown>): Promise<string | null> {
  try {
    await asking;
    return null;
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    return error.status === 403 ? error.message : null;
  }
}

function ofHead(pass: Pass, what: 'check-runs' | 'statuses', permission: string): Promise<string | null> {
  const parameters = { ...pathOf(pass.repository), ref: pass.repository.defaultBranch ?? 'HEAD', per_page: 1 };
  return refusalOf(
    pass.client.get(`/repos/{owner}/{repo}/commits/{ref}/${what}`, parameters, asked(pass, what.replace('-', ' '), permission)),
  );
}
