import { Field, ObjectType } from 'type-graphql';
import type { Content as ContentWord, Interval as Span, Json } from '#contract';
import type {
  ChangeDeploymentRow,
  ChangeLinkRow,
  ContentRow,
  DecisionRow,
  DeploymentLinkRow,
  TicketLinkRow,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Interval } from '../interval.type.js';
import { JsonValue } from '../scalars/index.js';
import { Content, ContentState, DecidedBy, Decision, LinkStrength } from './change.enums.js';

@ObjectType({ description: 'What the ticket of a change holds of one content of its record, as it stands now.' })
export class ChangeContent implements ContentRow {
  commitment!: string | null;
  person!: string | null;
  seq!: number | null;
  actor!: string | null;

  @Field(() => Content, { description: 'The content.' })
  content!: ContentWord;

  @Field(() => String, { nullable: true, description: "The tool's id of the field that holds it, by the policy in force." })
  field!: string | null;

  @Field(() => ContentState, { description: 'Whether it is there.' })
  state!: ContentRow['state'];

  @Field(() => JsonValue, { nullable: true, description: 'What is neither text nor person: a time, an id, a list.' })
  value!: Json;

  @Field(() => Interval, { nullable: true, description: 'When it was put there; null where the source keeps no history of it.' })
  at!: Span | null;
}

@ObjectType({ description: 'One step of the approvals of a change, also one that a later step replaced.' })
export class ChangeDecision implements DecisionRow {
  approver!: string | null;
  seq!: number;

  @Field(() => Decision, { description: 'What was decided.' })
  decision!: DecisionRow['decision'];

  @Field(() => DecidedBy, { description: 'How.' })
  by!: DecisionRow['by'];

  @Field(() => Boolean, { description: "Whether it is the tool's own word about the whole approval, and not one approver's." })
  overall!: boolean;

  @Field(() => Interval, { description: 'When it was; where the source does not date it, the bounds that readings give.' })
  at!: Span;

  @Field(() => Boolean, { description: 'Whether the source dates it.' })
  dated!: boolean;
}

@ObjectType({ description: 'A link that people made between two tickets.' })
export class TicketLink implements TicketLinkRow {
  seq!: number;

  @Field(() => String, { description: 'The ref of the ticket at the other end.' })
  other!: string;

  @Field(() => String, { description: "The type of the link, by the tool's id." })
  linkType!: string;

  @Field(() => String, { nullable: true, description: 'What the tool calls the type.' })
  typeName!: string | null;
}

/** What every link shows; no type of the graph by itself. */
@ObjectType({ description: 'A link.' })
abstract class Link implements ChangeLinkRow {
  seq!: number;
  assertedSeq!: number | null;

  @Field(() => String, { description: 'The ref of the thing linked.' })
  ref!: string;

  @Field(() => String, { description: 'The ref of what names the change: the thing itself, or a commit or pull request of it.' })
  through!: string;

  @Field(() => String, {
    description: 'How the link was found: RELATION, ANCESTRY, TRAILER, BRANCH, TITLE, TEXT, or ASSERTED by a person.',
  })
  method!: string;

  @Field(() => String, { description: 'Where the mention stands: `title`, `subject`.' })
  place!: string;

  @Field(() => LinkStrength, { description: 'What it is worth.' })
  strength!: ChangeLinkRow['strength'];

  @Field(() => [String], { description: 'What speaks against it, as sentences.' })
  against!: readonly string[];
}

/** What links of deployments show beside that. */
@ObjectType({ description: 'A link of a deployment.' })
abstract class DeploymentLink extends Link implements DeploymentLinkRow {
  @Field(() => [String], {
    description:
      'The refs of the merged pull requests through which the two are linked; where there is none, of the commits, or of the deployment itself; at most 200.',
  })
  leadsThrough!: readonly string[];
}

@ObjectType({ description: 'A deployment that carries a change, or is related to it.' })
export class ChangeDeployment extends DeploymentLink implements ChangeDeploymentRow {
  @Field(() => Boolean, {
    description: 'Whether it implements the change: it carries it to production and is neither redeployment nor rollback.',
  })
  isImplementation!: boolean;
}

@ObjectType({ description: 'A pull request that names a change, or whose commits do.' })
export class ChangePullRequest extends Link {}

@ObjectType({ description: 'A commit that names a change, or belongs to a pull request that does.' })
export class ChangeCommit extends Link {}

@ObjectType({ description: 'A change that a deployment carries or is related to.' })
export class DeployedChange extends DeploymentLink {}

export const ChangeDecisionConnection = connectionOf(() => ChangeDecision, 'ChangeDecision', 'steps of approvals');
export const TicketLinkConnection = connectionOf(() => TicketLink, 'TicketLink', 'links between tickets');
export const ChangeDeploymentConnection = connectionOf(() => ChangeDeployment, 'ChangeDeployment', 'deployments of a change');
export const ChangePullRequestConnection = connectionOf(() => ChangePullRequest, 'ChangePullRequest', 'pull requests of a change');
export const ChangeCommitConnection = connectionOf(() => ChangeCommit, 'ChangeCommit', 'commits of a change');
export const DeployedChangeConnection = connectionOf(() => DeployedChange, 'DeployedChange', 'changes of a deployment');
