import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';
import { PROTECTION } from './protection.js';

/** Deployments that wait for what protects the branches of these repositories; those that rest on a ticket, review or approval of these. */
export function byIntegrity(tx: Transaction, { protections, abouts }: Pick<Changes, 'protections' | 'abouts'>) {
  const refs = [...abouts];
  return tx<{ deployment: string }[]>`
    select unit as deployment from awaiting where collection = ${PROTECTION} and scope = any(${[...protections]})
    union
    select l.from_ref from link l where l.to_ref = any(${refs}) and l.recorded_to is null
    union
    select unnest(${refs.filter((one) => one.startsWith('ticket:'))}::text[])
    union
    select l.from_ref from review r join link l on l.to_ref = r.pull_request where r.review = any(${refs}) and l.recorded_to is null
    union
    select s.about from approval_step s where s.approval = any(${refs})
    union
    select l.from_ref from approval_step s join link l on l.to_ref = s.about where s.approval = any(${refs}) and l.recorded_to is null`;
}
