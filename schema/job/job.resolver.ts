import { Arg, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { jobNews, jobOf, type JobRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Job } from './job.type.js';

@Resolver(() => Job)
export class JobResolver {
  @Query(() => Job, {
    nullable: true,
    description: 'Long work by its id; null where there is none. For auditors, compliance and administrators.',
  })
  job(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() { hub, viewer }: ApiContext): Promise<JobRow | null> {
    return jobOf(hub.sql, viewer, id);
  }

  @Subscription(() => Job, {
    description: 'The same, as it goes on, until it has ended.',
    subscribe: ({ args, context: { hub, viewer } }: { args: { id: string }; context: ApiContext }) => jobNews(hub.sql, viewer, args.id),
  })
  jobProgress(@Root() job: JobRow, @Arg('id', () => ID, { description: 'Which.' }) _id: string): JobRow {
    return job;
  }
}
