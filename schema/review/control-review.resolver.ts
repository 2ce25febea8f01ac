import { Arg, Args, createUnionType, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { controlReviews, type ControlReviewRow, type Page, reviewsAt, signOffReview } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { ControlReview, ControlReviewConnection, ReviewSignedOff, SignOffReviewInput } from './control-review.type.js';

const SignOffReviewResult = createUnionType({
  name: 'SignOffReviewResult',
  description: 'What came of it.',
  types: () => [ReviewSignedOff, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'ReviewSignedOff'),
});

@Resolver(() => ControlReview)
export class ControlReviewResolver {
  @Query(() => ControlReviewConnection, { nullable: true, description: 'Reviews that were signed off, the newest first.' })
  reviews(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub }: ApiContext): Promise<Page<ControlReviewRow>> {
    return controlReviews(hub.sql, page);
  }

  @FieldResolver(() => String, { description: 'Which gaps were asked for, as JSON.' })
  filter(@Root() { filter }: ControlReviewRow): string {
    return JSON.stringify(filter);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name of the person; null once it was erased.' })
  signedByName(@Root() { holder }: ControlReviewRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return holder === null ? null : loaders.text.load(holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What was found, in the words of the person; null once they were erased.' })
  statement(@Root() { statement }: ControlReviewRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return statement === null ? null : loaders.text.load(statement);
  }

  @Mutation(() => SignOffReviewResult, {
    nullable: true,
    description:
      'Puts on record that a person looked through the open gaps that match, or the unresolved people, with how many there were. For compliance and administrators, and persons only.',
  })
  async signOffReview(
    @Arg('input', () => SignOffReviewInput, { description: 'What, and what was found.' }) input: SignOffReviewInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    const done = await signOffReview(hub, viewer, input);
    if ('sentence' in done) return done;
    const [review] = await reviewsAt(hub.sql, [done.seq]);
    return review ? { review, cursor: done.seq } : { sentence: 'It was recorded and could not be read back. Ask for reviews.' };
  }
}
