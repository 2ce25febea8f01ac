import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { changeDifference, deploymentDifference, pageOfList } from '../../src/read/index.js';
import type { DifferenceRow, DifferencesRow, Page, Part, TimelineRow } from '../../src/read/index.js';
import { ChangeBy } from '../change/change.input.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { DateTime } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { Difference, DifferenceConnection, Differences, DifferingPart } from './difference.type.js';

export const FROM = { description: 'The first moment, as `knownAt`.' };
export const TO = { description: 'The second moment, later than the first and over.' };

@Resolver(() => Differences)
export class DifferencesResolver {
  @Query(() => Differences, {
    nullable: true,
    description:
      'What the hub knew differently of a change at two moments: fields, approvals, links, verdicts, stage, outcome, and what brought each. Null where there is no such change.',
  })
  changeDifference(
    @Arg('by', () => ChangeBy, { description: 'Which.' }) by: ChangeBy,
    @Arg('from', () => DateTime, FROM) from: Instant,
    @Arg('to', () => DateTime, TO) to: Instant,
    @Ctx() { hub }: ApiContext,
  ): Promise<DifferencesRow | null> {
    return changeDifference(hub.sql, by, { from, to });
  }

  @Query(() => Differences, {
    nullable: true,
    description: 'The same of a deployment: outcome, commits, links, verdicts, gaps. Null where there is no such deployment.',
  })
  deploymentDifference(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('from', () => DateTime, FROM) from: Instant,
    @Arg('to', () => DateTime, TO) to: Instant,
    @Ctx() { hub }: ApiContext,
  ): Promise<DifferencesRow | null> {
    return deploymentDifference(hub.sql, id, { from, to });
  }

  @FieldResolver(() => DifferenceConnection, { description: 'What differs, in the order of the kinds, then by name.' })
  async items(
    @Root() { items }: DifferencesRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<DifferenceRow>> {
    return pageOfList('differences', items, page, await loaders.position.load('now'));
  }
}

@Resolver(() => Difference)
export class DifferenceResolver {
  @FieldResolver(() => [TimelineEvent], {
    description:
      'The events recorded in between that brought it: those that it rests on, else those of the moments at which it was derived anew; at most 50.',
  })
  async events(@Root() { seqs }: DifferenceRow, @Ctx() { loaders }: ApiContext): Promise<readonly TimelineRow[]> {
    const rows = await loaders.event.loadMany([...seqs]);
    return rows.filter((row): row is TimelineRow => row !== null && !(row instanceof Error));
  }
}

@Resolver(() => DifferingPart)
export class DifferingPartResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The text that people typed; null where it is none, or was erased.' })
  text(@Root() { commitment }: Part, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return commitment === null ? null : loaders.text.load(commitment);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Of an account, or of a step of an approval: who.' })
  person(@Root() { person }: Part, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return person === null ? null : loaders.person.load(person);
  }
}
