import { Arg, Args, createUnionType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { identifyPerson, people, separatePerson } from '../../src/read/index.js';
import type { Page, PersonRow } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import {
  Account,
  IdentifyPersonInput,
  KnownPerson,
  KnownPersonConnection,
  PeopleFilter,
  PersonIdentified,
  PersonSeparated,
  SeparatePersonInput,
} from './people.type.js';

const IdentifyPersonResult = createUnionType({
  name: 'IdentifyPersonResult',
  description: 'What came of it.',
  types: () => [PersonIdentified, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'PersonIdentified'),
});

const SeparatePersonResult = createUnionType({
  name: 'SeparatePersonResult',
  description: 'What came of it.',
  types: () => [PersonSeparated, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'PersonSeparated'),
});

@Resolver(() => KnownPerson)
export class PeopleResolver {
  @Query(() => KnownPersonConnection, {
    nullable: true,
    description: 'Everybody who took part in anything, or whom the policy in force lists.',
  })
  people(
    @Arg('filter', () => PeopleFilter, { nullable: true, description: 'Which.' }) filter: PeopleFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<PersonRow>> {
    return people(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name under which the policy lists the person; null once it was erased.',
  })
  async name(@Root() { listedAs }: PersonRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return listedAs === null ? null : (await loaders.person.load(listedAs)).name;
  }

  @Mutation(() => IdentifyPersonResult, {
    nullable: true,
    description: 'Says that accounts are one person. For compliance and administrators, and persons only.',
  })
  identifyPerson(
    @Arg('input', () => IdentifyPersonInput, { description: 'Which accounts, and why.' }) input: IdentifyPersonInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return identifyPerson(hub, viewer, input);
  }

  @Mutation(() => SeparatePersonResult, {
    nullable: true,
    description:
      'Takes back that accounts are one person. For compliance and administrators, and persons only; of his own accounts nobody says it.',
  })
  separatePerson(
    @Arg('input', () => SeparatePersonInput, { description: 'Which accounts, and why.' }) input: SeparatePersonInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return separatePerson(hub, viewer, input);
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @FieldResolver(() => ID, { description: 'The pseudonym, the same in every event.' })
  ref(@Root() { person }: Account): string {
    return person;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the source calls it; null once it was erased.' })
  async login(@Root() { person }: Account, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.person.load(person)).name;
  }
}
