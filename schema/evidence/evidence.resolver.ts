import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import {
  attachEvidence,
  type ChangeRow,
  type DeploymentRow,
  type EvidenceRow,
  evidenceSaidIn,
  gapRef,
  type GapRow,
  type Page,
  type TimelineRow,
} from '../../src/read/index.js';
import { Change } from '../change/change.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment } from '../deployment/deployment.type.js';
import { Gap } from '../gap/gap.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { AttachEvidenceInput, AttachEvidenceResult, Evidence, EvidenceConnection } from './evidence.type.js';

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The name of the file, or what stands at the address; null once erased.' })
  title(@Root() row: EvidenceRow, @Ctx() context: ApiContext): Promise<string | null> {
    return said(row, 'title', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The address.' })
  url(@Root() row: EvidenceRow, @Ctx() context: ApiContext): Promise<string | null> {
    return said(row, 'url', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The words of a note; null once erased.' })
  note(@Root() row: EvidenceRow, @Ctx() context: ApiContext): Promise<string | null> {
    return said(row, 'note', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who held that token; null once the name was erased.' })
  byName(@Root() row: EvidenceRow, @Ctx() context: ApiContext): Promise<string | null> {
    return said(row, 'holder', context);
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so.' })
  event(@Root() { seq }: EvidenceRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }

  @Mutation(() => AttachEvidenceResult, {
    nullable: true,
    description: 'Attaches a file, a link or a note to a thing; the same again changes nothing. For compliance and administrators.',
  })
  attachEvidence(
    @Arg('input', () => AttachEvidenceInput, { description: 'What, and to what.' }) input: AttachEvidenceInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return attachEvidence(hub, viewer, input);
  }
}

async function said({ seq }: EvidenceRow, what: keyof ReturnType<typeof evidenceSaidIn>, { loaders }: ApiContext): Promise<string | null> {
  const event = await loaders.body.load(seq);
  const commitment = event && evidenceSaidIn(event)[what];
  return commitment ? loaders.text.load(commitment) : null;
}

const ATTACHED = { description: 'What somebody attached to it, oldest first.' } as const;

@Resolver(() => Change)
export class EvidenceOfChangeResolver {
  @FieldResolver(() => EvidenceConnection, ATTACHED)
  evidence(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<EvidenceRow>> {
    return loaders.evidenceOf.load({ of: change, page });
  }
}

@Resolver(() => Deployment)
export class EvidenceOfDeploymentResolver {
  @FieldResolver(() => EvidenceConnection, ATTACHED)
  evidence(
    @Root() { deployment }: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<EvidenceRow>> {
    return loaders.evidenceOf.load({ of: deployment, page });
  }
}

@Resolver(() => Gap)
export class EvidenceOfGapResolver {
  @FieldResolver(() => EvidenceConnection, ATTACHED)
  evidence(
    @Root() gap: GapRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<EvidenceRow>> {
    return loaders.evidenceOf.load({ of: gapRef(gap), page });
  }
}
