import { bigint, index, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

const seq = (name: string) => bigint(name, { mode: 'number' });

/** When the source says that it happened; null where it does not say. */
const happened = () => ({ atFrom: instant('at_from'), atTo: instant('at_to'), recordedAt: instant('recorded_at').notNull() });

/** Who pushed events by `recordEvents` or `/events`: what it says satisfies a rule only where policy trusts it. */
export const sender = read.table('sender', { source: text('source').primaryKey(), seq: seq('seq').notNull() });

/** A run of a job or script; the change that it is of stands in `ticket_mention`, from this ref. */
export const execution = read.table('execution', {
  execution: text('execution').primaryKey(),
  source: text('source').notNull(),
  job: text('job'),
  /** JOB, SCRIPT, JCL, PROC, BIND … as the source calls it. */
  kind: text('kind'),
  step: text('step'),
  /** IMPLEMENTATION, BACKOUT, VALIDATION or PREPARATION. */
  purpose: text('purpose'),
  service: text('service'),
  environment: text('environment'),
  operator: text('operator'),
  startedFrom: instant('started_from'),
  startedTo: instant('started_to'),
  startedSeq: seq('started_seq'),
  finishedFrom: instant('finished_from'),
  finishedTo: instant('finished_to'),
  finishedSeq: seq('finished_seq'),
  /** SUCCEEDED, SUCCEEDED_WITH_ISSUES, FAILED or CANCELLED. */
  outcome: text('outcome'),
  returnCode: text('return_code'),
});

/** Steps of the affected assets of changes; one row an event. The change stands in `ticket_mention`, from `asset`. */
export const assetStep = read.table(
  'asset_step',
  {
    seq: seq('seq').primaryKey(),
    /** One asset of one change. */
    asset: text('asset').notNull(),
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    /** REVIEWED, APPROVED, SCHEDULED, MOVED, VALIDATED or CLOSED. */
    step: text('step').notNull(),
    actor: text('actor'),
    ...happened(),
  },
  (table) => [index('asset_step_asset').on(table.asset)],
);

export const incident = read.table(
  'incident',
  {
    incident: text('incident').primaryKey(),
    source: text('source').notNull(),
    /** As people call it: INC0012345. */
    number: text('number'),
    service: text('service'),
    environment: text('environment'),
    severity: text('severity'),
    /** What is broken, as far as the source says. */
    paths: text('paths').array(),
    reporter: text('reporter'),
    openedFrom: instant('opened_from'),
    openedTo: instant('opened_to'),
    openedSeq: seq('opened_seq'),
    resolver: text('resolver'),
    resolvedFrom: instant('resolved_from'),
    resolvedTo: instant('resolved_to'),
    resolvedSeq: seq('resolved_seq'),
  },
  (table) => [index('incident_opened').on(table.openedFrom, table.incident), index('incident_service').on(table.service)],
);

/** What an incident's source names as its cause, by ref. A ticket stands in `ticket_mention` (place `cause`), too. */
export const incidentCause = read.table(
  'incident_cause',
  { incident: text('incident').notNull(), cause: text('cause').notNull(), seq: seq('seq').notNull() },
  (table) => [primaryKey({ columns: [table.incident, table.cause] }), index('incident_cause_cause').on(table.cause)],
);

/** What sources say of artifacts; one row an event, so that one digest may be published under many names. */
export const artifactPublication = read.table(
  'artifact_publication',
  {
    seq: seq('seq').primaryKey(),
    /** `artifact:sha256:…` */
    artifact: text('artifact').notNull(),
    source: text('source').notNull(),
    name: text('name').notNull(),
    version: text('version'),
    tags: text('tags').array().notNull(),
    /** Refs of the commits that it was built from, and of the build. */
    commits: text('commits').array().notNull(),
    build: text('build'),
    /** Of what its provenance is: `https://slsa.dev/provenance/v1`; null: the source’s word only. */
    provenance: text('provenance'),
    ...happened(),
  },
  (table) => [
    index('artifact_publication_artifact').on(table.artifact),
    index('artifact_publication_name').on(table.name),
    index('artifact_publication_commits').using('gin', table.commits),
  ],
);

export const drift = read.table(
  'drift',
  {
    drift: text('drift').primaryKey(),
    source: text('source').notNull(),
    service: text('service'),
    environment: text('environment'),
    /** INFRASTRUCTURE or CONFIGURATION. */
    kind: text('kind'),
    resource: text('resource').notNull(),
    seq: seq('seq').notNull(),
    ...happened(),
  },
  (table) => [index('drift_service').on(table.service)],
);

export const productionAccess = read.table(
  'production_access',
  {
    access: text('access').primaryKey(),
    source: text('source').notNull(),
    person: text('person'),
    service: text('service'),
    environment: text('environment'),
    /** SHELL, CONSOLE, SQL, CLOUD_API or OTHER. */
    method: text('method').notNull(),
    system: text('system'),
    until: instant('until'),
    seq: seq('seq').notNull(),
    ...happened(),
  },
  (table) => [index('production_access_service').on(table.service)],
);

/** What people attached to things; one row an event. Typed texts stand by commitment. */
export const evidence = read.table(
  'evidence',
  {
    seq: seq('seq').primaryKey(),
    /** The ticket, deployment, gap or step of an audit. */
    about: text('about').notNull(),
    /** FILE, LINK or NOTE. */
    kind: text('kind').notNull(),
    /** Of a file SHA-256 of its bytes, in hex. */
    digest: text('digest'),
    size: bigint('size', { mode: 'number' }),
    mediaType: text('media_type'),
    /** What it shows, in the words of `RECORD_CONTENTS`; null: not said. */
    shows: text('shows'),
    by: text('by').notNull(),
  },
  (table) => [index('evidence_about').on(table.about)],
);
