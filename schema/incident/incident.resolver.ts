import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { incidents, pageOfList } from '../../src/read/index.js';
import type {
  ChangeIncidentRow,
  ChangeRow,
  Contribution as Contributed,
  ContributionReason as Reason,
  DeploymentRow,
  IncidentRow,
  Page,
  TimelineRow,
} from '../../src/read/index.js';
import { Change } from '../change/change.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment } from '../deployment/deployment.type.js';
import { DateTime, KNOWN_AT } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import {
  ChangeIncident,
  ChangeIncidentConnection,
  Contribution,
  ContributionConnection,
  ContributionReason,
  Incident,
  IncidentConnection,
  IncidentFilter,
} from './incident.type.js';

const CHANGE = { nullable: true, description: 'The change; null of a deployment without one.' } as const;
const DEPLOYMENT = { nullable: true, description: 'The last deployment of it before the incident; null where none is known.' } as const;

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => Incident, { nullable: true, description: 'One incident; null where there is none.' })
  incident(
    @Arg('id', () => ID, { description: 'Its ref.' }) id: string,
    @Ctx() { loaders }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<IncidentRow | null> {
    return loaders.incident.load(id);
  }

  @Query(() => IncidentConnection, { nullable: true, description: 'Incidents, the newest first.' })
  incidents(
    @Arg('filter', () => IncidentFilter, { nullable: true, description: 'Which.' }) filter: IncidentFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<Page<IncidentRow>> {
    return incidents(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => ID, { description: 'Its ref.' })
  id(@Root() { incident }: IncidentRow): string {
    return incident;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who reported it.' })
  reporter(@Root() { reporter }: IncidentRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return reporter === null ? null : loaders.person.load(reporter);
  }

  @FieldResolver(() => Change, { nullable: true, description: 'The ticket, where the incident is one.' })
  ticket(@Root() { ticket }: IncidentRow, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> | null {
    return ticket === null ? null : loaders.change.load(ticket);
  }

  @FieldResolver(() => ContributionConnection, {
    description:
      'The changes that could have contributed, the likeliest first, at most 50: explicit links first; then by service, by what was taken out after it began, by paths, and by time since the deployment.',
  })
  async contributions(
    @Root() { incident }: IncidentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Contributed>> {
    const [found, asOf] = await Promise.all([loaders.contributions.load(incident), loaders.position.load('now')]);
    return pageOfList('contributions', found ?? [], page, asOf);
  }
}

@Resolver(() => Contribution)
export class ContributionResolver {
  @FieldResolver(() => Change, CHANGE)
  change(@Root() { change }: Contributed, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(change);
  }

  @FieldResolver(() => Deployment, DEPLOYMENT)
  deployment(@Root() { deployment }: Contributed, @Ctx() { loaders }: ApiContext): Promise<DeploymentRow | null> | null {
    return deployment === null ? null : loaders.deployment.load(deployment);
  }
}

@Resolver(() => ContributionReason)
export class ContributionReasonResolver {
  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so; null where none does by itself.' })
  event(@Root() { seq }: Reason, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> | null {
    return seq === null ? null : loaders.event.load(seq);
  }
}

@Resolver(() => ChangeIncident)
export class ChangeIncidentResolver {
  @FieldResolver(() => Incident, { nullable: true, description: 'The incident.' })
  incident(@Root() { incident }: ChangeIncidentRow, @Ctx() { loaders }: ApiContext): Promise<IncidentRow | null> {
    return loaders.incident.load(incident);
  }

  @FieldResolver(() => Deployment, DEPLOYMENT)
  deployment(@Root() { deployment }: Contributed, @Ctx() { loaders }: ApiContext): Promise<DeploymentRow | null> | null {
    return deployment === null ? null : loaders.deployment.load(deployment);
  }
}

@Resolver(() => Change)
export class IncidentsOfChangeResolver {
  @FieldResolver(() => ChangeIncidentConnection, {
    description:
      'The incidents to which it could have contributed, the newest first, at most 50: those that name it, and those within 7 days after it was deployed to their service.',
  })
  async incidents(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ChangeIncidentRow>> {
    const [found, asOf] = await Promise.all([loaders.incidentsOfChange.load(change), loaders.position.load('now')]);
    return pageOfList('incidents of a change', found ?? [], page, asOf);
  }
}
