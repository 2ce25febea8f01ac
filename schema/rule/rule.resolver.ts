import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { EVENT_TYPES, type EventType as EventTypeName, type RuleInfo, type Severity as SeverityWord } from '#contract';
import type { ApiContext } from '../context.js';
import { Severity } from '../enums.js';
import { EventType, RuleId } from '../scalars/index.js';

@ObjectType({ description: 'One control.' })
export class Rule implements RuleInfo {
  @Field(() => RuleId, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it is about, in a few words.' })
  title!: string;

  @Field(() => String, { description: 'When it does not hold.' })
  gapWhen!: string;

  @Field(() => Severity, { description: 'How grave that is, unless the policy says otherwise.' })
  severity!: SeverityWord;

  @Field(() => String, { description: 'What it judges.' })
  subject!: string;

  @Field(() => [String], { description: 'The clauses of standards that it is relevant to.' })
  clauses!: readonly string[];
}

@ObjectType({ description: 'A type of event.' })
export class EventTypeInfo {
  @Field(() => EventType, { description: 'Its name.' })
  name!: EventTypeName;

  @Field(() => String, { description: 'What it says.' })
  description!: string;
}

@Resolver()
export class RuleResolver {
  @Query(() => [Rule], { nullable: true, description: 'The rules that are asked.' })
  rules(@Ctx() { hub }: ApiContext): readonly RuleInfo[] {
    return hub.rules;
  }

  @Query(() => [EventTypeInfo], { nullable: true, description: 'The types of events.' })
  eventTypes(): readonly EventTypeInfo[] {
    return Object.entries(EVENT_TYPES).map(([name, description]) => ({ name: name as EventTypeName, description }));
  }
}
