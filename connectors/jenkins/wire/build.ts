import { z } from 'zod';

const number = z.int().positive();
const milliseconds = z.int().nonnegative();

const cause = z.object({
  _class: z.string().nullish(),
  userId: z.string().nullish(),
  userName: z.string().nullish(),
  upstreamProject: z.string().nullish(),
  upstreamBuild: z.int().nullish(),
});
export type Cause = z.output<typeof cause>;

const parameter = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
});

/** Jenkins puts all that plug-ins say into one list of actions, many of them empty. */
const action = z.object({
  _class: z.string().nullish(),
  causes: z.array(cause).nullish(),
  parameters: z.array(parameter).nullish(),
  lastBuiltRevision: z.object({ SHA1: z.string(), branch: z.array(z.object({ name: z.string().nullish() })).nullish() }).nullish(),
  remoteUrls: z.array(z.string()).nullish(),
  // Of a report of tests.
  failCount: z.int().nullish(),
  skipCount: z.int().nullish(),
  totalCount: z.int().nullish(),
});

const changeSet = z.object({ items: z.array(z.object({ commitId: z.string().nullish() })).nullish() });

export const build = z.object({
  number,
  // Not asked for by all who recorded builds; every Jenkins since 1.600 has it.
  queueId: z.int().nullish(),
  /** Milliseconds since 1970. */
  timestamp: milliseconds,
  duration: milliseconds.nullish(),
  building: z.boolean().nullish(),
  result: z.string().nullish(),
  actions: z.array(action.nullable()).nullish(),
  /** Of a freestyle job; pipelines have several. */
  changeSet: changeSet.nullish(),
  changeSets: z.array(changeSet).nullish(),
});
export type Build = z.output<typeof build>;

/** An answer to an input step, as the log shows it, with the pause that it ended where that is known. */
const decision = z.object({
  user: z.string().min(1),
  decision: z.enum(['APPROVED', 'REJECTED']),
  from: milliseconds.nullish(),
  to: milliseconds.nullish(),
});
export type Decision = z.output<typeof decision>;

const pending = z.object({ id: z.string().min(1) });

/** What the poll makes of one build. */
export const buildRecord = z.object({
  job: z.string().min(1),
  build,
  /** Of a job that deploys: where to, and in which parameter its change is named. */
  deploys: z.object({ environment: z.string().min(1), changeParameter: z.string().nullish() }).nullish(),
  /** `github.com/acme/library`: commits of these are not what the build is of. */
  libraries: z.array(z.string()).nullish(),
  inputs: z.object({ pending: z.array(pending), decisions: z.array(decision) }).nullish(),
});
export type BuildRecord = z.output<typeof buildRecord>;
