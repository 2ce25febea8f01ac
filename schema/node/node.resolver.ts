import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { changeOfId, changeRef, gapById, gapOfId, timelineRowsById } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Node } from './node.type.js';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'An event, change, deployment, pull request, release, incident or gap, by its id; null where there is none.',
  })
  async node(@Arg('id', () => ID, { description: 'The id.' }) id: string, @Ctx() { hub, loaders }: ApiContext): Promise<object | null> {
    if (id.startsWith('deployment:')) return loaders.deployment.load(id);
    const change = changeOfId(id);
    if (change !== null) return loaders.change.load((await changeRef(hub.sql, { id })) ?? change);
    if (id.startsWith('pull_request:')) return loaders.pullRequest.load(id);
    if (id.startsWith('release:')) return loaders.release.load(id);
    if (id.startsWith('incident:')) return loaders.incident.load(id);
    if (/^[0-9a-f]{64}$/.test(id)) return (await timelineRowsById(hub.sql, [id]))[0] ?? null;
    return gapOfId(id) === null ? null : gapById(hub.sql, id);
  }
}
