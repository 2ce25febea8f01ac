import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { Page, PullRequestRow, ReviewRow } from '../../src/read/index.js';
import { isSealedText } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Person } from '../timeline/person.type.js';
import { PullRequest, Review, ReviewConnection } from './pull-request.type.js';

const personOf = (ref: string | null, { loaders }: ApiContext) => (ref === null ? null : loaders.person.load(ref));

@Resolver(() => PullRequest)
export class PullRequestResolver {
  @FieldResolver(() => ID, { description: 'Its ref.' })
  id(@Root() row: PullRequestRow): string {
    return row.pullRequest;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name of its repository.' })
  repositoryName(@Root() row: PullRequestRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return row.repository === null ? null : loaders.repositoryName.load(row.repository);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its title as last seen; null where it was erased or never read.' })
  async title(@Root() row: PullRequestRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    const seq = await loaders.title.load(row.pullRequest);
    const title = seq === null ? null : (await loaders.body.load(seq))?.body.core['title'];
    return isSealedText(title) && title.commitment ? loaders.text.load(title.commitment) : null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who opened it.' })
  opener(@Root() row: PullRequestRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(row.opener, context);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who merged it.' })
  merger(@Root() row: PullRequestRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(row.merger, context);
  }

  @FieldResolver(() => ReviewConnection, { description: 'Its reviews, oldest first.' })
  reviews(
    @Root() row: PullRequestRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ReviewRow>> {
    return loaders.reviewsOf.load({ of: row.pullRequest, page });
  }
}

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Who reviewed.' })
  reviewer(@Root() row: ReviewRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(row.reviewer, context);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who dismissed it.' })
  dismissedBy(@Root() row: ReviewRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(row.dismissedBy, context);
  }
}
