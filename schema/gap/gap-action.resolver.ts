import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { assignGaps, stepGap, waiveGaps } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import {
  AcknowledgeGapInput,
  AssignGapInput,
  AssignGapsInput,
  RemediateGapInput,
  ReopenGapInput,
  WaiveGapInput,
  WaiveGapsInput,
} from './gap-action.input.js';
import { AssignGapsResult, GapStepResult, WaiveGapsResult } from './gap-action.type.js';

@Resolver()
export class GapActionResolver {
  @Mutation(() => GapStepResult, {
    nullable: true,
    description: 'Says that somebody has seen an open gap. For compliance and administrators, and persons only.',
  })
  acknowledgeGap(
    @Arg('input', () => AcknowledgeGapInput, { description: 'Which, and why.' }) input: AcknowledgeGapInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return stepGap(hub, viewer, input, { type: 'gap.acknowledged' });
  }

  @Mutation(() => GapStepResult, {
    nullable: true,
    description: 'Gives a gap to somebody, or to nobody. For compliance and administrators.',
  })
  assignGap(
    @Arg('input', () => AssignGapInput, { description: 'Which, and why.' }) input: AssignGapInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return stepGap(hub, viewer, input, { type: 'gap.assigned', assignee: input.assignee ?? null });
  }

  @Mutation(() => GapStepResult, {
    nullable: true,
    description:
      'Accepts a gap that is open or acknowledged. It stays a deviation; it is open again when the waiver runs out or its facts change. Nobody waives a gap of a change he had a part in. For compliance and administrators, and persons only.',
  })
  waiveGap(
    @Arg('input', () => WaiveGapInput, { description: 'Which, and why.' }) input: WaiveGapInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return stepGap(hub, viewer, input, { type: 'gap.waived', waiver: input });
  }

  @Mutation(() => GapStepResult, {
    nullable: true,
    description:
      'Says, with evidence, that an open or acknowledged gap was put right; it is open again when its facts change. For compliance and administrators, and persons only.',
  })
  remediateGap(
    @Arg('input', () => RemediateGapInput, { description: 'Which, and why.' }) input: RemediateGapInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return stepGap(hub, viewer, input, { type: 'gap.remediated', evidence: input.evidence });
  }

  @Mutation(() => GapStepResult, {
    nullable: true,
    description: 'Takes an acknowledgement, a waiver or a remediation back. For compliance and administrators.',
  })
  reopenGap(
    @Arg('input', () => ReopenGapInput, { description: 'Which, and why.' }) input: ReopenGapInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return stepGap(hub, viewer, input, { type: 'gap.reopened' });
  }

  @Mutation(() => WaiveGapsResult, {
    nullable: true,
    description:
      'Accepts all gaps that match and are open or acknowledged, or none: when they are not as many as expected, or one of them cannot be waived. For compliance and administrators, and persons only.',
  })
  waiveGaps(
    @Arg('input', () => WaiveGapsInput, { description: 'Which, and why.' }) { filter, expectedCount, ...waiver }: WaiveGapsInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return waiveGaps(hub, viewer, { filter, expected: expectedCount, waiver });
  }

  @Mutation(() => AssignGapsResult, {
    nullable: true,
    description:
      'Gives all gaps that match and are neither pending nor over to somebody, or none: when they are not as many as expected, or one of them is his already. For compliance and administrators.',
  })
  assignGaps(
    @Arg('input', () => AssignGapsInput, { description: 'Which, to whom, and why.' }) { filter, expectedCount, ...given }: AssignGapsInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return assignGaps(hub, viewer, { filter, expected: expectedCount, assignee: given.assignee ?? null, reason: given.reason });
  }
}
