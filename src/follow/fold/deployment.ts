import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, type Row, Rows, upsert, upsertKeeping } from './rows.js';

const DEPLOYMENT = `
  insert into deployment as d (deployment, source, repository, environment, sha, git_ref, production_mark, creator,
    rollback, names, artifact_tag, configuration, trigger, requested_from, requested_to, requested_seq)
  select deployment, source, repository, environment, sha, git_ref, production_mark, creator, rollback, names, artifact_tag,
    configuration, trigger, requested_from, requested_to, requested_seq
  from json_to_recordset($1::text::json) as row (deployment text, source text, repository text, environment text, sha text,
    git_ref text, production_mark boolean, creator text, rollback boolean, names text[], artifact_tag text,
    configuration text, trigger text, requested_from timestamptz, requested_to timestamptz, requested_seq bigint)
  on conflict (deployment) do update set
    repository = coalesce(excluded.repository, d.repository),
    environment = coalesce(excluded.environment, d.environment),
    sha = coalesce(excluded.sha, d.sha),
    git_ref = coalesce(excluded.git_ref, d.git_ref),
    production_mark = coalesce(excluded.production_mark, d.production_mark),
    creator = coalesce(excluded.creator, d.creator),
    rollback = coalesce(excluded.rollback, d.rollback),
    names = case when excluded.names is null then d.names else array(select distinct unnest(d.names || excluded.names) order by 1) end,
    artifact_tag = coalesce(excluded.artifact_tag, d.artifact_tag),
    configuration = coalesce(excluded.configuration, d.configuration),
    trigger = coalesce(excluded.trigger, d.trigger),
    requested_from = coalesce(excluded.requested_from, d.requested_from),
    requested_to = coalesce(excluded.requested_to, d.requested_to),
    requested_seq = coalesce(d.requested_seq, excluded.requested_seq)`;

const STATUS = `
  insert into deployment_status (deployment, status, kind, outcome, environment, occurred_from, occurred_to, seq)
  select deployment, status, kind, outcome, environment, occurred_from, occurred_to, seq
  from json_to_recordset($1::text::json) as row (deployment text, status text, kind text, outcome text, environment text,
    occurred_from timestamptz, occurred_to timestamptz, seq bigint)
  on conflict (deployment, status) do update set
    kind = excluded.kind, outcome = excluded.outcome, environment = excluded.environment,
    occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to`;

const RELEASE = `
  insert into release as r (release, repository, tag, author, published_from, published_to, prerelease, seq)
  select release, repository, tag, author, published_from, published_to, prerelease, seq
  from json_to_recordset($1::text::json) as row (release text, repository text, tag text, author text,
    published_from timestamptz, published_to timestamptz, prerelease boolean, seq bigint)
  on conflict (release) do update set
    tag = excluded.tag, author = coalesce(excluded.author, r.author),
    published_from = excluded.published_from, published_to = excluded.published_to,
    prerelease = coalesce(r.prerelease, excluded.prerelease)`;

const DEPLOYMENTS: Changing = { table: 'deployment', as: 'd', key: ['deployment'], hasSeq: false };
const RELEASES: Changing = { table: 'release', as: 'r', key: ['release'], hasSeq: true };

/** Deployments, their statuses, and releases. */
export class DeploymentFold {
  readonly #deployments = new Rows(laterWins);
  readonly #statuses = new Rows(laterWins);
  readonly #releases = new Rows(laterWins);

  requested(reading: Reading): void {
    const at = reading.occurredAt;
    this.#deployments.put(reading.subject, {
      deployment: reading.subject,
      source: reading.event.envelope.source,
      repository: reading.text('repository'),
      environment: reading.text('environment'),
      sha: reading.text('sha'),
      git_ref: reading.text('ref'),
      production_mark: reading.flag('productionMark') ? true : null,
      creator: reading.text('creator'),
      rollback: reading.flag('rollback') ? true : null,
      names: namedBy(reading),
      artifact_tag: reading.text('artifactTag'),
      configuration: reading.text('configuration'),
      trigger: reading.text('trigger'),
      requested_from: at?.from ?? null,
      requested_to: at?.to ?? null,
      requested_seq: reading.seq,
    });
  }

  /** Where its revision is, which it did not say itself. */
  placed(reading: Reading): void {
    this.#ensure(reading);
    const [repository, sha] = [reading.text('repository'), reading.text('sha')];
    this.#deployments.put(reading.subject, { deployment: reading.subject, repository, sha });
  }

  reached(reading: Reading, kind: 'STARTED' | 'FINISHED'): void {
    const at = reading.occurredAt;
    const status = reading.text('statusId');
    if (!at || !status) return;
    this.#ensure(reading);
    this.#statuses.put(`${reading.subject} ${status}`, {
      deployment: reading.subject,
      status,
      kind,
      outcome: reading.text('outcome'),
      environment: reading.text('environment'),
      occurred_from: at.from,
      occurred_to: at.to,
      seq: reading.seq,
    });
  }

  released(reading: Reading): void {
    const repository = reading.text('repository');
    const tag = reading.text('tag');
    if (!repository || !tag) return;
    const at = reading.occurredAt;
    this.#releases.put(reading.subject, {
      release: reading.subject,
      repository,
      tag,
      author: reading.text('author'),
      published_from: at?.from ?? null,
      published_to: at?.to ?? null,
      prerelease: reading.seenFlag('prerelease'),
      seq: reading.seq,
    });
  }

  /** A status may come before its deployment: the row waits for the rest. */
  #ensure(reading: Reading): void {
    const empty: Row = { repository: null, environment: null, sha: null, git_ref: null, production_mark: null, creator: null };
    const unsaid: Row = { rollback: null, names: null };
    const undated: Row = { requested_from: null, requested_to: null, requested_seq: null };
    this.#deployments.put(reading.subject, {
      deployment: reading.subject,
      source: reading.event.envelope.source,
      ...empty,
      ...unsaid,
      ...undated,
    });
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#deployments, DEPLOYMENT, { changing: DEPLOYMENTS, until });
    upsert(tx, this.#statuses, STATUS);
    upsertKeeping(tx, this.#releases, RELEASE, { changing: RELEASES, until });
  }
}

/** Other deployments that it names; null: none. */
function namedBy({ event, subject }: Reading): readonly string[] | null {
  const names = event.body.mentions.flatMap(({ ref }) => (ref?.startsWith('deployment:') && ref !== subject ? [ref] : []));
  return names.length > 0 ? [...new Set(names)].sort() : null;
}
