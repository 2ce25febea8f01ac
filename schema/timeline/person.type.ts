import { Field, ObjectType } from 'type-graphql';
import type { Person as PersonRow } from '../../src/read/index.js';
import { AccountKind } from '../enums.js';

@ObjectType({ description: 'An account behind its pseudonym.' })
export class Person implements PersonRow {
  @Field(() => String, { description: 'The pseudonym, the same in every event.' })
  ref!: string;

  @Field(() => String, { nullable: true, description: 'What the source calls the account; null once it was erased.' })
  name!: string | null;

  @Field(() => AccountKind, { description: 'Whether some source called it a service account.' })
  kind!: 'PERSON' | 'SERVICE';
}
