import { Arg, Args, createUnionType, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { audit, type AuditRow, audits, commitAuditSeed, type Page, runAudit } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Job } from '../job/job.type.js';
import { CommitAuditSeedInput, RunAuditInput } from './audit.input.js';
import { Audit, AuditConnection, SeedCommitted } from './audit.type.js';

const CommitAuditSeedResult = createUnionType({
  name: 'CommitAuditSeedResult',
  description: 'What came of it.',
  types: () => [SeedCommitted, Refused] as const,
  resolveType: (value) => ('event' in value ? 'SeedCommitted' : 'Refused'),
});

const RunAuditResult = createUnionType({
  name: 'RunAuditResult',
  description: 'What came of it.',
  types: () => [Job, Refused] as const,
  resolveType: (value) => ('kind' in value ? 'Job' : 'Refused'),
});

@Resolver(() => Audit)
export class AuditResolver {
  @Query(() => Audit, {
    nullable: true,
    description: 'An audit by its id; null where there is none. For auditors, compliance and administrators.',
  })
  audit(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() { hub, viewer }: ApiContext): Promise<AuditRow | null> {
    return audit(hub.sql, viewer, id);
  }

  @Query(() => AuditConnection, {
    nullable: true,
    description: 'All audits, the newest first. For auditors, compliance and administrators.',
  })
  audits(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub, viewer }: ApiContext): Promise<Page<AuditRow>> {
    return audits(hub.sql, viewer, page);
  }

  @Mutation(() => CommitAuditSeedResult, {
    nullable: true,
    description:
      'Binds an auditor to a secret before a period closes, so that neither he nor anybody else can steer the draw. Once for a period, and for persons only.',
  })
  commitAuditSeed(
    @Arg('input', () => CommitAuditSeedInput, { description: 'The period, and SHA-256 of the secret.' }) input: CommitAuditSeedInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return commitAuditSeed(hub, viewer, input);
  }

  @Mutation(() => RunAuditResult, {
    nullable: true,
    description:
      'Runs the auditor’s test on all that started in a period, and draws a sample, as a job. For auditors, compliance and administrators.',
  })
  runAudit(
    @Arg('input', () => RunAuditInput, { description: 'What.' }) input: RunAuditInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return runAudit(hub, viewer, input);
  }
}
