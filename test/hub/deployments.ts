import { deploymentPayload, type Deployment, type GitHub, type Payload, type Repository } from '../../src/sample/index.js';
import { ANA, shaOf, timeOf } from '../sample/small-world.js';

/** Deployment `number` of acme/pay: of commit 10 unless told. */
export function deployment(number: number, more: Partial<Deployment> = {}): Deployment {
  return {
    id: 9_000 + number,
    sha: shaOf(10),
    ref: 'main',
    task: 'deploy',
    environment: 'live',
    productionEnvironment: true,
    transientEnvironment: false,
    description: null,
    creator: ANA,
    createdAt: timeOf(1_000 + number),
    statuses: [],
    ...more,
  };
}

/** The webhook that tells of it: one delivery, one `deployment.requested`. */
export function told({ addresses }: Pick<GitHub, 'addresses'>, repository: Repository, number: number): Payload {
  return deploymentPayload({ addresses, repository }, deployment(number));
}
