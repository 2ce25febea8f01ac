import type { Poll } from '#contract';
import type { JenkinsConfig } from './config.js';
import { readBuilds } from './poll/builds.js';
import { buildIds, rootsOf } from './poll/census.js';
import { streamsOf } from './poll/jobs.js';
import { fetchOne } from './poll/one.js';
import { permissions } from './poll/permissions.js';

export const poll: Poll<JenkinsConfig> = {
  streams: streamsOf,
  read: readBuilds,
  fetch: fetchOne,
  permissions,
  census: buildIds,
  roots: rootsOf,
};
