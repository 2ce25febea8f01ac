import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { auditPart, type AuditRow, type EvidenceRow, type Page } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { EvidenceConnection } from '../evidence/evidence.type.js';
import { AuditPartResolver } from './audit-part.resolver.js';
import { Audit } from './audit.type.js';

@Resolver(() => Audit)
class EvidenceOfAuditResolver {
  @FieldResolver(() => EvidenceConnection, { description: 'What somebody attached to it, or to one of its steps, oldest first.' })
  evidence(
    @Root() { id }: AuditRow,
    @Arg('step', () => String, { nullable: true, description: 'The name of the step; left out: what is of no step alone.' })
    step: string | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<EvidenceRow>> {
    return loaders.evidenceOf.load({ of: auditPart(id, step ?? null), page });
  }
}

export const AUDIT_PART_RESOLVERS = [AuditPartResolver, EvidenceOfAuditResolver] as const;
