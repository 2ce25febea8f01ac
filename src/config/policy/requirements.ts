import type { PolicyFile } from '#contract';
import type { YamlPath } from '../yaml-file.js';
import { environmentsOf } from './environments.js';
import type { Complaint } from './complaint.js';

/** Services, environments and roles that rules and approvals name and nobody declared: they would match nothing, in silence. */
export function requirementProblems(policy: PolicyFile): Complaint[] {
  const named = [
    ...approvalNames(policy),
    ...approverNames(policy),
    ...reviewerNames(policy),
    ...ruleNames(policy),
    ...limitedNames(policy),
  ];
  const checks = {
    services: serviceCheck(policy),
    environments: environmentCheck(policy),
    roles: roleCheck(policy),
    people: personCheck(policy),
  };
  return named.flatMap(({ path, what, names }) =>
    names.flatMap((name, index) => {
      const says = checks[what](name);
      return says === null ? [] : [{ path: [...path, what, index], says, declaredIn: what === 'roles' ? 'people' : what }];
    }),
  );
}

interface Named {
  readonly path: YamlPath;
  readonly what: 'services' | 'environments' | 'roles' | 'people';
  readonly names: readonly string[];
}

function approvalNames({ approvals }: PolicyFile): Named[] {
  return approvals.required.flatMap(({ services = [], roles = [] }, index): Named[] => {
    const path = ['approvals', 'required', index];
    return [
      { path, what: 'services', names: services },
      { path, what: 'roles', names: roles },
    ];
  });
}

function approverNames({ approvers }: PolicyFile): Named[] {
  return approvers.flatMap(({ services = [], roles = [], people = [] }, index): Named[] => {
    const path = ['approvers', index];
    return [
      { path, what: 'services', names: services },
      { path, what: 'roles', names: roles },
      { path, what: 'people', names: people },
    ];
  });
}

function reviewerNames({ reviewers }: PolicyFile): Named[] {
  return reviewers.flatMap(({ roles = [], people = [] }, index): Named[] => {
    const path = ['reviewers', index];
    return [
      { path, what: 'roles', names: roles },
      { path, what: 'people', names: people },
    ];
  });
}

function ruleNames({ rules }: PolicyFile): Named[] {
  return Object.entries(rules).flatMap(([rule, settings]): Named[] => {
    const path = ['rules', rule];
    const { services = [], environments = [] } = settings ?? {};
    const roles = settings !== undefined && 'roles' in settings ? (settings.roles ?? []) : [];
    return [
      { path, what: 'services', names: services },
      { path, what: 'environments', names: environments },
      { path, what: 'roles', names: roles },
    ];
  });
}

function limitedNames({ freezes = [], exemptions = [] }: PolicyFile): Named[] {
  const limited = { freezes, exemptions };
  return (['freezes', 'exemptions'] as const).flatMap((key) =>
    limited[key].flatMap(({ services = [], environments = [] }, index): Named[] => {
      const path = [key, index];
      return [
        { path, what: 'services', names: services },
        { path, what: 'environments', names: environments },
      ];
    }),
  );
}

type Check = (name: string) => string | null;

function serviceCheck({ services }: PolicyFile): Check {
  // Where policy maps nothing, the service is the repository itself, by its ref.
  return (name) =>
    Object.hasOwn(services, name) || name.includes(':')
      ? null
      : `names the service ${name}, which is not under services. Add it there, or mend the name.`;
}

function environmentCheck(policy: PolicyFile): Check {
  const known = environmentsOf(policy);
  return (name) =>
    known.has(name) ? null : `names the environment ${name}, which is not under environments. Add it there, or mend the name.`;
}

function roleCheck({ people }: PolicyFile): Check {
  const known = new Set(Object.values(people).flatMap(({ roles }) => roles));
  return (name) =>
    known.has(name) ? null : `names the role ${name}, which nobody under people has. Give it to somebody, or mend the name.`;
}

function personCheck({ people }: PolicyFile): Check {
  return (name) => (Object.hasOwn(people, name) ? null : `names ${name}, who is not under people. Add the person there, or mend the name.`);
}
