import { Arg, Args, createUnionType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { documentsIn, maySeePolicyFile, policies, policy, policyDifferences, proposalsAt, putInForce } from '../../src/read/index.js';
import type { Page, PolicyProposalRow, PolicyRow } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import {
  ActivatePolicyInput,
  Policy,
  PolicyActivated,
  PolicyConnection,
  PolicyDifference,
  PolicyDocument,
  PolicyRefused,
} from './policy.type.js';
import { mistakesOf } from './mistakes-of.js';
import { PolicyProposalResolver } from './policy-proposal.resolver.js';
import { PolicyProposal, PolicyProposed } from './policy-proposal.type.js';

const ActivatePolicyResult = createUnionType({
  name: 'ActivatePolicyResult',
  description: 'What came of it.',
  types: () => [PolicyActivated, PolicyProposed, PolicyRefused, Refused] as const,
  resolveType: (value) => {
    if ('sentence' in value) return 'Refused';
    if ('mistakes' in value) return 'PolicyRefused';
    return 'proposal' in value ? 'PolicyProposed' : 'PolicyActivated';
  },
});

@Resolver(() => Policy)
class PolicyResolver {
  @Query(() => Policy, {
    nullable: true,
    description: 'A policy by its version, in its newest activation; without one, the policy in force.',
  })
  policy(
    @Arg('version', () => ID, { nullable: true, description: 'Which.' }) version: string | null | undefined,
    @Ctx() { hub }: ApiContext,
  ): Promise<PolicyRow | null> {
    return policy(hub.sql, version ?? null);
  }

  @Query(() => PolicyConnection, { nullable: true, description: 'All that was ever put in force, newest first.' })
  policies(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub }: ApiContext): Promise<Page<PolicyRow>> {
    return policies(hub.sql, page);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of the person; null where it was the hub, or the name was erased.',
  })
  activatedByName(@Root() { holder }: PolicyRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return holder === null ? null : loaders.text.load(holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why, in the words of the person.' })
  reason(@Root() { reason }: PolicyRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return reason === null ? null : loaders.text.load(reason);
  }

  @FieldResolver(() => String, {
    description: 'What it says, preset and defaults included, as JSON: people by pseudonym, times in milliseconds.',
  })
  content(@Root() { content }: PolicyRow): string {
    return JSON.stringify(content);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The file as it was written; null where there was none or it was erased. For compliance and administrators; null for others.',
  })
  file(@Root() { file }: PolicyRow, @Ctx() { loaders, viewer }: ApiContext): Promise<string | null> | null {
    return file === null || !maySeePolicyFile(viewer) ? null : loaders.text.load(file);
  }

  @FieldResolver(() => [PolicyProposal], {
    description: 'Who wanted it before it came into force, the last one first; not who put it in force.',
  })
  proposals(@Root() { proposals }: PolicyRow, @Ctx() { hub }: ApiContext): Promise<readonly PolicyProposalRow[]> {
    return proposalsAt(hub.sql, proposals);
  }

  @FieldResolver(() => [PolicyDocument], { description: 'The documents kept beside it, at most 200.' })
  documents(@Root() { content }: PolicyRow): readonly PolicyDocument[] {
    return documentsIn(content).slice(0, 200);
  }

  @FieldResolver(() => [PolicyDifference], { description: 'What it says otherwise than the one before; at most 200. The first has none.' })
  differences(@Root() row: PolicyRow): readonly PolicyDifference[] {
    return policyDifferences(row);
  }

  @Mutation(() => ActivatePolicyResult, {
    nullable: true,
    description:
      'Puts a policy in force, from now on: what started before is judged as before. Where the policy in force asks for several persons (`activation.approvers`), it is proposed until so many handed in the same. For administrators, and persons only. A restart with the same policy.yaml does not undo it.',
  })
  async activatePolicy(
    @Arg('input', () => ActivatePolicyInput, { description: 'Which, and why.' }) input: ActivatePolicyInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    const done = await putInForce(hub, viewer, input);
    if ('problems' in done) return mistakesOf(done.problems);
    return 'row' in done ? { policy: done.row } : done;
  }
}

export const POLICY_RESOLVERS = [PolicyResolver, PolicyProposalResolver] as const;
