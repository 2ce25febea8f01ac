import type { Json, RawRecord } from '#contract';

type Thing = { readonly [key: string]: Json };

/** A thing of a REST answer as the poll hands it over. */
interface Shape {
  readonly has: readonly string[];
  record(thing: Thing, repository: Json): RawRecord;
}

const record = (kind: string, payload: Json): RawRecord => ({ kind, key: 'recorded', payload });

/** By what only such a thing has, the most particular first. */
const SHAPES: readonly Shape[] = [
  { has: ['workflow_id', 'head_sha', 'run_number'], record: (run, repository) => record('rest.workflow_run', { repository, run }) },
  { has: ['tag_name', 'draft'], record: (release, repository) => record('rest.release', { repository, release }) },
  {
    has: ['id', 'sha', 'task', 'environment', 'statuses_url'],
    record: (deployment, repository) => record('rest.deployment', { repository, deployment, statuses: [] }),
  },
  {
    has: ['head_sha', 'conclusion', 'check_suite'],
    record: (run, repository) => record('rest.checks', { repository, sha: run['head_sha'] ?? null, checkRuns: [run], statuses: [] }),
  },
  {
    has: ['context', 'state', 'target_url', 'url'],
    record: (status, repository) => record('rest.checks', { repository, sha: hashIn(status['url']), checkRuns: [], statuses: [status] }),
  },
  {
    has: ['full_name', 'owner', 'default_branch'],
    record: (thing) => record('rest.repository', { ...thing, nth: { name: 1, owner: 1 } }),
  },
  { has: ['number', 'tool', 'rule'], record: (alert, repository) => record('rest.alert', { repository, kind: 'code_scanning', alert }) },
  {
    has: ['number', 'security_advisory', 'dependency'],
    record: (alert, repository) => record('rest.alert', { repository, kind: 'dependabot', alert }),
  },
  { has: ['number', 'secret_type'], record: (alert, repository) => record('rest.alert', { repository, kind: 'secret_scanning', alert }) },
  {
    has: ['protection_rules', 'deployment_branch_policy'],
    record: (environment, repository) =>
      record('rest.environment', { repository, nth: 1, environment: environment as Json, branches: null, apps: [] }),
  },
  {
    has: ['guid', 'event', 'request'],
    record: ({ event, request }) =>
      record(
        `webhook.${String(event)}`,
        typeof request === 'object' && request !== null && 'payload' in request ? (request['payload'] ?? null) : null,
      ),
  },
  {
    has: ['sha', 'parents', 'files'],
    record: (commit, repository) => record('rest.commit_paths', { repository, commit, against: [] }),
  },
];

/** What every list of things stands under. */
const LISTS = ['workflow_runs', 'check_runs', 'environments', 'data', 'response'];

/** The things in an answer that the poll reads in this shape. */
export function restRecords(answer: Json): readonly RawRecord[] {
  if (Array.isArray(answer)) return (answer as readonly Json[]).flatMap(restRecords);
  if (typeof answer !== 'object' || answer === null) return [];
  const thing = answer as Thing;
  const shape = SHAPES.find(({ has }) => has.every((name) => Object.hasOwn(thing, name)));
  if (shape) return [shape.record(thing, repositoryOf(thing))];
  return LISTS.flatMap((name) => restRecords(thing[name] ?? null));
}

/** A thing names its repository in its addresses at most; the poll knows which it asked for. */
function repositoryOf({ repository }: Thing): Json {
  const own = typeof repository === 'object' && repository !== null && 'full_name' in repository ? repository : null;
  return own ?? { id: 1296269, full_name: 'octocat/Hello-World' };
}

function hashIn(url: Json | undefined): Json {
  return typeof url === 'string' ? (/[0-9a-f]{40}/.exec(url)?.[0] ?? null) : null;
}
