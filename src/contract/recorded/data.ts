import { z } from 'zod';
import type { RecordableType } from '../event-types.js';
import { account, change, digest, key, moment, name, planned, ref, sha, typed } from './parts.js';

const value = z.union([
  z.strictObject({ text: typed }),
  z.strictObject({ person: account }),
  z.string().max(300),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(300)).max(200),
]);
const place = { service: name.optional(), environment: name.optional() };

const approval = {
  about: ref.describe('The ref of the ticket or deployment that it is about.'),
  approver: account.optional().describe('Who decides; left out where it is the word about the whole.'),
};

const run = {
  change: change.optional(),
  job: name.describe('The name of the job or script.'),
  kind: name.optional().describe('JOB, SCRIPT, JCL, PROC, BIND … as the sender calls it.'),
  step: name.optional(),
  purpose: z.enum(['IMPLEMENTATION', 'BACKOUT', 'VALIDATION', 'PREPARATION']).optional().describe('Left out: it implements the change.'),
  operator: account.optional().describe('Who started it.'),
  detail: typed.optional(),
  ...place,
};

const incident = {
  number: name.optional().describe('As people call it: INC0012345.'),
  severity: name.optional(),
  paths: z
    .array(name)
    .max(50)
    .optional()
    .describe('The paths that are broken, as far as it is known, written as in policy; left out: those of the service.'),
  causes: z.array(ref).max(50).optional().describe('The refs of what caused it, as far as it is known.'),
  change: change.optional(),
  title: typed.optional(),
  ...place,
};

const releaseOf = {
  repository: ref.optional().describe('The ref of the repository whose tag it is; left out: of any that has such a tag.'),
  tag: name.describe('Its tag, or the name of the version; a leading v makes no difference.'),
  title: typed.optional(),
  change: change.optional(),
};

const revision = { repository: ref.optional(), sha: sha.optional(), change: change.optional() };

export const ASSET_KINDS = [
  ...['APPLICATION', 'SERVICE', 'JOB', 'DATABASE', 'FILE', 'ENVIRONMENT', 'INTERFACE', 'REPORT'],
  ...['JCL', 'PROC', 'COBOL_PROGRAM', 'COPYBOOK', 'DB2_BIND', 'SCHEDULER_CHANGE', 'DATASET', 'CONTROL_CARD', 'LOAD_LIBRARY'],
] as const;

export type AssetKind = (typeof ASSET_KINDS)[number];

/** What each type of recorded event says beside who, which and when. */
export const RECORDED_DATA = {
  'ticket.created': z.strictObject({
    key: key.describe('As people call it: CHG0030192.'),
    type: name.describe('The type of the ticket, as policy names it.'),
    title: typed.optional(),
    description: typed.optional(),
    creator: account.optional(),
  }),
  'ticket.status_changed': z.strictObject({ from: name.optional(), to: name, actor: account.optional() }),
  'ticket.field_changed': z.strictObject({
    field: name.describe('As policy names it.'),
    from: value.optional(),
    to: value,
    actor: account.optional(),
  }),
  'ticket.commented': z.strictObject({ author: account.optional(), comment: typed }),
  'ticket.linked': z.strictObject({ to: ref, linkType: name }),
  'approval.requested': z.strictObject(approval),
  'approval.decided': z.strictObject({
    ...approval,
    decision: z.enum(['APPROVED', 'REJECTED', 'DEFERRED', 'INFO_REQUESTED', 'REVOKED', 'RESET']),
    overall: z.boolean().optional().describe('Whether it is the word about the whole approval, not one approver’s.'),
    comment: typed.optional(),
  }),
  'build.finished': z.strictObject({ ...revision, name, conclusion: z.enum(['SUCCESS', 'FAILURE', 'CANCELLED']) }),
  'check.finished': z.strictObject({
    ...revision,
    name,
    conclusion: z.enum(['SUCCESS', 'FAILURE', 'CANCELLED']),
    detail: typed.optional(),
  }),
  'artifact.published': z.strictObject({
    digest,
    name: name.describe('The name under which it was published.'),
    version: name.optional(),
    tags: z.array(name).max(50).optional(),
    commits: z.array(ref).max(200).optional().describe('The refs of the commits that it was built from.'),
    build: ref.optional(),
    provenance: name.optional().describe('The type of its provenance: https://slsa.dev/provenance/v1.'),
  }),
  'deployment.requested': z.strictObject({
    repository: ref,
    sha: sha.optional(),
    ref: name.optional().describe('The branch or tag.'),
    environment: name,
    artifact: digest.optional().describe('The digest of the artifact that is deployed.'),
    artifactTag: name.optional().describe('The tag by which the artifact is known where nobody gives its digest: a tag can move.'),
    configuration: name
      .optional()
      .describe('The version of the configuration that is applied: a revision, a digest, the release of a chart.'),
    trigger: z
      .enum(['HAND', 'MERGE', 'SCHEDULE'])
      .optional()
      .describe('By what it was started: by hand, by a merge into a branch, by the clock.'),
    production: z.literal(true).optional().describe('The sender says that the environment is production.'),
    creator: account.optional(),
    change: change.optional(),
  }),
  'deployment.started': z.strictObject({ environment: name.optional() }),
  'deployment.finished': z.strictObject({ environment: name.optional(), outcome: z.enum(['SUCCEEDED', 'FAILED']) }),
  'execution.started': z.strictObject(run),
  'execution.finished': z.strictObject({
    ...run,
    outcome: z.enum(['SUCCEEDED', 'SUCCEEDED_WITH_ISSUES', 'FAILED', 'CANCELLED']),
    returnCode: name.optional().describe('As the system writes it: 0000, S0C7.'),
  }),
  'asset.progressed': z.strictObject({
    change,
    kind: z.enum(ASSET_KINDS),
    name: name.describe('As the system calls it: PROD.PAY.LOADLIB(PAYB010).'),
    step: z.enum(['REVIEWED', 'APPROVED', 'SCHEDULED', 'MOVED', 'VALIDATED', 'CLOSED']),
    by: account.optional(),
    detail: typed.optional(),
  }),
  'incident.opened': z.strictObject({ ...incident, reporter: account.optional() }),
  'incident.resolved': z.strictObject({ ...incident, resolver: account.optional() }),
  'infrastructure.drifted': z.strictObject({
    kind: z.enum(['INFRASTRUCTURE', 'CONFIGURATION']).optional(),
    resource: name.describe('What differs, as the tool calls it.'),
    change: change.optional(),
    detail: typed.optional(),
    ...place,
  }),
  'production.accessed': z.strictObject({
    by: account.describe('Who.'),
    method: z.enum(['SHELL', 'CONSOLE', 'SQL', 'CLOUD_API', 'OTHER']),
    system: name.optional(),
    until: moment.optional().describe('When it ended.'),
    change: change.optional(),
    detail: typed.optional(),
    ...place,
  }),
  'policy.evaluated': z.strictObject({
    guard: name.describe('The name of the guard.'),
    result: z.enum(['PASSED', 'WARNED', 'FAILED', 'BYPASSED']).describe('BYPASSED: somebody went around it.'),
    about: ref.optional(),
    by: account.optional(),
    change: change.optional(),
    detail: typed.optional(),
  }),
  'evidence.removed': z.strictObject({
    about: ref.describe('The ref of the ticket, pull request, review or approval that was deleted.'),
    by: account.optional().describe('Who deleted it.'),
    detail: typed.optional(),
  }),
  'release.published': z.strictObject({
    ...releaseOf,
    repository: ref.describe('The ref of the repository whose tag it is.'),
    author: account.optional(),
  }),
  'release.scheduled': z.strictObject({
    ...releaseOf,
    start: planned.optional().describe('When it is to begin.'),
    end: planned.optional().describe('When it is to be out.'),
  }),
  'coverage.changed': z.strictObject({
    project: key.describe('Keys of its tickets begin with it: CHG of CHG-42.'),
    upTo: moment.describe('Everything that happened to its tickets and approvals before this was recorded.'),
  }),
} as const satisfies Record<RecordableType, z.ZodObject>;

export type RecordedData = { readonly [Type in RecordableType]: z.output<(typeof RECORDED_DATA)[Type]> };
