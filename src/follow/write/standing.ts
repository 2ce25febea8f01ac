import type { Transaction } from '../../db/pool.js';
import { sent, together } from '../../db/together.js';
import { type Gathered, gather, grouped } from '../load/gather.js';
import { loadBelow } from '../load/below.js';
import { RECORD, WAIT } from '../record/row.js';
import { STATE } from './states.js';
import { type StandingVerdicts, standingVerdicts } from './verdicts.js';
import { currentRows, type Row } from './versions.js';
import { type StandingWaits, standingWaits } from './waiting.js';

/** What stands of changes until now. */
export interface StandingChanges {
  readonly records: readonly Row[];
  readonly persons: readonly Row[];
  readonly states: readonly Row[];
  readonly verdicts: StandingVerdicts;
  readonly waits: StandingWaits;
  /** By ticket, those that name it as their parent. */
  readonly below: ReadonlyMap<string, readonly string[]>;
}

/** Of more changes than these nothing is asked for ahead: memory stays bounded when all are judged. */
const MOST = 200;

/** What stands of changes, asked for while the deployments that lead to them are judged: the database reads while rules are asked. */
export class Ahead {
  readonly #tx: Transaction;
  readonly #foreseen = new Set<string>();
  readonly #standing: Gathered<StandingChanges>;

  constructor(tx: Transaction) {
    this.#tx = tx;
    this.#standing = gather(async (names) => byChange(names, await loadStanding(tx, names)));
  }

  /** These changes are probably judged soon. */
  foresee(changes: readonly string[]): void {
    const news = changes.filter((change) => !this.#foreseen.has(change));
    if (news.length === 0 || this.#foreseen.size + news.length > MOST) return;
    for (const change of news) this.#foreseen.add(change);
    sent(this.#standing(news));
  }

  async of(changes: readonly string[]): Promise<StandingChanges> {
    const others = changes.filter((change) => !this.#foreseen.has(change));
    const foreseen = changes.filter((change) => this.#foreseen.has(change));
    const [known, more] = await together([this.#standing(foreseen), others.length > 0 ? loadStanding(this.#tx, others) : null]);
    return joined([...known.values(), ...(more ? [more] : [])]);
  }
}

async function loadStanding(tx: Transaction, changes: readonly string[]): Promise<StandingChanges> {
  const [records, persons, states, verdicts, waits, below] = await together([
    currentRows(tx, RECORD, changes),
    currentRows(tx, WAIT, changes),
    currentRows(tx, STATE, changes),
    standingVerdicts(tx, changes),
    standingWaits(tx, changes),
    loadBelow(tx, changes),
  ]);
  return { records, persons, states, verdicts, waits, below };
}

function byChange(names: readonly string[], all: StandingChanges): ReadonlyMap<string, StandingChanges> {
  const by = (rows: readonly Row[], column: string) => {
    const groups = grouped(rows, (row) => String(row[column]));
    return (name: string) => groups.get(name) ?? [];
  };
  const [records, persons, states] = [by(all.records, 'change'), by(all.persons, 'change'), by(all.states, 'ticket')];
  const [verdicts, answers] = [by(all.verdicts.verdicts, 'unit'), by(all.verdicts.answers, 'unit')];
  const [awaiting, deadline] = [by(all.waits.awaiting, 'unit'), by(all.waits.deadline, 'unit')];
  const of = (name: string): StandingChanges => ({
    ...{ records: records(name), persons: persons(name), states: states(name) },
    verdicts: { verdicts: verdicts(name), answers: answers(name) },
    waits: { awaiting: awaiting(name), deadline: deadline(name) },
    below: new Map(all.below.has(name) ? [[name, all.below.get(name)!]] : []),
  });
  return new Map(names.map((name) => [name, of(name)]));
}

function joined(all: readonly StandingChanges[]): StandingChanges {
  return {
    records: all.flatMap(({ records }) => records),
    persons: all.flatMap(({ persons }) => persons),
    states: all.flatMap(({ states }) => states),
    verdicts: {
      verdicts: all.flatMap(({ verdicts }) => verdicts.verdicts),
      answers: all.flatMap(({ verdicts }) => verdicts.answers),
    },
    waits: { awaiting: all.flatMap(({ waits }) => waits.awaiting), deadline: all.flatMap(({ waits }) => waits.deadline) },
    below: new Map(all.flatMap(({ below }) => [...below])),
  };
}
