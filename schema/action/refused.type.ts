import { Field, ObjectType } from 'type-graphql';
import type { CannotDo } from '../../src/read/index.js';

@ObjectType({ description: 'It was not done.' })
export class Refused implements CannotDo {
  @Field(() => String, { description: 'Why, and what to do.' })
  sentence!: string;
}
