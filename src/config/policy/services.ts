import type { PolicyFile } from '#contract';
import type { YamlPath } from '../yaml-file.js';
import type { Complaint } from './complaint.js';

type Service = PolicyFile['services'][string];

const OBJECT = /^[a-z0-9-]+:[^/]+\/.+$/;

/** Teams that nobody declared, and things that two services claim: a deployment belongs to one. */
export function serviceProblems({ services, teams }: PolicyFile): Complaint[] {
  const claims = new Claims();
  return Object.entries(services).flatMap(([name, service]) => [
    ...teamProblems(name, service, teams),
    ...service.repositories.flatMap((one, index) => claims.repository(name, one, ['services', name, 'repositories', index])),
    ...service.objects.flatMap((one, index) => claims.object(name, one, ['services', name, 'objects', index])),
  ]);
}

function teamProblems(name: string, { team }: Service, teams: PolicyFile['teams']): Complaint[] {
  if (team === undefined || Object.hasOwn(teams, team)) return [];
  const says = `names the team ${team}, which is not under teams. Add it there, or mend the name.`;
  return [{ path: ['services', name, 'team'], says, declaredIn: 'teams' }];
}

/** Who claimed what first. */
class Claims {
  readonly #whole = new Map<string, string>();
  readonly #parts = new Map<string, string>();
  readonly #paths = new Map<string, string>();
  readonly #objects = new Map<string, string>();

  repository(service: string, one: Service['repositories'][number], path: YamlPath): Complaint[] {
    if (typeof one !== 'string') return this.#part(service, one, path);
    // Names of repositories differ in capitals only for the eye.
    const name = one.toLowerCase();
    const other = otherThan(service, this.#whole.get(name) ?? this.#parts.get(name));
    this.#whole.set(name, this.#whole.get(name) ?? service);
    if (other === null) return [];
    return [{ path, says: `gives ${one} to ${service}, and ${other} has it, too. Leave it to one, or give each its paths.` }];
  }

  #part(
    service: string,
    { repository, paths }: { readonly repository: string; readonly paths: readonly string[] },
    path: YamlPath,
  ): Complaint[] {
    const name = repository.toLowerCase();
    const whole = otherThan(service, this.#whole.get(name));
    this.#parts.set(name, this.#parts.get(name) ?? service);
    if (whole !== null) {
      const says = `gives paths of ${repository} to ${service}, and ${whole} has the whole of it. Leave it to one, or give each its paths.`;
      return [{ path, says }];
    }
    return paths.flatMap((one, index) => {
      const key = `${name} ${one.replace(/^\.?\/+|\/+$/g, '')}`;
      const other = otherThan(service, this.#paths.get(key));
      this.#paths.set(key, this.#paths.get(key) ?? service);
      if (other === null) return [];
      return [
        {
          path: [...path, 'paths', index],
          says: `gives ${one} of ${repository} to ${service}, and ${other} has it, too. Leave it to one.`,
        },
      ];
    });
  }

  object(service: string, one: string, path: YamlPath): Complaint[] {
    if (!OBJECT.test(one)) return [{ path, says: 'is no object of a tool. Write source:kind/name, such as argocd-acme:application/pay.' }];
    const other = otherThan(service, this.#objects.get(one));
    this.#objects.set(one, this.#objects.get(one) ?? service);
    return other === null ? [] : [{ path, says: `gives ${one} to ${service}, and ${other} has it, too. Leave it to one.` }];
  }
}

function otherThan(service: string, claimed: string | undefined): string | null {
  return claimed === undefined || claimed === service ? null : claimed;
}
