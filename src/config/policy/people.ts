import type { PolicyFile } from '#contract';
import type { Complaint } from './complaint.js';

/** An account belongs to one person, or to a service, never to both. */
export function peopleProblems({ people, serviceAccounts }: PolicyFile): Complaint[] {
  const services = new Set(serviceAccounts);
  const owners = new Map<string, string>();
  return Object.entries(people).flatMap(([name, { accounts }]) =>
    accounts.flatMap((account, index) => {
      const path = ['people', name, 'accounts', index];
      const owner = owners.get(account);
      owners.set(account, owner ?? name);
      if (services.has(account)) return [{ path, says: `is ${account}, which serviceAccounts lists, too. Take it out of one of the two.` }];
      if (owner === undefined) return [];
      const says =
        owner === name
          ? `lists ${account} twice. Take one out.`
          : `gives ${account} to ${name}, and ${owner} has it, too. Leave it to one.`;
      return [{ path, says }];
    }),
  );
}
