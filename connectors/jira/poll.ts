import { type Poll, SourceRefused } from '#contract';
import type { JiraConfig } from './config.js';
import { ticketIds, ticketRoots } from './poll/census.js';
import { clientOf } from './poll/client.js';
import { fieldsToRead } from './poll/fields.js';
import { readIssues } from './poll/issues.js';
import { doorbellOf, fetchOne } from './poll/one.js';
import { passOf } from './poll/pass.js';
import { permissions } from './poll/permissions.js';
import { projectOf, streamOf } from './poll/project.js';

const NO_STREAM = 'Jira has no such stream; it is one of a project that was taken out of the configuration.';

export const poll: Poll<JiraConfig> = {
  // No request: a project that cannot be read must not stop the others, and says so when its stream is read.
  streams: ({ config }) => Promise.resolve(config.projects.map(streamOf)),
  async *read(stream, cursor, io) {
    const project = projectOf(stream);
    if (!project) throw new SourceRefused(400, `${stream.name}: ${NO_STREAM}`);
    yield* readIssues(passOf(await clientOf(io), project, fieldsToRead(io.config)), cursor);
  },
  fetch: fetchOne,
  permissions,
  named: doorbellOf,
  async census(stream, window, io) {
    const project = projectOf(stream);
    return project ? ticketIds(passOf(await clientOf(io), project, []), window) : [];
  },
  roots: (stream) => (projectOf(stream) === null ? null : ticketRoots),
};
