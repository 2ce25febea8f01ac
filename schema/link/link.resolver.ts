import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type AssertedRow, assertLink, retractLink } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { AssertLinkInput, RetractLinkInput } from './link.input.js';
import { AssertLinkResult, LinkAssertion, RetractLinkResult } from './link.type.js';

@Resolver(() => LinkAssertion)
export class LinkResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who holds that token; null once the name was erased.' })
  byName(@Root() { holder }: AssertedRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return holder === null ? null : loaders.text.load(holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why, in the words of that person; null once they were erased.' })
  reason(@Root() { reason }: AssertedRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return reason === null ? null : loaders.text.load(reason);
  }

  @Mutation(() => AssertLinkResult, {
    nullable: true,
    description:
      'Says that a deployment, a pull request or a commit belongs to a change, where the tools do not. It counts as their own word does, and the link shows who said it. For compliance and administrators, and persons only.',
  })
  assertLink(
    @Arg('input', () => AssertLinkInput, { description: 'What, and why.' }) input: AssertLinkInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return assertLink(hub, viewer, input);
  }

  @Mutation(() => RetractLinkResult, {
    nullable: true,
    description: 'Takes such an assertion back, whoever made it. For compliance and administrators, and persons only.',
  })
  retractLink(
    @Arg('input', () => RetractLinkInput, { description: 'Which, and why.' }) input: RetractLinkInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return retractLink(hub, viewer, input);
  }
}
