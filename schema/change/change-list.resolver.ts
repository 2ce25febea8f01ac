import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { decisionsOfChange, pageOfList } from '../../src/read/index.js';
import type {
  ChangeDeploymentRow,
  ChangeLinkRow,
  ChangeRow,
  DecisionRow,
  DeploymentRow,
  GapRow,
  Page,
  TicketLinkRow,
  TimelineRow,
  VerdictRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment } from '../deployment/deployment.type.js';
import { Gap, GapConnection } from '../gap/gap.type.js';
import { TimelineEventConnection } from '../timeline/timeline-event.type.js';
import { VerdictConnection } from '../verdict/verdict.type.js';
import {
  ChangeCommitConnection,
  ChangeDecisionConnection,
  ChangeDeploymentConnection,
  ChangePullRequestConnection,
  DeployedChangeConnection,
  TicketLinkConnection,
} from './change-part.type.js';
import { Change } from './change.type.js';

/** The lists of a change. */
@Resolver(() => Change)
export class ChangeListResolver {
  @FieldResolver(() => ChangeDecisionConnection, {
    description:
      'Every step of its approvals: of the tool itself, and by status as the policy in force says; of a change without a ticket, those of the deployments that make it; oldest first.',
  })
  async approvals(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<DecisionRow>> {
    const [ticket, policy, asOf] = await Promise.all([
      loaders.ticket.load(change),
      loaders.policy.load('now'),
      loaders.position.load('now'),
    ]);
    const steps = ticket === null ? await loaders.ownDecisions.load(change) : decisionsOfChange(ticket, policy);
    return pageOfList('approvals', steps, page, asOf);
  }

  @FieldResolver(() => TicketLinkConnection, { description: 'Links between its ticket and others, in the order of the ledger.' })
  async links(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<TicketLinkRow>> {
    const [ticket, asOf] = await Promise.all([loaders.ticket.load(change), loaders.position.load('now')]);
    return pageOfList('links', ticket?.links ?? [], page, asOf);
  }

  @FieldResolver(() => ChangePullRequestConnection, {
    description: 'The pull requests that name it, or whose commits do, in order of ref.',
  })
  pullRequests(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ChangeLinkRow>> {
    return loaders.pullRequestsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => ChangeCommitConnection, {
    description: 'The commits that name it, and those of pull requests that do, in order of ref.',
  })
  commits(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ChangeLinkRow>> {
    return loaders.commitsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => ChangeDeploymentConnection, {
    description: 'The deployments that carry it, its implementations among them, or are related to it; in order of ref.',
  })
  deployments(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ChangeDeploymentRow>> {
    return loaders.deploymentsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => VerdictConnection, {
    description:
      'What each rule about changes says of it now, in each of its deployments; what rules say of a deployment itself stands there.',
  })
  verdicts(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<VerdictRow>> {
    return loaders.verdictsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => GapConnection, { description: 'The gaps of the change itself, by rule and subject.' })
  gaps(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<GapRow>> {
    return loaders.gapsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => TimelineEventConnection, {
    description:
      'What happened to it, its approvals, pull requests, reviews, commits, executions, and the deployments that carry it; oldest first.',
  })
  timeline(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return loaders.timelineOfChange.load({ of: change, page });
  }
}

@Resolver(() => Deployment)
export class ChangesOfDeploymentResolver {
  @FieldResolver(() => DeployedChangeConnection, { description: 'The changes that it carries, or is related to, in order of ref.' })
  changes(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ChangeLinkRow>> {
    return loaders.changesOfDeployment.load({ of: row.deployment, page });
  }
}

@Resolver(() => Gap)
export class ChangeOfGapResolver {
  @FieldResolver(() => Change, {
    nullable: true,
    description: 'The change that it is about; null where it is about a deployment that is no change itself.',
  })
  async change(@Root() { subject }: GapRow, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(/ticket:[^ ]+$/.exec(subject)?.[0] ?? subject);
  }
}
