import { Field, ID, ObjectType } from 'type-graphql';
import type { TeamRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';

@ObjectType({ description: 'Who answers for services, as the policy in force says.' })
export class Team implements TeamRow {
  owns!: TeamRow['owns'];

  @Field(() => ID, { description: 'Its id in the policy.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What people call it; null where the policy does not list it.' })
  name!: string | null;
}

export const TeamConnection = connectionOf(() => Team, 'Team', 'teams');
