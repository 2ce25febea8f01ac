import type { Application, Operation } from '../argocd/world.js';
import type { World as Env0 } from '../env0/world.js';
import type { Project, World as GitLab } from '../gitlab/world.js';
import type { Build } from '../jenkins/world.js';
import type { World as PagerDuty } from '../pagerduty/world.js';
import type { StoredRow } from '../servicenow/query.js';
import { gitObject, treeOf } from './git.js';
import { people } from './people.js';
import { instanceRows } from './instance-rows.js';

/** What acme has beside GitHub and Jira: shipping is requested in ServiceNow, coded on GitLab, built by Jenkins, deployed by Argo CD. */
export interface Estate {
  readonly servicenow: Map<string, StoredRow[]>;
  readonly gitlab: GitLab;
  readonly shipping: Project;
  /** Of the one job, `shipping/build`. */
  readonly builds: Build[];
  readonly application: Application & { readonly operations: Operation[] };
  readonly env0: Env0;
  readonly pagerduty: PagerDuty;
}

const FOUNDED = '2024-01-15T09:00:00.000Z';
export const NETWORK_ENVIRONMENT = '4d4f0f5e-2a53-4d0c-9d43-6f2b1c0a7e11';
export const BUILD_JOB = 'shipping/build';
export const REPOSITORY_URL = 'https://gitlab.acme.example/acme/shipping.git';
/** PagerDuty's id of the service. */
export const SHIPPING_ON_CALL = 'PSHIP42';

export function openEstate(): Estate {
  const shipping = shippingProject();
  const project = { id: '0f3b6b1a-55f0-4c37-8c2e-0d9a3a1f7c22', name: 'Network' };
  const environment = { id: NETWORK_ENVIRONMENT, projectId: project.id, name: 'network production', updatedAt: FOUNDED };
  return {
    servicenow: instanceRows(),
    shipping,
    gitlab: { projects: [shipping], forbidden: [], knowsAuthors: true },
    builds: [],
    application: {
      ...{ uid: '7c1a9f52-3f0e-4d8e-9a55-2b6f0c4e8d10', name: 'shipping', project: 'shipping' },
      ...{ repository: REPOSITORY_URL, operations: [] },
    },
    env0: {
      organization: 'bde19c6d-d0dc-4b11-a951-8f43fe49db92',
      ...{ projects: [project], environments: [environment], deployments: [], steps: new Map(), denied: new Set<string>() },
    },
    pagerduty: { incidents: [], log: [], changes: new Map(), denied: new Set() },
  };
}

/** With its first commit, which is the same at every start: `policy.yaml` names it as what stood in production. */
function shippingProject(): Project {
  const { github, gitlab } = people.finn;
  const message = 'acme/shipping begins';
  const content = { tree: treeOf('shipping', 'begins'), parents: [], message, author: github, committer: github };
  const sha = gitObject({ ...content, authoredAt: FOUNDED, committedAt: FOUNDED });
  return {
    ...{ id: 4711, path: 'acme/shipping', namespace: { id: 77, path: 'acme' }, defaultBranch: 'main' },
    branches: new Map([['main', sha]]),
    commits: [{ sha, parents: [], message, at: FOUNDED, author: gitlab }],
    files: new Map(),
    ...{ pushes: [], tags: [], mergeRequests: [], deployments: [], pipelines: [], incidents: [], releases: [] },
    protections: [{ name: 'main', push: [0], forcePush: false }],
    approvals: { required: 1, resetOnPush: true },
    pipelineMustSucceed: false,
  };
}
