import type { Instant, Json } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { bypass, protection, removal } from '../../db/tables/read-integrity.js';
import { FactRows } from './fact-table.js';
import { happenedAt } from './happened.js';
import type { Reading } from './reading.js';
import type { Row } from './rows.js';

const SAID = ['action', 'settings', 'rules', 'pattern', 'include', 'exclude', 'target', 'enforcement', 'bypass'];

/**
 * What the evidence itself rests on. `protection.observed`: repository, branch, settings, rules; `protection.changed`: repository,
 * kind, action, settings. `policy.evaluated` of a guard that was gone around: guard, result, about, by. `evidence.removed`: about, by.
 */
export class IntegrityFold {
  readonly #protections: Row[] = [];
  readonly #bypasses = new FactRows(bypass);
  readonly #removals = new FactRows(removal);

  /** By the type of event. */
  readonly folds = {
    'protection.observed': (reading: Reading) => this.#protected(reading),
    'protection.changed': (reading: Reading) => this.#protected(reading),
    'policy.evaluated': (reading: Reading, rewritten: boolean) => this.#evaluated(reading, rewritten),
    'evidence.removed': (reading: Reading, rewritten: boolean) => this.#removed(reading, rewritten),
  };

  #protected(reading: Reading): void {
    const repository = reading.text('repository');
    if (!repository) return;
    const { type, normaliser } = reading.event.envelope;
    const isRead = type === 'protection.observed';
    const said = SAID.filter((name) => reading.has(name)).map((name): [string, Json] => [name, reading.value(name)]);
    this.#protections.push({
      seq: reading.seq,
      repository,
      tool: normaliser.split('/')[0] ?? '',
      branch: isRead ? reading.text('branch') : null,
      rule: isRead ? null : reading.subject,
      said: Object.fromEntries(said),
      by: reading.text('by'),
      ...happenedAt(reading),
    });
  }

  #evaluated(reading: Reading, rewritten: boolean): void {
    const [about, guard] = [reading.text('about'), reading.text('guard')];
    // A result that was corrected is no bypass any more: it is about nothing then.
    const isBypass = reading.text('result') === 'BYPASSED' && about !== null;
    if (!guard || (!isBypass && !rewritten)) return;
    this.#bypasses.put({ evaluation: reading.subject, ...told(reading), about: isBypass ? about : '', guard }, word(rewritten));
  }

  #removed(reading: Reading, rewritten: boolean): void {
    const about = reading.text('about');
    if (about) this.#removals.put({ removal: reading.subject, ...told(reading), about }, word(rewritten));
  }

  /** Before coverage is: a reading without a date was not so at the last complete one. */
  async write(tx: Transaction, until: number): Promise<void> {
    const protections = new FactRows(protection);
    const bounds = await this.#bounds(tx);
    for (const row of this.#protections) {
      const bound = row['branch'] === null ? null : (bounds.get(String(row['repository'])) ?? null);
      protections.put({ ...row, bound_from: bound }, 'FILL');
    }
    protections.write(tx, until);
    this.#bypasses.write(tx, until);
    this.#removals.write(tx, until);
  }

  async #bounds(tx: Transaction): Promise<ReadonlyMap<string, Instant>> {
    const names = [...new Set(this.#protections.filter((row) => row['branch'] !== null).map((row) => String(row['repository'])))];
    if (names.length === 0) return new Map();
    const rows = await tx<{ scope: string; upTo: Instant }[]>`
      select scope, max(up_to) as "upTo" from coverage
      where scope = any(${names}) and collection = 'protections' and up_to is not null
      group by scope`;
    return new Map(rows.map(({ scope, upTo }) => [scope, upTo]));
  }
}

function told(reading: Reading): Row {
  return { source: reading.event.envelope.source, by: reading.text('by'), seq: reading.seq, ...happenedAt(reading) };
}

function word(rewritten: boolean): 'FILL' | 'REPLACE' {
  return rewritten ? 'REPLACE' : 'FILL';
}
