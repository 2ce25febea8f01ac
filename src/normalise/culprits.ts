import { LedgerBroken } from '#contract';
import type { Transaction } from '../db/pool.js';
import { databaseTrouble, type Runtime } from '../inbox/index.js';
import { refusedByDatabase } from './end-of.js';
import type { Work } from './work.js';
import { write } from './write.js';

/** One record of one delivery. */
interface Unit {
  readonly work: Work;
  readonly position: number;
}

class OnlyTried extends Error {}

/** Whether some value of a batch caused the error, so that another try would fail as well. */
export function isOfTheData(error: unknown): boolean {
  if (error instanceof LedgerBroken) return false;
  const trouble = databaseTrouble(error);
  return trouble === null || trouble === 'DATA';
}

/** The same work with each record that cannot be written quarantined, found by halving: some log2(n) tries for each. */
export async function withoutCulprits(tx: Transaction, works: readonly Work[], runtime: Runtime): Promise<Work[]> {
  const units = works.flatMap((work) => work.ends.map((_, position) => ({ work, position })));
  const reasons = await bisect(tx, units, runtime);
  const cured = works.map((work) => ({
    ...work,
    ends: work.ends.map((end, position) => cure(end, reasons.get(keyOf({ work, position })))),
  }));
  const still = await attempt(tx, cured, runtime);
  return still === null ? cured : cured.map((work) => givenUp(work, still));
}

/** Each of them can be written and together they cannot: none is, and all can be replayed. */
function givenUp(work: Work, why: string): Work {
  return { ...work, doorbells: [], ends: work.ends.map((end) => cure(end, end.state === 'EVENTS' ? why : undefined)) };
}

function cure(end: Work['ends'][number], why: string | undefined): Work['ends'][number] {
  return why === undefined ? end : refusedByDatabase(end, why);
}

async function bisect(tx: Transaction, units: readonly Unit[], runtime: Runtime): Promise<Map<string, string>> {
  if (units.length === 0) return new Map();
  const why = await attempt(tx, onlyThese(units), runtime);
  if (why === null) return new Map();
  const [first] = units;
  if (first && units.length === 1) return new Map([[keyOf(first), why]]);
  const half = Math.ceil(units.length / 2);
  const left = await bisect(tx, units.slice(0, half), runtime);
  const right = await bisect(tx, units.slice(half), runtime);
  return new Map([...left, ...right]);
}

/** Writes and takes it back. Null when it could be written, else why not; errors that pass are thrown. */
async function attempt(tx: Transaction, works: readonly Work[], runtime: Runtime): Promise<string | null> {
  try {
    await tx.savepoint(async (inner) => {
      await write(inner, works, runtime);
      throw new OnlyTried();
    });
  } catch (error) {
    if (error instanceof OnlyTried) return null;
    if (!isOfTheData(error)) throw error;
    return error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : 'unknown';
  }
  return null;
}

function onlyThese(units: readonly Unit[]): Work[] {
  const works = new Map<Work, Unit[]>();
  for (const unit of units) works.set(unit.work, [...(works.get(unit.work) ?? []), unit]);
  return [...works].map(([work, own]) => ({
    ...work,
    ends: own.flatMap((unit) => work.ends[unit.position] ?? []),
  }));
}

function keyOf(unit: Unit): string {
  return `${unit.work.delivery.id} ${unit.position}`;
}
