import type { Deployment } from '../../../src/sample/index.js';
import { type Acme, refOf } from './acme.js';

export interface RangeSeen {
  readonly relation: string;
  readonly outcome: string;
  readonly standing: string;
  readonly service: string;
  readonly environment: string;
  readonly baseSha: string | null;
  readonly undecided: readonly string[];
  readonly carries: readonly string[];
  readonly takesOut: readonly string[];
}

/** What the hub holds a deployment for now; its commits in the order of their shas. */
export async function rangeOf({ sql }: Acme, deployment: Deployment): Promise<RangeSeen> {
  const name = refOf(deployment);
  const [row] = await sql<Omit<RangeSeen, 'carries' | 'takesOut'>[]>`
    select relation, outcome, standing, service, environment, base_sha as "baseSha", undecided
    from deployment_range where deployment = ${name} and recorded_to is null`;
  if (row === undefined) throw new Error(`The hub does not know ${name}.`);
  const commits = await sql<{ direction: string; sha: string }[]>`
    select direction, sha from deployment_commit where deployment = ${name} and recorded_to is null order by sha`;
  const of = (direction: string) => commits.filter((one) => one.direction === direction).map(({ sha }) => sha);
  return { ...row, carries: of('CARRIES'), takesOut: of('TAKES_OUT') };
}

export interface LinkSeen {
  readonly to: string;
  readonly strength: string;
  readonly against: readonly string[];
}

/** Tickets to which a deployment is linked now, by their keys. */
export async function linksOf({ sql }: Acme, deployment: Deployment): Promise<readonly LinkSeen[]> {
  return sql<LinkSeen[]>`
    select distinct k.key as to, l.strength, l.against
    from link l join ticket_key k on k.ticket = l.to_ref
    where l.from_ref = ${refOf(deployment)} and l.recorded_to is null
    order by 1, 2`;
}

/** Keys of the tickets that it carries, in their order. */
export async function carriedBy(acme: Acme, deployment: Deployment): Promise<readonly string[]> {
  return (await linksOf(acme, deployment)).filter(({ strength }) => strength === 'CARRIED').map(({ to }) => to);
}
