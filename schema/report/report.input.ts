import { ArgsType, Field, InputType } from 'type-graphql';
import type { ChangeClass as Class, Instant } from '#contract';
import type {
  Dimension as DimensionWord,
  Every as EveryWord,
  PeriodInput as Period,
  ReportFilter as Filter,
  ReportInput,
} from '../../src/read/index.js';
import { ChangeClass } from '../change/search.enums.js';
import { DateTime, KNOWN_AT, PeriodEnd } from '../scalars/index.js';
import { Dimension, Every } from './report.enums.js';

@InputType({ description: 'A stretch of time [from, to) in a zone.' })
export class PeriodInput implements Period {
  @Field(() => PeriodEnd, { description: 'Its beginning, which belongs to it.' })
  from!: string;

  @Field(() => PeriodEnd, { description: 'Its end, which does not.' })
  to!: string;

  @Field(() => String, { description: 'The IANA zone by whose calendar it is cut: `Europe/Berlin`.' })
  zone!: string;
}

@InputType({ description: 'Which changes count. All that is given must hold; of a list, one of its values; at most 100 in a list.' })
export class ReportFilter implements Filter {
  @Field(() => [String], { nullable: true, description: 'Teams.' })
  teams?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Services.' })
  services?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Environments.' })
  environments?: readonly string[] | null;

  @Field(() => [ChangeClass], { nullable: true, description: 'How policy sorts them.' })
  changeTypes?: readonly Class[] | null;

  @Field(() => [String], { nullable: true, description: 'What the tool calls the type of their ticket.' })
  ticketTypes?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'What stands in their field of risk.' })
  risks?: readonly string[] | null;
}

@ArgsType()
export class ReportArguments implements ReportInput {
  @Field(() => PeriodInput, { description: 'Over which time.' })
  period!: Period;

  @Field(() => Every, { nullable: true, description: 'Into what windows the period is cut, at most 400; without it, it is one.' })
  every?: EveryWord | null;

  @Field(() => [Dimension], {
    nullable: true,
    description: 'What to group by. By several, a change counts for every combination of its values.',
  })
  by?: readonly DimensionWord[] | null;

  @Field(() => ReportFilter, { nullable: true, description: 'Which changes.' })
  filter?: Filter | null;

  @Field(() => DateTime, KNOWN_AT)
  knownAt?: Instant | null;
}
