import { type Poll, SourceRefused } from '#contract';
import type { Env0Config } from './config.js';
import { deploymentIds, deploymentRoots } from './poll/census.js';
import { clientOf } from './poll/client.js';
import { fetchOne } from './poll/one.js';
import { readDeployments } from './poll/pass.js';
import { permissions } from './poll/permissions.js';
import { projectOf, projectsOf, streamOf } from './poll/project.js';
import { passOf } from './poll/whole.js';

const NO_STREAM = 'env zero has no such stream; it is one of a project that was taken out of the configuration.';

export const poll: Poll<Env0Config> = {
  async streams(io) {
    const { projects, organization } = io.config;
    // Named ones without a request: a project that cannot be read must not stop the others, and says so when its stream is read.
    if (projects) return projects.map((project) => streamOf(project));
    return (await projectsOf(clientOf(io), organization)).map(({ id, name }) => streamOf(id, name));
  },
  async *read(stream, cursor, io) {
    const project = projectOf(stream);
    if (!project) throw new SourceRefused(400, `${stream.name}: ${NO_STREAM}`);
    yield* readDeployments(passOf(clientOf(io), project, io.config), cursor);
  },
  fetch: fetchOne,
  permissions,
  census(stream, window, io) {
    const project = projectOf(stream);
    return project ? deploymentIds(clientOf(io), project, window) : Promise.resolve([]);
  },
  roots: (stream) => (projectOf(stream) === null ? null : deploymentRoots),
};
