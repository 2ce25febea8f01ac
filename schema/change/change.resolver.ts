import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { changeId, changeRef, changes, contentsOf, keysOf, personIn, titleOf } from '../../src/read/index.js';
import type { ChangeFacetBy, ChangePage, ChangeRow, ContentRow, Facet } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { AT, DateTime, KNOWN_AT } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { FacetOfChange } from './change.enums.js';
import { ChangeArguments, ChangeBy } from './change.input.js';
import { ChangeContent } from './change-part.type.js';
import { Change, ChangeConnection, ChangeFacet } from './change.type.js';

@Resolver(() => Change)
export class ChangeResolver {
  @Query(() => Change, { nullable: true, description: 'One change; null where there is none. Also a ticket that policy calls no change.' })
  async change(
    @Arg('by', () => ChangeBy, { description: 'Which.' }) by: ChangeBy,
    @Ctx() { hub, loaders }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
    @Arg('at', () => DateTime, AT) _at?: Instant | null,
  ): Promise<ChangeRow | null> {
    const ref = await changeRef(hub.sql, by);
    return ref === null ? null : loaders.change.load(ref);
  }

  @Query(() => ChangeConnection, {
    nullable: true,
    description:
      'The changes: tickets of a type that policy calls one, or carried by an implementation; and what reached production without a ticket.',
  })
  changes(
    @Args(() => ChangeArguments) { filter, orderBy, knownAt: _, at: _at, ...page }: ChangeArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<ChangePage> {
    return changes(hub.sql, filter ?? {}, page, orderBy);
  }

  @FieldResolver(() => ID, {
    description: 'Stable, also when the ticket is moved; after a ticket was found, the id without it still answers.',
  })
  id(@Root() row: ChangeRow): string {
    return changeId(row.change);
  }

  @FieldResolver(() => String, { description: 'The ref of its ticket; without one, of its deployment or commit.' })
  ref(@Root() row: ChangeRow): string {
    return row.change;
  }

  @FieldResolver(() => [String], { description: 'Every key that the ticket ever bore, the present one first; at most 200.' })
  async keys(@Root() row: ChangeRow, @Ctx() { loaders }: ApiContext): Promise<readonly string[]> {
    const ticket = await loaders.ticket.load(row.change);
    return ticket === null ? [] : keysOf(ticket).slice(0, 200);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The present title; null where it was erased or never read.' })
  async title(@Root() row: ChangeRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    const ticket = await loaders.ticket.load(row.change);
    const title = ticket === null ? null : titleOf(ticket);
    return title === null ? null : loaders.text.load(title);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who made the ticket.' })
  creator(@Root() row: ChangeRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return row.creator === null ? null : loaders.person.load(row.creator);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who asks for it, by the field that the policy in force names.' })
  requester(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Person | null> {
    return personOf(row, 'requester', context);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'To whom the ticket is assigned now.' })
  assignee(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Person | null> {
    return personOf(row, 'assignee', context);
  }

  @FieldResolver(() => [ChangeContent], {
    description: 'What the ticket holds of each content that the policy can name a field for; all of them, in one order.',
  })
  async contents(@Root() row: ChangeRow, @Ctx() { loaders }: ApiContext): Promise<readonly ContentRow[]> {
    const [ticket, policy] = await Promise.all([loaders.ticket.load(row.change), loaders.policy.load('now')]);
    return ticket === null ? [] : contentsOf(ticket, policy);
  }
}

async function personOf({ change }: ChangeRow, field: 'requester' | 'assignee', { loaders }: ApiContext): Promise<Person | null> {
  const [ticket, policy] = await Promise.all([loaders.ticket.load(change), loaders.policy.load('now')]);
  const person = ticket === null ? null : personIn(ticket, field, policy);
  return person === null ? null : loaders.person.load(person);
}

@Resolver(() => ChangeConnection)
export class ChangeConnectionResolver {
  @FieldResolver(() => [ChangeFacet], { description: 'Counts over all that matches, not over the page alone.' })
  facets(
    @Root() page: ChangePage,
    @Arg('by', () => [FacetOfChange], { description: 'What to count by.' }) by: ChangeFacetBy[],
  ): Promise<readonly Facet[]> {
    return page.facets(by);
  }
}
