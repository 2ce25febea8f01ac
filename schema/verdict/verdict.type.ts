import { Field, Int, ObjectType } from 'type-graphql';
import type { Answer as AnswerWord, Instant, Missing, Severity as SeverityWord } from '#contract';
import type { VerdictRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Answer, Severity } from '../enums.js';
import { DateTime, RuleId } from '../scalars/index.js';

@ObjectType({ description: 'What a verdict could not see, and where it would have to come from.' })
export class MissingFact implements Missing {
  @Field(() => String, { description: 'What is missing, as a sentence.' })
  what!: string;

  @Field(() => String, { description: 'The ref of what would have to be read.' })
  scope!: string;

  @Field(() => String, { description: 'The collection in it: `reviews`.' })
  collection!: string;

  @Field(() => DateTime, { nullable: true, description: 'The reading must reach this moment; null: any complete one.' })
  upTo!: Instant | null;
}

@ObjectType({ description: "A rule's answer about a subject, while it stood." })
export class Verdict implements VerdictRow {
  unit!: string;
  events!: readonly number[];

  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => String, { description: 'What it is about: a deployment, or a deployment and a pull request.' })
  subject!: string;

  @Field(() => Answer, { description: 'What the rule answers.' })
  answer!: AnswerWord;

  @Field(() => Severity, { description: 'How grave a gap would be.' })
  severity!: SeverityWord;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => String, { nullable: true, description: 'What would have made it pass.' })
  wouldPassIf!: string | null;

  @Field(() => Int, { description: 'How many events it rests on.' })
  restsOn!: number;

  @Field(() => [String], { description: 'Refs of the things at fault, at most 200.' })
  about!: readonly string[];

  @Field(() => [MissingFact], { description: 'What it could not see.' })
  missing!: readonly MissingFact[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time alone ends this answer then, also when nothing comes; null: only what is recorded can change it.',
  })
  changesAt!: Instant | null;

  @Field(() => String, { description: 'The version of the policy that it was judged by.' })
  policy!: string;

  @Field(() => Boolean, { description: 'Whether the subject is older than that policy.' })
  beforePolicy!: boolean;

  @Field(() => String, { description: 'The version of correlation and rules.' })
  engine!: string;

  @Field(() => String, { description: 'Why it replaced the one before: FACT, CORRECTION, COVERAGE, TIME.' })
  cause!: string;

  @Field(() => DateTime, { description: 'Since when it was known.' })
  recordedFrom!: Instant;

  @Field(() => DateTime, { nullable: true, description: 'Until when it was; null while it stands.' })
  recordedTo!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'A gap opens then, unless something new comes.' })
  settlesAt!: Instant | null;
}

export const VerdictConnection = connectionOf(() => Verdict, 'Verdict', 'verdicts');
