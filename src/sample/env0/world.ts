/** What the stand-in serves, as env zero holds it. */
export interface World {
  readonly organization: string;
  readonly projects: { readonly id: string; readonly name: string }[];
  readonly environments: Environment[];
  readonly deployments: Deployment[];
  readonly steps: Map<string, readonly Step[]>;
  /** `project-id`, or `steps`: refused with 403. */
  readonly denied: Set<string>;
}

export interface Environment {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  updatedAt: string;
}

/** More than this is in it, as in env zero's answers; what is not read is here, too. */
export interface Deployment {
  readonly id: string;
  readonly environmentId: string;
  readonly type: string;
  readonly status: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly [name: string]: unknown;
}

export interface Step {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly status: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

export const KEY = { id: 'key-of-these-tests', secret: 'secret-of-these-tests' };
export const ORGANIZATION = 'org-1';
/** Stands in outputs, plans, variables and tokens; it must be found nowhere else. */
export const OUTPUT = 'hunter2-the-database-password';

export const ANA = {
  user_id: 'auth0|ana',
  name: 'Ana R.',
  email: 'ana@acme.example',
  picture: 'https://pictures.example/ana',
  app_metadata: {},
};
export const BEN = {
  user_id: 'auth0|ben',
  name: 'Ben',
  email: 'ben@acme.example',
  picture: 'https://pictures.example/ben',
  app_metadata: {},
};

/** `seconds` after the start of 2026. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

export function environment(number: number, more: Partial<Environment> = {}): Environment {
  return { id: `env-${String(number).padStart(3, '0')}`, projectId: 'pay', name: `pay ${String(number)}`, updatedAt: timeOf(1), ...more };
}

/** With everything that must not be kept. */
export function deployment(id: string, at: number, more: Partial<Deployment> = {}): Deployment {
  return {
    id,
    ...{ environmentId: 'env-001', type: 'deploy', status: 'SUCCESS' },
    ...{ createdAt: timeOf(at), updatedAt: timeOf(at + 60), queuedAt: timeOf(at), startedAt: timeOf(at + 1), finishedAt: timeOf(at + 60) },
    ...{ startedBy: ANA.user_id, startedByUser: ANA, abortedBy: null, reviewers: [], reviewersUsers: [] },
    ...{
      blueprintId: 'template-1',
      blueprintRepository: `https://ana:${OUTPUT}@github.com/acme/infra?token=${OUTPUT}`,
      blueprintRevision: 'main',
    },
    ...{ comment: null, prNumber: null, triggerName: 'user', isScheduledRun: false, isSkippedApply: false, driftDetected: null },
    planSummary: { added: 1, changed: 0, destroyed: 0 },
    gitMetadata: { commit: 'ab'.repeat(20), branch: 'main', timestamp: timeOf(at) },
    output: { password: { sensitive: true, type: 'string', value: OUTPUT } },
    plan: { resourceChanges: [{ after: { password: OUTPUT } }], outputChanges: [] },
    variables: [{ name: 'TF_VAR_password', value: OUTPUT }],
    error: { message: `cannot connect with ${OUTPUT}` },
    customEnv0EnvironmentVariables: { oidcToken: OUTPUT, vcsAccessToken: OUTPUT, commitHash: 'ab'.repeat(20) },
    ...more,
  };
}

/** Planned, judged by a policy, and applied. */
export function stepsFrom(at: number, apply: Partial<Step> = {}): readonly Step[] {
  return [
    { id: `${String(at)}-1`, name: 'tf:plan', order: 1, status: 'SUCCESS', startedAt: timeOf(at + 2), completedAt: timeOf(at + 10) },
    { id: `${String(at)}-2`, name: 'opa:policy', order: 2, status: 'SUCCESS', startedAt: timeOf(at + 10), completedAt: timeOf(at + 11) },
    {
      id: `${String(at)}-3`,
      name: 'tf:apply',
      order: 3,
      status: 'SUCCESS',
      startedAt: timeOf(at + 40),
      completedAt: timeOf(at + 58),
      ...apply,
    },
  ];
}

export function worldOf(deployments: readonly Deployment[], more: Partial<World> = {}): World {
  const ids = [...new Set(['env-001', ...deployments.map(({ environmentId }) => environmentId)])];
  return {
    organization: ORGANIZATION,
    projects: [
      { id: 'pay', name: 'Payments' },
      { id: 'ops', name: 'Operations' },
    ],
    environments: ids.map((id) => environment(Number(id.slice(4)))),
    deployments: [...deployments],
    steps: new Map(deployments.filter(({ type }) => type === 'deploy').map(({ id, createdAt }) => [id, stepsFrom(secondsOf(createdAt))])),
    denied: new Set(),
    ...more,
  };
}

export function secondsOf(time: string): number {
  return (Date.parse(time) - Date.UTC(2026, 0, 1)) / 1000;
}
