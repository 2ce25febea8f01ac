import type { Policy } from '#contract';
import type { Truth } from './truth.js';

/** An account by pseudonym, with the source that knows it. */
export interface AccountFacts {
  readonly person: string;
  readonly source: string;
  readonly service: boolean;
}

/** Accounts that somebody or something says are one person: a person's assertion, a verified e-mail address. */
export type Joined = readonly (readonly [string, string])[];

/**
 * Who is who (`controls.md`, Terms: Same person): policy first, then what joins accounts; never a display name. Two
 * accounts of one source are two persons unless they are joined. Accounts of two sources are the same, or not, only
 * where one of them is known at the other's source, or policy lists it with all its accounts; else it is not known.
 */
export class Persons {
  readonly #accounts: ReadonlyMap<string, AccountFacts>;
  readonly #groups = new Map<string, Set<string>>();
  /** Of accounts that policy names and no event did yet. */
  readonly #sourceOf = new Map<string, string>();
  readonly #listed = new Map<string, { readonly name: string; readonly roles: readonly string[] }>();
  readonly #services: ReadonlySet<string>;

  /** `accounts` may grow while this is in use. */
  constructor(accounts: ReadonlyMap<string, AccountFacts>, joined: Joined, policy: Pick<Policy, 'people' | 'serviceAccounts'>) {
    this.#accounts = accounts;
    this.#services = new Set(policy.serviceAccounts.map(({ person }) => person));
    for (const [a, b] of joined) this.#join(a, b);
    for (const [name, { accounts: own, roles }] of Object.entries(policy.people)) {
      for (const { person, source } of own) {
        this.#sourceOf.set(person, source);
        this.#join(own[0]!.person, person);
      }
      for (const { person } of own) for (const each of this.accountsOf(person)) this.#listed.set(each, { name, roles });
    }
  }

  /** All accounts of the same person as far as is known, this one among them. */
  accountsOf(person: string): ReadonlySet<string> {
    return this.#groups.get(person) ?? new Set([person]);
  }

  isService(person: string): boolean {
    return this.#services.has(person) || this.#accounts.get(person)?.service === true;
  }

  rolesOf(person: string): readonly string[] {
    return this.#listed.get(person)?.roles ?? [];
  }

  /** The name under which policy lists the person. */
  nameOf(person: string): string | null {
    return this.#listed.get(person)?.name ?? null;
  }

  same(a: string, b: string): Truth {
    if (a === b || this.accountsOf(a).has(b)) return 'YES';
    // What a tool or policy calls a service account is nobody's.
    if (this.isService(a) || this.isService(b)) return 'NO';
    const [sourceA, sourceB] = [this.#source(a), this.#source(b)];
    if (sourceA !== undefined && sourceA === sourceB) return 'NO';
    if (this.#listed.has(a) || this.#listed.has(b)) return 'NO';
    return this.#isKnownAt(a, sourceB) || this.#isKnownAt(b, sourceA) ? 'NO' : 'UNKNOWN';
  }

  #isKnownAt(person: string, source: string | undefined): boolean {
    return source !== undefined && [...this.accountsOf(person)].some((account) => this.#source(account) === source);
  }

  #source(person: string): string | undefined {
    return this.#accounts.get(person)?.source ?? this.#sourceOf.get(person);
  }

  #join(a: string, b: string): void {
    const together = new Set([...this.accountsOf(a), ...this.accountsOf(b)]);
    for (const one of together) this.#groups.set(one, together);
  }
}
