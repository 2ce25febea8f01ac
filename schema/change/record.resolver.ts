import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { ChangeClass as ClassWord, Instant, RecordKind } from '#contract';
import { outcomeOfRecord, pageOfList, type Page, type PageInput } from '../../src/read/index.js';
import type {
  ChangeRow,
  RecordAsset,
  RecordContentEntry,
  RecordContext,
  RecordOutcome,
  RecordProof,
  RecordRow,
  RecordSpan,
  TimelineRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { DateTime } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEventConnection } from '../timeline/timeline-event.type.js';
import { eventsOf } from '../verdict/events-of.js';
import { Change } from './change.type.js';
import { ChangeKind } from './record.enums.js';
import { AffectedAssetConnection, ChangePlan, ChangeWindows, ContextLinkConnection } from './record-part.type.js';
import { OutcomeOfChange, Proof, RecordContentShown, StageSpanConnection } from './record.type.js';
import { ChangeClass } from './search.enums.js';

/** The record of a change; of a ticket that is no change every part is null or empty. */
@Resolver(() => Change)
export class ChangeRecordResolver {
  @FieldResolver(() => ChangeKind, { nullable: true, description: 'What its record is about; null: it is no change.' })
  async kind(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<RecordKind | null> {
    return of(row, context, ({ kind }) => kind);
  }

  @FieldResolver(() => [ID], {
    description: 'Ids under which it was known before its ticket was found; each still answers with it; at most 200.',
  })
  async formerIds(@Root() { change }: ChangeRow, @Ctx() { loaders }: ApiContext): Promise<readonly string[]> {
    return (await loaders.formerIds.load(change)).slice(0, 200);
  }

  @FieldResolver(() => ChangeClass, { nullable: true, description: 'How the policy in force at its start sorts it.' })
  async class(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<ClassWord | null> {
    return of(row, context, ({ changeClass }) => changeClass);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What stands in the field of risk, by name or id; null: nothing, or a text.',
  })
  async risk(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<string | null> {
    return of(row, context, ({ risk }) => risk || null);
  }

  @FieldResolver(() => [RecordContentShown], { description: 'The eleven contents of its record, in one order.' })
  async recordContents(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<readonly RecordContentEntry[]> {
    return (await of(row, context, ({ contents }) => contents)) ?? [];
  }

  @FieldResolver(() => [Proof], { description: 'The six things that its record can prove, in one order.' })
  async proofs(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<readonly RecordProof[]> {
    return (await of(row, context, ({ proofs }) => proofs)) ?? [];
  }

  @FieldResolver(() => StageSpanConnection, { description: 'Its whole status history with the stages, the oldest first.' })
  stages(@Root() row: ChangeRow, @Args(() => PageArguments) page: PageArguments, @Ctx() context: ApiContext): Promise<Page<RecordSpan>> {
    return listOf(row, context, page, { name: 'stages', ask: ({ stages }) => stages });
  }

  @FieldResolver(() => OutcomeOfChange, { nullable: true, description: 'How it ended.' })
  async outcome(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<RecordOutcome | null> {
    return of(row, context, outcomeOfRecord);
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether it ended after its planned end; null: not known.' })
  async delayed(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<boolean | null> {
    return of(row, context, ({ delayed }) => delayed);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was first authorised for certain.' })
  async approvedAt(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Instant | null> {
    return of(row, context, ({ approvedAt }) => approvedAt);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When the last implementation that succeeded ended.' })
  async finishedAt(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Instant | null> {
    return of(row, context, ({ finishedAt }) => finishedAt);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Since when it is closed.' })
  async closedAt(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Instant | null> {
    return of(row, context, ({ closedAt }) => closedAt);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was backed out.' })
  async backedOutAt(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Instant | null> {
    return of(row, context, ({ backedOutAt }) => backedOutAt);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who carried it out: by its field, else who started the earliest implementation.',
  })
  async implementer(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Person | null> {
    return personOf(row, context, 'implementer');
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who confirmed the result: by its field, else who moved it from VALIDATING to CLOSED.',
  })
  async verifier(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<Person | null> {
    return personOf(row, context, 'verifier');
  }

  @FieldResolver(() => ChangePlan, { nullable: true, description: 'Its plan: the text, and the steps that are tickets of their own.' })
  async plan(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<RecordRow['details']['plan'] | null> {
    return of(row, context, ({ details }) => details.plan);
  }

  @FieldResolver(() => ChangeWindows, { nullable: true, description: 'When it was planned, and when it was carried out.' })
  async windows(@Root() row: ChangeRow, @Ctx() context: ApiContext): Promise<ChangeWindows | null> {
    return of(row, context, ({ details: { planned, actual } }) => ({ planned, actual }));
  }

  @FieldResolver(() => AffectedAssetConnection, { description: 'What it touches, by name.' })
  assets(@Root() row: ChangeRow, @Args(() => PageArguments) page: PageArguments, @Ctx() context: ApiContext): Promise<Page<RecordAsset>> {
    return listOf(row, context, page, { name: 'assets', ask: ({ details }) => details.assets });
  }

  @FieldResolver(() => ContextLinkConnection, { description: 'Customer requests, projects, incidents and problems that it is linked to.' })
  context(
    @Root() row: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<RecordContext>> {
    return listOf(row, context, page, { name: 'context', ask: ({ details }) => details.context });
  }

  @FieldResolver(() => TimelineEventConnection, { description: 'The comments on its ticket and their edits, the oldest first.' })
  async comments(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(await context.loaders.comments.load(change), page, context);
  }
}

async function of<T>({ change }: ChangeRow, { loaders }: ApiContext, ask: (record: RecordRow) => T): Promise<T | null> {
  const record = await loaders.record.load(change);
  return record === null ? null : ask(record);
}

interface ListOfRecord<T> {
  readonly name: string;
  readonly ask: (record: RecordRow) => readonly T[];
}

async function listOf<T>(row: ChangeRow, context: ApiContext, page: PageInput, { name, ask }: ListOfRecord<T>): Promise<Page<T>> {
  const [items, asOf] = await Promise.all([of(row, context, ask), context.loaders.position.load('now')]);
  return pageOfList(name, items ?? [], page, asOf);
}

async function personOf(row: ChangeRow, context: ApiContext, part: 'implementer' | 'verifier'): Promise<Person | null> {
  const person = await of(row, context, ({ details }) => details[part]);
  return person === null ? null : context.loaders.person.load(person);
}
