import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Answer as AnswerWord, Instant, Severity as SeverityWord } from '#contract';
import type { BacktestCount as Count, BacktestDifferenceRow, BacktestPolicyInput as Input, BacktestRow } from '../../src/read/index.js';
import { connectionOf, PageArguments } from '../connection/connection.type.js';
import { Answer, Severity } from '../enums.js';
import { PeriodInput } from '../report/report.input.js';
import { DateTime, RuleId } from '../scalars/index.js';

@InputType({ description: 'A policy to try out on the past.' })
export class BacktestPolicyInput implements Input {
  @Field(() => String, { description: 'YAML, as it would stand in policy.yaml; at most 500,000 characters.' })
  policy!: string;

  @Field(() => PeriodInput, {
    description: 'Deployments and changes that started in it are judged; a change that nothing implemented, if it was raised in it.',
  })
  period!: PeriodInput;
}

@ObjectType({ description: 'How many verdicts of a rule would become others in the same way.' })
export class BacktestCount implements Count {
  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => Answer, { nullable: true, description: 'What it answers; null: nothing.' })
  was!: AnswerWord | null;

  @Field(() => Answer, {
    nullable: true,
    description: 'What it would answer; null: nothing. The same where only the severity would be another one.',
  })
  wouldBe!: AnswerWord | null;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType({ description: 'A verdict that would be another one.' })
export class BacktestDifference implements BacktestDifferenceRow {
  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => String, { description: 'What it is about, as of a verdict.' })
  subject!: string;

  @Field(() => String, { description: 'What is judged together: the ref of a deployment, of a ticket, or of what else is judged.' })
  unit!: string;

  @Field(() => Answer, { nullable: true, description: 'What the rule answers; null: nothing.' })
  was!: AnswerWord | null;

  @Field(() => Severity, { nullable: true, description: 'How grave a gap is.' })
  wasSeverity!: SeverityWord | null;

  @Field(() => String, { nullable: true, description: 'What it says.' })
  wasSentence!: string | null;

  @Field(() => Answer, { nullable: true, description: 'What it would answer; null: nothing.' })
  wouldBe!: AnswerWord | null;

  @Field(() => Severity, { nullable: true, description: 'How grave a gap would be.' })
  wouldBeSeverity!: SeverityWord | null;

  @Field(() => String, { nullable: true, description: 'What it would say.' })
  wouldBeSentence!: string | null;
}

export const BacktestDifferenceConnection = connectionOf(() => BacktestDifference, 'BacktestDifference', 'differences of a back-test');

@ArgsType()
export class BacktestDifferenceArguments extends PageArguments {
  @Field(() => RuleId, { nullable: true, description: 'Only of this rule.' })
  rule?: string | null;
}

@ObjectType({ description: 'What a policy would say of a past period, had it been in force from the beginning.' })
export class Backtest implements BacktestRow {
  @Field(() => ID, { description: 'Its id, the result of the job.' })
  id!: string;

  @Field(() => String, { description: 'The version that the policy would have.' })
  policy!: string;

  @Field(() => [String], { description: 'What it says otherwise than the policy in force, by path; at most 200.' })
  changed!: readonly string[];

  @Field(() => DateTime, { description: 'The beginning of the period.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'Its end, which is no part of it.' })
  to!: Instant;

  @Field(() => String, { description: 'Its zone.' })
  zone!: string;

  seq!: number;

  @Field(() => DateTime, { description: "The judge's clock." })
  at!: Instant;

  @Field(() => Int, { description: 'How many deployments, changes and others were judged.' })
  units!: number;

  @Field(() => Int, { description: 'How many verdicts that made.' })
  verdicts!: number;

  @Field(() => [BacktestCount], { description: 'How many of them differ from what stands, by rule and answers.' })
  counts!: readonly BacktestCount[];

  @Field(() => String, { description: 'Who asked for it.' })
  madeBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  madeAt!: Instant;
}
