import { describe, expect, it } from 'vitest';
import { judged } from '../../company/arrival.js';
import { type History, historyOf } from '../../company/history.js';
import { MUTATORS } from '../../company/mutators/index.js';
import { policyOf } from '../../company/policy.js';
import { Random } from '../../company/random.js';
import type { Variant } from '../../company/variant.js';
import { seedsOf } from '../../setup/seeds.js';
import type { TestPolicy } from '../hub-under-test.js';
import { addressed, type Chain, linkChain, moveChain, personChains, policyChain, repositoryChain } from './said.js';
import { recordsIn, verdictsAndLinksIn } from './standing.js';

/** `CHANGES` makes it long. */
const changes = Number(process.env['CHANGES'] ?? 12);
const KINDS = ['tickets', 'people', 'repositories'] as const;
type Kind = (typeof KINDS)[number];

/** Policy lists nobody, so that who is who is what people and addresses say; and knows each repository by all its names. */
function saysNothingOfPeople(policy: TestPolicy): TestPolicy {
  const { people: _, baselines = {}, ...rest } = policy;
  const all = Object.entries(baselines).flatMap(([name, sha]) =>
    namesOf(name.slice('acme/'.length)).map((one): [string, string] => [one, sha]),
  );
  return { ...rest, verifiedEmails: ['jira-acme'], baselines: Object.fromEntries(all), services: services(['pay'], ['web']) };
}

const namesOf = (name: string) => [`acme/${name}`, `acme/new-${name}`, `acme-labs/${name}`];
const services = (...each: readonly (readonly string[])[]) =>
  Object.fromEntries(each.map((names) => [names[0]!, { team: 'payments', repositories: names.flatMap(namesOf) }]));

const variant: Variant = { name: 'nobody is listed', policy: saysNothingOfPeople, mutators: MUTATORS, adjust: () => undefined };

function chainsOf(kind: Kind, { company }: History, random: Random): readonly Chain[] {
  if (kind === 'people') return personChains(random);
  if (kind === 'tickets') return [...Array.from({ length: 4 }, () => linkChain(random, company)), moveChain(random, company)];
  const [pay, web] = company.github.repositories;
  const apart = saysNothingOfPeople(policyOf(company));
  return [
    repositoryChain(random, pay!, 'name'),
    repositoryChain(random, web!, 'owner'),
    policyChain(apart, { ...apart, services: services(['pay', 'web']) }),
  ];
}

type When = 'EARLY' | 'BETWEEN' | 'LATE';

/** Tells the history, and says everything of the kind as early as can be, at random points, or when all has arrived. */
async function told(kind: Kind, seed: number, when: When): Promise<ReadonlyMap<string, unknown>> {
  const history = historyOf({ seed, changes, mutators: MUTATORS, clean: 0.5, variant });
  const random = new Random(seed + when.length);
  let chains: { readonly chain: Chain; done: number }[] | null = null;
  const between: History['between'] = async (hub, phase) => {
    if (!chains) {
      addressed(history.company);
      chains = chainsOf(kind, history, new Random(seed)).map((chain) => ({ chain, done: 0 }));
    }
    if (when === 'LATE' && phase !== 'AFTER') return;
    for (const each of chains) {
      while (each.done < each.chain.length && (phase === 'AFTER' || when === 'EARLY' || random.chance(0.25))) {
        await hub.follow();
        if (!(await each.chain[each.done]!(hub))) break;
        each.done += 1;
      }
    }
    await hub.follow();
  };
  let found: ReadonlyMap<string, unknown> = new Map();
  await judged({ ...history, random, between }, undefined, async (url) => {
    found = new Map([...(await recordsIn(url)), ...(await verdictsAndLinksIn(url))]);
  });
  expect(chains!.map(({ chain, done }) => chain.length - done).filter((left) => left > 0)).toEqual([]);
  return found;
}

describe('joining and splitting', () => {
  const runs = seedsOf().flatMap((seed) => KINDS.map((kind) => [kind, seed] as const));
  it.each(runs)(
    '%s commutes with the arrival of facts: the same records, verdicts and links (SEED=%i)',
    async (kind, seed) => {
      const late = await told(kind, seed, 'LATE');
      expect(late.size).toBeGreaterThan(changes);
      const other = await told(kind, seed, seed % 2 === 0 ? 'BETWEEN' : 'EARLY');
      expect([...other.keys()].sort()).toEqual([...late.keys()].sort());
      for (const [name, row] of late) expect({ name, row: other.get(name) }).toEqual({ name, row });
    },
    300_000,
  );
});
