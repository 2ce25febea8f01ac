import type { Poll, Stream } from '#contract';
import type { ArgocdConfig } from './config.js';
import { readApplications } from './poll/applications.js';
import { deploymentIds, deploymentRoots } from './poll/census.js';
import { fetchOne } from './poll/one.js';
import { permissions, SCOPE } from './poll/permissions.js';
import { watchApplications } from './poll/watch.js';

const ALL: Stream = { name: 'applications', scope: SCOPE, label: 'applications' };

export const poll: Poll<ArgocdConfig> = {
  streams: () => Promise.resolve([ALL]),
  read: (_stream, cursor, io) => readApplications(io, cursor),
  watch: (known, io) => watchApplications(io, known),
  fetch: fetchOne,
  permissions,
  census: (_stream, window, io) => deploymentIds(io, window),
  roots: () => deploymentRoots,
};
