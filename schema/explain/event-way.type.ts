import { Field, ObjectType } from 'type-graphql';
import type { Answer as AnswerWord, Instant } from '#contract';
import type { EventWay as Way, LinkMade as Link, RuleLooked as Looked, Silence, UnitWay as Unit } from '../../src/read/index.js';
import { LinkStrength } from '../change/change.enums.js';
import { Answer } from '../enums.js';
import { DateTime, RuleId } from '../scalars/index.js';

@ObjectType({ description: 'A link that an event made.' })
export class LinkMade implements Link {
  @Field(() => String, { description: 'The ref of the thing that is linked.' })
  from!: string;

  @Field(() => String, { description: 'The ref of what it is linked to.' })
  to!: string;

  @Field(() => String, { description: 'How the link was found.' })
  method!: string;

  @Field(() => String, { description: 'Where it stands: `title`, `merge_commit`, `range`.' })
  place!: string;

  @Field(() => LinkStrength, { description: 'What it is worth.' })
  strength!: Link['strength'];

  @Field(() => DateTime, { nullable: true, description: 'Since when it stands no more; null where it stands.' })
  endedAt!: Instant | null;
}

@ObjectType({ description: 'A rule that looked at a subject.' })
export class RuleLooked implements Looked {
  @Field(() => RuleId, { description: 'Which.' })
  rule!: string;

  @Field(() => String, { description: 'The refs of what it is about.' })
  subject!: string;

  @Field(() => Answer, { description: 'What it says now.' })
  answer!: AnswerWord;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => Boolean, { description: 'Whether the event is among the newest 200 that this rests on.' })
  restsOnIt!: boolean;

  @Field(() => Boolean, { description: 'Whether it says so since the event was recorded.' })
  cameWithIt!: boolean;
}

@ObjectType({ description: 'A rule that says nothing of a subject.' })
export class RuleSilent implements Silence {
  @Field(() => RuleId, { description: 'Which.' })
  rule!: string;

  @Field(() => String, { description: 'Why, as one sentence.' })
  sentence!: string;
}

@ObjectType({ description: 'A deployment or change that was judged with an event: every rule either looked or says why not.' })
export class JudgedUnit implements Unit {
  @Field(() => String, { description: 'The ref of the deployment, or of the ticket of the change.' })
  unit!: string;

  @Field(() => [RuleLooked], { description: 'The rules that looked, and what they say now; at most 200.' })
  looked!: readonly Looked[];

  @Field(() => [RuleSilent], { description: 'The rules that say nothing of it, and why.' })
  silent!: readonly Silence[];
}

@ObjectType({ description: 'What became of an event once it was recorded.' })
export class EventWay implements Way {
  seq!: number;
  came!: readonly number[];

  @Field(() => [LinkMade], { description: 'The links that it made, also those that stand no more; at most 200.' })
  links!: readonly Link[];

  @Field(() => [String], { description: 'Keys that it names and with which no ticket was read: they wait.' })
  waiting!: readonly string[];

  @Field(() => [JudgedUnit], { description: 'The deployments and changes that were judged with it; at most 50.' })
  units!: readonly Unit[];

  @Field(() => Boolean, { description: 'Whether there is more than these lists show.' })
  cut!: boolean;
}
