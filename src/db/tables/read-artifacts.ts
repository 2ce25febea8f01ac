import { bigint, index, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

/** What deployments, commits (of manifests) and others name by digest. */
export const artifactMention = read.table(
  'artifact_mention',
  {
    fromRef: text('from_ref').notNull(),
    artifact: text('artifact').notNull(),
    /** Of a commit its repository; else empty. */
    repository: text('repository').notNull(),
    place: text('place').notNull(),
    seq: seq('seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.fromRef, table.artifact] }),
    index('artifact_mention_artifact').on(table.artifact),
    index('artifact_mention_repository').on(table.repository),
  ],
);

/** The code that a deployment brings by the artifact that it names, or that its manifest names; as known in [recorded_from, recorded_to). */
export const deploymentBuild = read.table(
  'deployment_build',
  {
    deployment: text('deployment').notNull(),
    recordedFrom: instant('recorded_from').notNull(),
    recordedTo: instant('recorded_to'),
    artifact: text('artifact').notNull(),
    /** The repository and commit that the artifact was built from. */
    repository: text('repository').notNull(),
    sha: text('sha').notNull(),
    /** What names the artifact: the deployment itself, or a commit of its manifests. */
    through: text('through').notNull(),
    /** The publication that says what it was built from. */
    seq: seq('seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.deployment, table.recordedFrom] }),
    index('deployment_build_artifact').on(table.artifact),
    index('deployment_build_through').on(table.through),
    index('deployment_build_repository').on(table.repository, table.sha),
  ],
);
