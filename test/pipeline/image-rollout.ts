import type { Deployment, JiraIssue, Pull } from '../../src/sample/index.js';
import type { Company } from '../../src/sample/organisation/company.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING, NOON } from '../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../src/sample/organisation/tell/day.js';
import { SOURCE } from './hub-under-test.js';

const { eva, finn, gita, mara } = people;

/** Code of pay, an image built from it, and manifests in another repository that name the image. */
export interface Rollout {
  readonly ticket: JiraIssue;
  readonly pull: Pull;
  readonly digest: string;
  readonly commit: string;
  readonly staging: Deployment;
  readonly production: Deployment;
}

export function rolledOut(day: Day, { repositories: { pay } }: Company, letter: string): Rollout {
  const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Ask the bank twice' });
  day.approve('09:20', gita, ticket);
  const pull = day.land(MORNING, eva, finn, { in: 'pay', title: `${ticket.key}: ask twice` });
  const digest = `sha256:${letter.repeat(64)}`;
  day.land(NOON, finn, eva, { in: 'infra', title: `Run registry.example/acme/pay@${digest}` });
  const staging = day.deploy('12:30', 'infra', { environment: 'staging' });
  const commit = pay.branches.get('main') ?? '';
  return { ticket, pull, digest, commit: `commit:${SOURCE}:${pay.id}:${commit}`, staging, production: day.deploy('13:00', 'infra') };
}

/** What a build says of its image. */
export const published = ({ digest, commit }: Rollout, more: object = {}) => ({
  type: 'artifact.published',
  id: digest,
  at: '2025-01-06T11:30:00Z',
  data: { digest, name: 'registry.example/acme/pay', commits: [commit], provenance: 'https://slsa.dev/provenance/v1', ...more },
});
