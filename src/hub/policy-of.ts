import { createHash } from 'node:crypto';
import { durationMs, type Policy, type PolicyAccount, type PolicyFile } from '#contract';
import { canonical, type LedgerKey, personOf, textDigest } from '../ledger/index.js';

/** The source of the pseudonyms by which the ledger knows the persons that policy lists: the hub itself. */
const HUB = 'changeline';

/**
 * The policy that a file states: accounts, the names of persons and template texts replaced. Its version is the first 16
 * hex digits of SHA-256 over its JCS form.
 */
export function policyOf(file: PolicyFile, key: LedgerKey): Policy {
  const { people, serviceAccounts, clockSkew, settle, ...rest } = file;
  const replaced = (name: string) => accountOf(name, key);
  const content = {
    ...plain(rest),
    people: Object.fromEntries(
      Object.entries(people).map(([name, { accounts, roles }]) => [personOf(HUB, name, key), { accounts: accounts.map(replaced), roles }]),
    ),
    approvers: rest.approvers.map((one) => pseudonymous(one, key)),
    reviewers: rest.reviewers.map((one) => pseudonymous(one, key)),
    // Whoever owns a service may be a team, which is no person.
    ...(rest.scope && {
      scope: rest.scope.map(({ owner, ...part }) => ({
        ...plain(part),
        ...(owner !== undefined && { owner: Object.hasOwn(people, owner) ? personOf(HUB, owner, key) : owner }),
      })),
    }),
    ...(rest.exemptions && {
      exemptions: rest.exemptions.map(({ givenBy, ...entry }) => ({ ...plain(entry), givenBy: personOf(HUB, givenBy, key) })),
    }),
    serviceAccounts: serviceAccounts.map(replaced),
    clockSkewMs: durationMs(clockSkew),
    settleMs: durationMs(settle),
    templates: templatesOf(file, key),
  };
  const version = createHash('sha256').update(canonical(content)).digest('hex').slice(0, 16);
  return { ...content, version };
}

/** An entry of a list that names persons. */
function pseudonymous<T extends { readonly people?: readonly string[] | undefined }>({ people, ...entry }: T, key: LedgerKey) {
  return { ...plain(entry), ...(people && { people: people.map((name) => personOf(HUB, name, key)) }) };
}

/** `source:id` by pseudonym, as it stands in bodies. */
function accountOf(name: string, key: LedgerKey): PolicyAccount {
  const colon = name.indexOf(':');
  const source = name.slice(0, colon);
  return { source, person: personOf(source, name.slice(colon + 1), key) };
}

/** Fields that hold a content where policy names none. */
const NAMED_BY_NOBODY = { description: 'description' };

/** Digests by the tool's field, since equal texts of different fields have different ones. */
function templatesOf({ templates, fields }: PolicyFile, key: LedgerKey): Readonly<Record<string, readonly string[]>> {
  const byField = new Map<string, Set<string>>();
  for (const named of [NAMED_BY_NOBODY, ...Object.values(fields)]) {
    for (const [content, field] of Object.entries(named)) {
      for (const text of templates[content as keyof typeof templates] ?? []) {
        byField.set(field, (byField.get(field) ?? new Set()).add(textDigest(field, text, key)));
      }
    }
  }
  return Object.fromEntries([...byField].map(([field, digests]) => [field, [...digests].sort()]));
}

/** Without keys that are undefined: what the ledger holds is JSON. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
