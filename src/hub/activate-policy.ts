import { createHash } from 'node:crypto';
import { durationMs, type Policy, type PolicyAccount, type PolicyFile } from '#contract';
import type { Sql } from '../db/pool.js';
import { append, canonical, hubEvent, type LedgerKey, personOf, textDigest } from '../ledger/index.js';

/** The policy that a file states, accounts and template texts replaced; its version is the first 16 hex digits of SHA-256 over its JCS form. */
export function policyOf(file: PolicyFile, key: LedgerKey): Policy {
  const { people, serviceAccounts, clockSkew, settle, ...rest } = file;
  const replaced = (name: string) => accountOf(name, key);
  const content = {
    ...plain(rest),
    people: Object.fromEntries(
      Object.entries(people).map(([name, { accounts, roles }]) => [name, { accounts: accounts.map(replaced), roles }]),
    ),
    serviceAccounts: serviceAccounts.map(replaced),
    clockSkewMs: durationMs(clockSkew),
    settleMs: durationMs(settle),
    templates: templatesOf(file, key),
  };
  const version = createHash('sha256').update(canonical(content)).digest('hex').slice(0, 16);
  return { ...content, version };
}

/** `source:id` by pseudonym, as it stands in bodies. */
function accountOf(name: string, key: LedgerKey): PolicyAccount {
  const colon = name.indexOf(':');
  const source = name.slice(0, colon);
  return { source, person: personOf(source, name.slice(colon + 1), key) };
}

/** Digests by the tool's field, since equal texts of different fields have different ones. */
function templatesOf({ templates, fields }: PolicyFile, key: LedgerKey): Readonly<Record<string, readonly string[]>> {
  const byField = new Map<string, Set<string>>();
  for (const named of Object.values(fields)) {
    for (const [content, field] of Object.entries(named)) {
      for (const text of templates[content as keyof typeof templates] ?? []) {
        byField.set(field, (byField.get(field) ?? new Set()).add(textDigest(field, text, key)));
      }
    }
  }
  return Object.fromEntries([...byField].map(([field, digests]) => [field, [...digests].sort()]));
}

/** Without keys that are undefined: what the ledger holds is JSON. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/**
 * Records the policy as `policy.activated` when it is not the one in force; answers whether it did. Call it with the
 * read tables as new as the ledger, or with an empty ledger.
 */
export async function activatePolicy(sql: Sql, file: PolicyFile, key: LedgerKey): Promise<boolean> {
  const policy = policyOf(file, key);
  const [inForce] = await sql<{ version: string }[]>`select version from policy_version order by seq desc limit 1`;
  if (inForce?.version === policy.version) return false;
  const before = inForce?.version ?? 'none';
  const identity = { kind: 'policy', natural: [policy.version], transition: 'activated', discriminator: [before] };
  const core = { version: policy.version, before, content: policy };
  const event = hubEvent('policy.activated', `policy:${policy.version}`, identity, JSON.parse(JSON.stringify(core)), {}, key);
  const { added } = await sql.begin((tx) => append(tx, [event], { key }));
  return added.length > 0;
}
