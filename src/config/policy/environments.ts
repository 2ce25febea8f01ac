import type { PolicyFile } from '#contract';
import type { Complaint } from './complaint.js';

/** Environments as policy calls them: what each name of a tool stands for. */
export function environmentsOf({ environments }: PolicyFile): ReadonlySet<string> {
  return new Set(Object.entries(environments).map(([name, { environment }]) => environment ?? name));
}

/** Several tools may have names of their own for one environment and target; but it is production, or it is not. */
export function environmentProblems({ environments }: PolicyFile): Complaint[] {
  const first = new Map<string, { readonly name: string; readonly production: boolean }>();
  return Object.entries(environments).flatMap(([name, { production, environment = name }]) => {
    const before = first.get(environment);
    if (!before) first.set(environment, { name, production });
    if (!before || before.production === production) return [];
    const says = `says that ${environment} is ${words(production)}, and ${before.name} says that it is ${words(before.production)}. Let both say the same, or give them different environments.`;
    return [{ path: ['environments', name, 'production'], says }];
  });
}

function words(production: boolean): string {
  return production ? 'production' : 'not production';
}
