import { Field, InputType } from 'type-graphql';
import type { GapStatus as Status, Instant, Severity as SeverityWord } from '#contract';
import type { GapFilter as Filter } from '../../src/read/index.js';
import { GapStatus, Severity } from '../enums.js';
import { DateTime, RuleId } from '../scalars/index.js';

@InputType({ description: 'Which gaps. All that is given must hold; of a list, one of its values.' })
export class GapFilter implements Filter {
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

  @Field(() => DateTime, { nullable: true, description: 'Opened at this time or later.' })
  openedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened before this time.' })
  openedTo?: Instant | null;
}
