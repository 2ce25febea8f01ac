import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type AssertedRow, assertedIn } from '../../src/read/index.js';
import type { ChangeLinkRow, ChangeRow, CommitRow, ContentRow, DecisionRow, TicketLinkRow, TimelineRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Commit, Deployment } from '../deployment/deployment.type.js';
import { PullRequest } from '../deployment/pull-request.type.js';
import { LinkAssertion } from '../link/link.type.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import {
  ChangeCommit,
  ChangeContent,
  ChangeDecision,
  ChangeDeployment,
  ChangePullRequest,
  DeployedChange,
  TicketLink,
} from './change-part.type.js';
import { Change } from './change.type.js';

const EVENT = { nullable: true, description: 'The event that says so.' } as const;

function eventOf(seq: number | null, { loaders }: ApiContext): Promise<TimelineRow | null> | null {
  return seq === null ? null : loaders.event.load(seq);
}

const ASSERTION = {
  nullable: true,
  description: 'Who says of this link that it is one, where a person does, and why; the first of several.',
} as const;
async function assertionOf({ assertedSeq }: ChangeLinkRow, { loaders }: ApiContext): Promise<AssertedRow | null> {
  const event = assertedSeq === null ? null : await loaders.body.load(assertedSeq);
  return event && assertedIn(event);
}
function personOf(ref: string | null, { loaders }: ApiContext): Promise<Person> | null {
  return ref === null ? null : loaders.person.load(ref);
}

@Resolver(() => ChangeContent)
export class ChangeContentResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The text; null where there is none, or it was erased.' })
  text(@Root() { commitment }: ContentRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return commitment === null ? null : loaders.text.load(commitment);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The person that stands there.' })
  person(@Root() { person }: ContentRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(person, context);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who put it there; null where the source keeps no history of it.' })
  actor(@Root() { actor }: ContentRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(actor, context);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ContentRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }
}

@Resolver(() => ChangeDecision)
export class ChangeDecisionResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Who decided, or was asked; null of a word about the whole approval.' })
  approver(@Root() { approver }: DecisionRow, @Ctx() context: ApiContext): Promise<Person> | null {
    return personOf(approver, context);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: DecisionRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }
}

@Resolver(() => TicketLink)
export class TicketLinkResolver {
  @FieldResolver(() => Change, { nullable: true, description: 'That ticket, also where it is no change; null until it was read.' })
  change(@Root() { other }: TicketLinkRow, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(other);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: TicketLinkRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }
}

@Resolver(() => ChangeDeployment)
export class ChangeDeploymentResolver {
  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment.' })
  deployment(@Root() { ref }: ChangeLinkRow, @Ctx() { loaders }: ApiContext): Promise<object | null> {
    return loaders.deployment.load(ref);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ChangeLinkRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }

  @FieldResolver(() => LinkAssertion, ASSERTION)
  assertion(@Root() link: ChangeLinkRow, @Ctx() context: ApiContext): Promise<AssertedRow | null> {
    return assertionOf(link, context);
  }
}

@Resolver(() => ChangePullRequest)
export class ChangePullRequestResolver {
  @FieldResolver(() => PullRequest, { nullable: true, description: 'The pull request; null until it was read.' })
  pullRequest(@Root() { ref }: ChangeLinkRow, @Ctx() { loaders }: ApiContext): Promise<object | null> {
    return loaders.pullRequest.load(ref);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ChangeLinkRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }

  @FieldResolver(() => LinkAssertion, ASSERTION)
  assertion(@Root() link: ChangeLinkRow, @Ctx() context: ApiContext): Promise<AssertedRow | null> {
    return assertionOf(link, context);
  }
}

@Resolver(() => ChangeCommit)
export class ChangeCommitResolver {
  @FieldResolver(() => Commit, { description: 'The commit.' })
  commit(@Root() { ref }: ChangeLinkRow): CommitRow {
    const [, repository = '', sha = ''] = /^commit:(.*):([^:]*)$/.exec(ref) ?? [];
    return { repository: `repository:${repository}`, sha };
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ChangeLinkRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }

  @FieldResolver(() => LinkAssertion, ASSERTION)
  assertion(@Root() link: ChangeLinkRow, @Ctx() context: ApiContext): Promise<AssertedRow | null> {
    return assertionOf(link, context);
  }
}

@Resolver(() => DeployedChange)
export class DeployedChangeResolver {
  @FieldResolver(() => Change, { nullable: true, description: 'The change.' })
  change(@Root() { ref }: ChangeLinkRow, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(ref);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ChangeLinkRow, @Ctx() context: ApiContext): Promise<TimelineRow | null> | null {
    return eventOf(seq, context);
  }

  @FieldResolver(() => LinkAssertion, ASSERTION)
  assertion(@Root() link: ChangeLinkRow, @Ctx() context: ApiContext): Promise<AssertedRow | null> {
    return assertionOf(link, context);
  }
}
