import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { Disposition as DispositionWord, GapStatus as Status, Instant, Severity as SeverityWord } from '#contract';
import type { GapFilter as Filter, GapOrder as Order } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import { Disposition, GapOrder, GapStatus, Severity } from '../enums.js';
import { AT, DateTime, KNOWN_AT, RuleId } from '../scalars/index.js';

@InputType({ description: 'Which gaps. All that is given must hold; of a list, one of its values.' })
export class GapFilter implements Filter {
  @Field(() => [ID], { nullable: true, description: 'These gaps; at most 100.' })
  ids?: readonly string[] | null;

  @Field(() => [RuleId], { nullable: true, description: 'The rules that do not hold; at most 100.' })
  rules?: readonly string[] | null;

  @Field(() => [Severity], { nullable: true, description: 'How grave they are.' })
  severities?: readonly SeverityWord[] | null;

  @Field(() => [GapStatus], { nullable: true, description: 'Where they are in their life.' })
  statuses?: readonly Status[] | null;

  @Field(() => String, { nullable: true, description: 'A repository, by ref or by name: `acme/pay`.' })
  repository?: string | null;

  @Field(() => String, { nullable: true, description: 'The environment, as the tool calls it.' })
  environment?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The service that was deployed, by its id in policy; unmapped, the ref of its repository.',
  })
  service?: string | null;

  @Field(() => String, { nullable: true, description: 'The team of that service, by its id in the policy in force.' })
  team?: string | null;

  @Field(() => ID, { nullable: true, description: 'Assigned to this account, by ref.' })
  assignee?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Assigned to somebody, or to nobody.' })
  assigned?: boolean | null;

  @Field(() => [Disposition], { nullable: true, description: 'Waived with such a disposition.' })
  dispositions?: readonly DispositionWord[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened at this time or later.' })
  openedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened before this time.' })
  openedTo?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Their status last changed at this time or later.' })
  changedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Their status last changed before this time.' })
  changedTo?: Instant | null;

  @Field(() => Boolean, { nullable: true, description: 'Open or acknowledged, and due before now; or not.' })
  overdue?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Due before this time.' })
  dueBefore?: Instant | null;

  @Field(() => Boolean, { nullable: true, description: 'About the time before go-live, or not.' })
  baseline?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Waived, and the waiver runs out before this time.' })
  waivedUntilBefore?: Instant | null;
}

@ArgsType()
export class GapArguments extends PageArguments {
  @Field(() => GapFilter, { nullable: true, description: 'Which.' })
  filter?: GapFilter | null;

  @Field(() => GapOrder, { defaultValue: 'CHANGED', description: 'In which order.' })
  orderBy!: Order;

  @Field(() => DateTime, KNOWN_AT)
  knownAt?: Instant | null;

  @Field(() => DateTime, AT)
  at?: Instant | null;
}
