import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { ChangeClass as ClassWord, GapStatus as Status, Instant, Outcome as OutcomeWord, Stage as StageWord } from '#contract';
import type {
  ChangeBy as By,
  ChangeFilter as Filter,
  ChangeOrder as Order,
  ChangePart as Part,
  GapOfChangeFilter as GapFilter,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import { GapStatus } from '../enums.js';
import { AT, DateTime, KNOWN_AT, RuleId } from '../scalars/index.js';
import { ChangeOrder, Stage } from './change.enums.js';
import { ChangeClass, ChangeOutcome, ChangePart } from './search.enums.js';

@InputType({ description: 'Which change: exactly one of id, ref and key.' })
export class ChangeBy implements By {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The ref of its ticket; or of a deployment or commit that is a change, or leads to one by now.',
  })
  ref?: string | null;

  @Field(() => String, { nullable: true, description: 'A key that its ticket bears, or bore before it was moved: `PAY-12`.' })
  key?: string | null;

  @Field(() => String, { nullable: true, description: 'With a key: its source. Needed where several sources have this key.' })
  source?: string | null;
}

@InputType({ description: 'A gap of the change itself.' })
export class GapOfChangeFilter implements GapFilter {
  @Field(() => [RuleId], { nullable: true, description: 'The rule that does not hold is one of these; at most 100.' })
  rules?: readonly string[] | null;

  @Field(() => [GapStatus], { nullable: true, description: 'Where it is in its life; without this, neither RESOLVED nor WITHDRAWN.' })
  statuses?: readonly Status[] | null;
}

@InputType({ description: 'Which changes. All that is given must hold; of a list, one of its values; at most 100 in a list.' })
export class ChangeFilter implements Filter {
  @Field(() => [String], { nullable: true, description: 'Their sources, by name.' })
  sources?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Their projects, as keys begin: `PAY`.' })
  projects?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keys that they bear or bore.' })
  keys?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Their present status, by id or name.' })
  statuses?: readonly string[] | null;

  @Field(() => [Stage], { nullable: true, description: 'Their stage.' })
  stages?: readonly StageWord[] | null;

  @Field(() => [String], { nullable: true, description: 'Their types, as `type` gives them.' })
  types?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Services of its implementations; of a change without one, those that are built from the repositories of its pull requests.',
  })
  services?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Teams of these services.' })
  teams?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Environments of their implementations.' })
  environments?: readonly string[] | null;

  @Field(() => GapOfChangeFilter, { nullable: true, description: 'With such a gap.' })
  gap?: GapFilter | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether any implementation started.' })
  implemented?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'Made at this time or later.' })
  createdFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Made before this time.' })
  createdTo?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'An implementation started at this time or later.' })
  deployedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'An implementation started before this time.' })
  deployedTo?: Instant | null;

  @Field(() => String, {
    nullable: true,
    description: 'A person who had a part in it, by any account of his; `parts` says which parts count, without it all do.',
  })
  person?: string | null;

  @Field(() => [ChangePart], { nullable: true, description: 'Which parts of `person` count.' })
  parts?: readonly Part[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that all stand in its titles or comments, in any case; one that ends in `*` is the beginning of a word. At most 10 words. What was erased is not found.',
  })
  text?: string | null;

  @Field(() => [ChangeOutcome], { nullable: true, description: 'Its outcome, as its record says.' })
  outcomes?: readonly OutcomeWord[] | null;

  @Field(() => [ChangeClass], { nullable: true, description: 'How policy sorts it.' })
  classes?: readonly ClassWord[] | null;

  @Field(() => DateTime, { nullable: true, description: 'It was closed at this time or later.' })
  closedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'It was closed before this time.' })
  closedTo?: Instant | null;

  @Field(() => String, { nullable: true, description: 'Words in the present title, in any case.' })
  title?: string | null;
}

@ArgsType()
export class ChangeArguments extends PageArguments {
  @Field(() => ChangeFilter, { nullable: true, description: 'Which.' })
  filter?: ChangeFilter | null;

  @Field(() => ChangeOrder, { defaultValue: 'CREATED_DESC', description: 'In which order.' })
  orderBy!: Order;

  @Field(() => DateTime, KNOWN_AT)
  knownAt?: Instant | null;

  @Field(() => DateTime, AT)
  at?: Instant | null;
}
