import type { Policy } from '#contract';
import type { Truth } from './truth.js';

/** An account by pseudonym, with the source that knows it. */
export interface AccountFacts {
  readonly person: string;
  readonly source: string;
  readonly service: boolean;
}

/** An account that was read with an e-mail address, by digest; `verified`: the tool itself says that it is the account's. */
export interface AddressFacts {
  readonly person: string;
  readonly source: string;
  readonly address: string;
  readonly verified: boolean;
}

/** Accounts that somebody says are one person. */
export type Joined = readonly (readonly [string, string])[];

/**
 * Who is who (`controls.md`, Terms: Same person): policy first, then what joins accounts (a person's assertion, a verified
 * e-mail address); never a display name, and never an address that nobody verified. Two
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
  readonly #byAddress = new Set<string>();

  /** `accounts` may grow while this is in use. */
  constructor(
    accounts: ReadonlyMap<string, AccountFacts>,
    joined: Joined,
    policy: Pick<Policy, 'people' | 'serviceAccounts' | 'verifiedEmails'>,
    addresses: readonly AddressFacts[] = [],
  ) {
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
    for (const { a, b } of this.#sameAddress(addresses, policy.verifiedEmails ?? [])) {
      this.#join(a, b);
      for (const one of [a, b]) this.#byAddress.add(one);
    }
  }

  /** All accounts of the same person as far as is known, this one among them. */
  accountsOf(person: string): ReadonlySet<string> {
    return this.#groups.get(person) ?? new Set([person]);
  }

  /** Whether a verified e-mail address says whose account it is. */
  isJoinedByAddress(person: string): boolean {
    return this.#byAddress.has(person);
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

  /**
   * Accounts with one verified address. Whom policy lists has no others than those listed, so no address joins him to any.
   * An address that two accounts of one source had went from one person to another, and says nothing.
   */
  #sameAddress(addresses: readonly AddressFacts[], trusted: readonly string[]): readonly { readonly a: string; readonly b: string }[] {
    const groups = new Map<string, Map<string, string>>();
    for (const { person, source, address, verified } of addresses) {
      if ((!verified && !trusted.includes(source)) || this.#services.has(person)) continue;
      groups.set(address, (groups.get(address) ?? new Map<string, string>()).set(person, source));
    }
    return [...groups.values()].flatMap((group) => {
      if (new Set(group.values()).size < group.size) return [];
      const [first, ...others] = [...group.keys()].filter((person) => !this.#listed.has(person)).sort();
      return first === undefined ? [] : others.map((b) => ({ a: first, b }));
    });
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
