import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DeploymentRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Deployment } from './deployment.type.js';

/** Several tools' reports of one deployment. */
@Resolver(() => Deployment)
export class ReportsOfDeploymentResolver {
  @FieldResolver(() => Deployment, {
    nullable: true,
    description: 'The report that speaks for start and end of the deployment that this one only corroborates; null where it speaks itself.',
  })
  async speaker(@Root() { deployment }: DeploymentRow, @Ctx() { loaders }: ApiContext): Promise<DeploymentRow | null> {
    const speaker = (await loaders.reports.load(deployment))?.speaker ?? null;
    return speaker === null ? null : loaders.deployment.load(speaker);
  }

  @FieldResolver(() => [Deployment], {
    description: 'The reports of other tools that corroborate it, in order of ref, at most 50.',
  })
  async corroboratedBy(@Root() { deployment }: DeploymentRow, @Ctx() { loaders }: ApiContext): Promise<readonly DeploymentRow[]> {
    const reports = (await loaders.reports.load(deployment))?.corroboratedBy ?? [];
    const rows = await Promise.all(reports.map((one) => loaders.deployment.load(one)));
    return rows.filter((row) => row !== null);
  }
}
