import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { pageOfList } from '../../src/read/index.js';
import type {
  ChangeRow,
  OutcomeReasonRow,
  Page,
  RecordAsset,
  RecordContentEntry,
  RecordContext,
  RecordProof,
  RecordRow,
  RecordSpan,
  RecordStep,
  TimelineRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent, TimelineEventConnection } from '../timeline/timeline-event.type.js';
import { eventsOf } from '../verdict/events-of.js';
import { Change } from './change.type.js';
import { AffectedAsset, ChangePlan, ContextLink, PlanStep, PlanStepConnection } from './record-part.type.js';
import { OutcomeReason, Proof, RecordContentShown, StageSpan } from './record.type.js';

const SHOWN_BY = { description: 'The events that show it, in the order of the ledger; of more than 200 the newest.' } as const;

@Resolver(() => RecordContentShown)
export class RecordContentResolver {
  @FieldResolver(() => TimelineEventConnection, SHOWN_BY)
  events(
    @Root() { seqs }: RecordContentEntry,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(seqs, page, context);
  }
}

@Resolver(() => Proof)
export class ProofResolver {
  @FieldResolver(() => TimelineEventConnection, SHOWN_BY)
  events(
    @Root() { seqs }: RecordProof,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(seqs, page, context);
  }
}

@Resolver(() => OutcomeReason)
export class OutcomeReasonResolver {
  @FieldResolver(() => TimelineEventConnection, SHOWN_BY)
  events(
    @Root() { seqs }: OutcomeReasonRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(seqs, page, context);
  }
}

@Resolver(() => AffectedAsset)
export class AffectedAssetResolver {
  @FieldResolver(() => TimelineEventConnection, SHOWN_BY)
  events(
    @Root() { seqs }: RecordAsset,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(seqs, page, context);
  }
}

@Resolver(() => StageSpan)
export class StageSpanResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Who brought it here.' })
  async actor(@Root() { actor }: RecordSpan, @Ctx() { loaders }: ApiContext): Promise<Person | null> {
    return actor === null ? null : loaders.person.load(actor);
  }

  @FieldResolver(() => [Person], {
    description: 'Who was asked and had not decided; where nobody was, to whom it was assigned; at most 200.',
  })
  waitingFor(@Root() { waitingFor }: RecordSpan, @Ctx() { loaders }: ApiContext): Promise<Person[]> {
    return Promise.all(waitingFor.slice(0, 200).map((person) => loaders.person.load(person)));
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that brought it here; null: it was made so.' })
  async event(@Root() { seq }: RecordSpan, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return seq === null ? null : loaders.event.load(seq);
  }
}

@Resolver(() => ChangePlan)
export class ChangePlanResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The text; null where there is none, or it was erased.' })
  async text(@Root() { commitment }: RecordRow['details']['plan'], @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return commitment === null ? null : loaders.text.load(commitment);
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so.' })
  async event(@Root() { seq }: RecordRow['details']['plan'], @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return seq === null ? null : loaders.event.load(seq);
  }

  @FieldResolver(() => PlanStepConnection, { description: 'The steps that are tickets of their own, by ref.' })
  async steps(
    @Root() { steps }: RecordRow['details']['plan'],
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<RecordStep>> {
    return pageOfList('steps', steps, page, await loaders.position.load('now'));
  }
}

@Resolver(() => PlanStep)
export class PlanStepResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'To whom it is assigned.' })
  async owner(@Root() { owner }: RecordStep, @Ctx() { loaders }: ApiContext): Promise<Person | null> {
    return owner === null ? null : loaders.person.load(owner);
  }
}

@Resolver(() => ContextLink)
export class ContextLinkResolver {
  @FieldResolver(() => Change, { nullable: true, description: 'That ticket, also where it is no change; null until it was read.' })
  change(@Root() { ref }: RecordContext, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(ref);
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event of the link.' })
  event(@Root() { seq }: RecordContext, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}
