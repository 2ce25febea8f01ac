import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { PeopleFilter as Filter, PersonRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { JoinedBy } from '../enums.js';

@ObjectType({ description: 'What a tool calls somebody.' })
export class Account {
  person!: string;

  @Field(() => String, { description: 'The source that knows it.' })
  source!: string;

  @Field(() => Boolean, { description: 'Whether the source or the policy calls it a service account.' })
  service!: boolean;
}

@ObjectType({ description: 'Who is behind accounts, as far as is known now.' })
export class KnownPerson implements PersonRow {
  listedAs!: string | null;

  @Field(() => ID, { description: 'The first of the accounts, by pseudonym; another one once more accounts are joined.' })
  id!: string;

  @Field(() => [Account], { description: 'All accounts.' })
  accounts!: PersonRow['accounts'];

  @Field(() => [String], { description: 'The roles that the policy in force gives.' })
  roles!: readonly string[];

  @Field(() => Boolean, { description: 'Whether it is no person: all accounts are service accounts.' })
  service!: boolean;

  @Field(() => [JoinedBy], { description: 'What says that these accounts are one person; nothing where there is one account.' })
  joinedBy!: readonly string[];

  @Field(() => Boolean, {
    description: 'Whether another source may know the same person by an account that nothing joins to these; the policy settles it.',
  })
  unresolved!: boolean;
}

@InputType({ description: 'Which people. All that is given must hold.' })
export class PeopleFilter implements Filter {
  @Field(() => String, { nullable: true, description: 'With an account at this source.' })
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'With this role.' })
  role?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Service accounts, or persons.' })
  service?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Those of whom it is, or is not, open whether they have more accounts.' })
  unresolved?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The one with this account, by pseudonym.' })
  account?: string | null;
}

@InputType({ description: 'Accounts that are one person.' })
export class IdentifyPersonInput {
  @Field(() => [ID], { description: 'The accounts, by pseudonym; 2 to 50, also of one source.' })
  accounts!: readonly string[];

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'It was recorded that accounts are one person; `people` shows it once the ledger was followed.' })
export class PersonIdentified {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;
}

@InputType({ description: 'Accounts of which somebody said that they are one person, and which are not.' })
export class SeparatePersonInput {
  @Field(() => [ID], { description: 'The accounts, by pseudonym, 2 to 50: what persons said of each two of them is taken back.' })
  accounts!: readonly string[];

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'It was recorded that accounts are not one person; `people` shows it once the ledger was followed.' })
export class PersonSeparated {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;
}

export const KnownPersonConnection = connectionOf(() => KnownPerson, 'KnownPerson', 'people');
