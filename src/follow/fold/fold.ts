import type { EventType, LedgerEvent } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { ArtifactFold } from './artifact.js';
import { type Changes, note, noChanges } from './changes.js';
import { CheckFold } from './check.js';
import { ClockFold } from './clock.js';
import { CodeFold } from './code.js';
import { CommitPathFold } from './commit-path.js';
import { DeploymentFold } from './deployment.js';
import { DriftFold } from './drift.js';
import { EvidenceFold } from './evidence.js';
import { ExecutionFold } from './execution.js';
import { GapFold } from './gap.js';
import { HubFold } from './hub.js';
import { IncidentFold } from './incident.js';
import { IntegrityFold } from './integrity.js';
import { MentionFold } from './mention.js';
import { mergedOf } from './merged.js';
import { NamingFold } from './naming.js';
import { originalsOf } from './originals.js';
import { PermissionFold } from './permission.js';
import { PersonFold } from './person.js';
import { PullRequestFold } from './pull-request.js';
import { Reading } from './reading.js';
import { ReleasePlanFold } from './release-plan.js';
import { TextFold } from './text.js';
import { TicketFold } from './ticket.js';
import { TimelineFold } from './timeline.js';

/** Gathers the events of one append transaction as rows of the read tables, and what they touch. */
export class Fold {
  readonly changes: Changes = noChanges();
  readonly code = new CodeFold();
  readonly #timeline = new TimelineFold();
  readonly #deployments = new DeploymentFold();
  readonly #pulls = new PullRequestFold();
  readonly #hub = new HubFold();
  readonly gaps = new GapFold();
  readonly #tickets = new TicketFold();
  readonly #texts = new TextFold();
  readonly #mentions = new MentionFold();
  readonly #permissions = new PermissionFold();
  readonly #clocks = new ClockFold();
  readonly #checks = new CheckFold();
  readonly #executions = new ExecutionFold();
  readonly #incidents = new IncidentFold();
  readonly #artifacts = new ArtifactFold();
  readonly #drifts = new DriftFold();
  readonly #integrity = new IntegrityFold();
  readonly #plans = new ReleasePlanFold();
  readonly #evidence = new EvidenceFold();
  readonly #paths = new CommitPathFold();
  readonly persons = new PersonFold();
  readonly #namings = new NamingFold();
  #last = -1;

  async addAll(tx: Transaction, events: readonly LedgerEvent[]): Promise<void> {
    this.#last = events.at(-1)?.seq ?? -1;
    const originals = await originalsOf(tx, events);
    const recalled = await this.#namings.recalled(tx, events);
    for (const each of events) {
      const event = this.#namings.placed(each);
      const reading = new Reading(event);
      this.#timeline.add(reading);
      this.persons.accounts(reading);
      this.#evidence.pushed(reading);
      const of = event.body.core['of'];
      const original = typeof of === 'string' ? originals.get(of) : undefined;
      if (original) this.#addAbout(event, original);
      else this.#add(event.envelope.type, reading, false);
    }
    for (const { event } of recalled) this.#placed(event.envelope.type, new Reading(event));
  }

  /** Of an event that was taken in before: only in which repository its commits are. */
  #placed(type: EventType, reading: Reading): void {
    note(this.changes, type, reading);
    if (type === 'deployment.requested') this.#deployments.placed(reading);
    else if (type === 'check.finished') this.#checks.placed(reading);
    else this.#artifacts.placed(reading);
  }

  #addAbout(event: LedgerEvent, original: LedgerEvent): void {
    const rewritten = event.envelope.type === 'event.rewritten';
    if (!rewritten && event.envelope.type !== 'event.enriched') return;
    if (rewritten) this.changes.rewritten = true;
    // Another list of paths may bring a commit to a service that did not carry it.
    const repository = original.body.core['repository'];
    if (event.body.seen['paths'] !== undefined && typeof repository === 'string') this.changes.repositories.add(repository);
    // What it was about before is concerned, too.
    if (rewritten) note(this.changes, original.envelope.type, new Reading(original));
    this.#add(original.envelope.type, new Reading(mergedOf(event, original)), rewritten);
  }

  #add(type: EventType, reading: Reading, rewritten: boolean): void {
    note(this.changes, type, reading);
    this.#mentions.add(reading);
    this.#artifacts.mentioned(reading);
    if (type.startsWith('gap.')) this.gaps.step(reading);
    else this.#folds[type]?.(reading, rewritten);
  }

  readonly #folds: Partial<Record<EventType, (reading: Reading, rewritten: boolean) => void>> = {
    'commit.recorded': (reading) => this.code.commit(reading),
    'commit.touched': (reading) => this.#paths.touched(reading),
    'branch.pushed': (reading) => this.code.branchMoved(reading),
    'branch.created': (reading) => this.code.branchMoved(reading),
    'branch.rewritten': (reading) => this.code.branchMoved(reading),
    'branch.deleted': (reading) => this.code.branchMoved(reading),
    'branch.observed': (reading) => this.code.branchObserved(reading),
    'tag.created': (reading) => this.code.tag(reading),
    'repository.renamed': (reading) => this.code.repositoryNamed(reading),
    'pull_request.opened': (reading, rewritten) => this.#pulls.opened(reading, rewritten),
    'pull_request.merged': (reading, rewritten) => this.#pulls.merged(reading, rewritten),
    'pull_request.updated': (reading) => this.#pulls.headSeen(reading),
    'review.submitted': (reading, rewritten) => this.#pulls.reviewed(reading, rewritten),
    'review.dismissed': (reading) => this.#pulls.dismissed(reading),
    'deployment.requested': (reading) => this.#deployments.requested(reading),
    'deployment.started': (reading) => this.#deployments.reached(reading, 'STARTED'),
    'deployment.finished': (reading) => this.#deployments.reached(reading, 'FINISHED'),
    'release.published': (reading) => this.#deployments.released(reading),
    'release.scheduled': (reading, rewritten) => this.#plans.scheduled(reading, rewritten),
    'check.finished': (reading) => this.#checks.finished(reading),
    'ticket.created': (reading) => this.#tickets.created(reading),
    'ticket.deleted': (reading) => this.#tickets.deleted(reading),
    'ticket.moved': (reading) => this.#tickets.keyed(reading),
    'ticket.status_changed': (reading) => this.#tickets.statusChanged(reading),
    'ticket.field_changed': (reading) => (this.#tickets.fieldChanged(reading), this.#texts.fieldChanged(reading)),
    'ticket.commented': (reading) => this.#texts.commented(reading),
    'ticket.linked': (reading) => this.#tickets.linked(reading),
    'approval.requested': (reading) => this.#tickets.approvalStep(reading, 'REQUESTED'),
    'approval.decided': (reading) => this.#tickets.approvalStep(reading, null),
    'execution.started': (reading) => this.#executions.started(reading),
    'execution.finished': (reading, rewritten) => this.#executions.finished(reading, rewritten),
    'asset.progressed': (reading, rewritten) => this.#executions.assetProgressed(reading, rewritten),
    'incident.opened': (reading) => this.#incidents.opened(reading),
    'incident.resolved': (reading, rewritten) => this.#incidents.resolved(reading, rewritten),
    'artifact.published': (reading, rewritten) => this.#artifacts.published(reading, rewritten),
    'infrastructure.drifted': (reading, rewritten) => this.#drifts.drifted(reading, rewritten),
    'production.accessed': (reading, rewritten) => this.#drifts.accessed(reading, rewritten),
    ...this.#integrity.folds,
    'evidence.attached': (reading) => this.#evidence.attached(reading),
    'link.asserted': (reading) => this.#mentions.asserted(reading),
    'link.retracted': (reading) => this.#mentions.retracted(reading),
    'person.identified': (reading) => this.persons.identified(reading),
    'person.separated': (reading) => this.persons.separated(reading),
    'account.observed': (reading) => this.persons.observed(reading),
    'coverage.changed': (reading) => (this.#hub.covered(reading), this.#clocks.read(reading)),
    'permission.observed': (reading) => this.#permissions.observed(reading),
    'policy.activated': (reading) => this.#hub.policyActivated(reading),
  };

  /** Who pushed some of these events. */
  get senders(): readonly string[] {
    return this.#evidence.senders;
  }

  /** Before writing: which repositories get another name or default branch, whether a clock was put right or wrong, and who is who. */
  async noteOthers(tx: Transaction): Promise<void> {
    this.changes.clocks = await this.#clocks.isNews(tx);
    this.changes.censuses = await this.#hub.isCensusNews(tx);
    if (await this.persons.areShared(tx)) this.changes.persons = true;
    for (const key of await this.#hub.begun(tx)) {
      const covered = this.changes.covered.get(key);
      if (covered) this.changes.covered.set(key, { ...covered, begun: true });
    }
    for (const repository of await this.code.renamed(tx)) this.changes.repositories.add(repository);
  }

  /** Sends the rows of all tables; Postgres runs these statements before whatever is sent later. */
  async write(tx: Transaction): Promise<void> {
    for (const speaker of this.#mentions.speakers) this.changes.speakers.add(speaker);
    // Bounds of undated facts look at the coverage before this transaction.
    await this.#tickets.write(tx, this.#last);
    await this.#integrity.write(tx, this.#last);
    const folds = [
      this.#timeline,
      this.code,
      this.#pulls,
      this.#deployments,
      this.#hub,
      this.gaps,
      this.#mentions,
      this.#texts,
      this.#permissions,
      this.#clocks,
      this.#checks,
      this.#executions,
      this.#plans,
      this.#incidents,
      this.#artifacts,
      this.#drifts,
      this.#evidence,
      this.#paths,
      this.persons,
      this.#namings,
    ];
    for (const fold of folds) fold.write(tx, this.#last);
  }
}
