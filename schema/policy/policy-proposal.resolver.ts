import { Arg, createUnionType, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  maySeePolicyFile,
  policy,
  policyDifferences,
  policyProposals,
  type PolicyProposalRow,
  previewPolicy,
} from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import type { ApiContext } from '../context.js';
import { mistakesOf } from './mistakes-of.js';
import { PolicyPreview, PolicyProposal } from './policy-proposal.type.js';
import { PolicyDifference, PolicyRefused } from './policy.type.js';

const PreviewPolicyResult = createUnionType({
  name: 'PreviewPolicyResult',
  description: 'What came of it.',
  types: () => [PolicyPreview, PolicyRefused, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'mistakes' in value ? 'PolicyRefused' : 'PolicyPreview'),
});

@Resolver(() => PolicyProposal)
export class PolicyProposalResolver {
  @Query(() => PreviewPolicyResult, {
    nullable: true,
    description: 'What would change if a policy were in force; records nothing. For compliance and administrators.',
  })
  async previewPolicy(
    @Arg('text', () => String, { description: 'YAML, as it would stand in policy.yaml; at most 500,000 characters.' }) text: string,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    const done = await previewPolicy(hub, viewer, text);
    return 'problems' in done ? mistakesOf(done.problems) : done;
  }

  @Query(() => [PolicyProposal], {
    nullable: true,
    description: 'What was proposed since the policy in force was put in force, newest first; at most 200.',
  })
  policyProposals(@Ctx() { hub }: ApiContext): Promise<readonly PolicyProposalRow[]> {
    return policyProposals(hub.sql);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of the person; null where it was the hub, or the name was erased.',
  })
  proposedByName(@Root() { holder }: PolicyProposalRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return holder === null ? null : loaders.text.load(holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why, in the words of the person.' })
  reason(@Root() { reason }: PolicyProposalRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return reason === null ? null : loaders.text.load(reason);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The file as it was written, to be read and handed in by the next person. For compliance and administrators; null for others.',
  })
  file(@Root() { file }: PolicyProposalRow, @Ctx() { loaders, viewer }: ApiContext): Promise<string | null> | null {
    return file === null || !maySeePolicyFile(viewer) ? null : loaders.text.load(file);
  }

  @FieldResolver(() => [PolicyDifference], { description: 'What it says otherwise than the policy that was in force; at most 200.' })
  async differences(
    @Root() { changed, content, inForce }: PolicyProposalRow,
    @Ctx() { hub }: ApiContext,
  ): Promise<readonly PolicyDifference[]> {
    const before = await policy(hub.sql, inForce);
    return policyDifferences({ changed, content, before: before?.content ?? null });
  }
}
