import type { Transaction } from '../../db/pool.js';
import { artifactMention } from '../../db/tables/read-artifacts.js';
import { artifactPublication } from '../../db/tables/read-operations.js';
import { FactRows } from './fact-table.js';
import { happenedAt } from './happened.js';
import { type Reading, repositoryOf } from './reading.js';

/**
 * Artifacts by digest. `artifact.published`, subject `artifact:sha256:<hex>`: name, version, tags, commits (refs), build
 * (a ref), provenance (the type of its predicate).
 */
export class ArtifactFold {
  readonly #publications = new FactRows(artifactPublication);
  readonly #mentions = new FactRows(artifactMention);

  published(reading: Reading, rewritten: boolean): void {
    const name = reading.text('name');
    if (!name || !reading.subject.startsWith('artifact:')) return;
    const row = {
      seq: reading.seq,
      artifact: reading.subject,
      source: reading.event.envelope.source,
      name,
      version: reading.text('version'),
      tags: reading.texts('tags'),
      commits: reading.texts('commits'),
      build: reading.text('build'),
      provenance: reading.text('provenance'),
    };
    this.#publications.put({ ...row, ...happenedAt(reading) }, rewritten ? 'REPLACE' : 'FILL');
  }

  /** Where its commits are, which it did not say itself. */
  placed(reading: Reading): void {
    const [name, source] = [reading.text('name'), reading.event.envelope.source];
    if (!name) return;
    const row = {
      seq: reading.seq,
      artifact: reading.subject,
      source,
      name,
      tags: reading.texts('tags'),
      commits: reading.texts('commits'),
    };
    this.#publications.put({ ...row, ...happenedAt(reading) }, 'REPLACE');
  }

  /** Whatever names an artifact: a deployment, a commit of manifests. */
  mentioned(reading: Reading): void {
    const { subject, seq } = reading;
    const repository = subject.startsWith('commit:') ? (repositoryOf(subject) ?? '') : '';
    for (const { ref, place } of reading.event.body.mentions) {
      if (ref?.startsWith('artifact:')) this.#mentions.put({ from_ref: subject, artifact: ref, repository, place, seq }, 'FILL');
    }
  }

  write(tx: Transaction, until: number): void {
    this.#publications.write(tx, until);
    this.#mentions.write(tx, until);
  }
}
