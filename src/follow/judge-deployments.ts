import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { turn } from '../db/turn.js';
import { bringsNothing } from './awaits.js';
import type { Derived } from './derived.js';
import { evaluateAll } from './evaluate.js';
import { judgedByBringers } from './first-brought.js';
import { withLater } from './later.js';
import { loadDeployments } from './load/deployments.js';
import type { Moment } from './moment.js';
import { loadWritten, placeRuns } from './place.js';
import { LINK, writeLinks } from './write/links.js';
import { CHANGE, RANGE, type TouchedChanges, writeRanges } from './write/ranges.js';
import type { Ahead } from './write/standing.js';
import { standingVerdicts, verdictRows, writeVerdicts } from './write/verdicts.js';
import { currentRows } from './write/versions.js';
import { standingWaits, writeWaiting } from './write/waiting.js';

interface JudgedDeployments {
  readonly derived: readonly Derived[];
  /** The tickets that they carry or take out, or did until now. */
  readonly linked: ReadonlySet<string>;
  /** The changes without a ticket that they make, or made until now. */
  readonly ticketless: ReadonlySet<string>;
  /** Those of them that take others' commits out. */
  readonly takers: readonly string[];
}

const NOTHING_JUDGED: JudgedDeployments = { derived: [], linked: new Set(), ticketless: new Set(), takers: [] };

/**
 * Judges these deployments, and those whose base, bringer or shared change they are; writes all that differs. What stands of the changes
 * to which they lead is asked for meanwhile (`ahead`), before their verdicts are written: the next is computed while these are.
 */
export async function judgeDeployments(moment: Moment, named: readonly string[], ahead: Ahead): Promise<JudgedDeployments> {
  const { tx, at } = moment;
  if (named.length === 0) return NOTHING_JUDGED;
  const names = [...named].sort();
  const [facts, written] = await together([loadDeployments(tx, names), loadWritten(tx, names)]);
  const followers = await placeRuns(moment, facts, written);
  const all = [...facts, ...(await loadDeployments(tx, followers))];
  const [derived, before] = await together([
    evaluateAll({ ...moment, foresee: (changes) => ahead.foresee(changes) }, all),
    standingOf(
      tx,
      all.map(({ deployment }) => deployment),
    ),
  ]);
  if (derived.length === 0) return NOTHING_JUDGED;
  // Each to tables of its own, and all on one connection.
  const [linked, touched] = await together([writeLinks({ tx, at }, before.links, derived), writeRanges(moment, before, derived)]);
  moment.nearby.written();
  const shared = { ...touched, moved: [...touched.moved, ...touched.joined], left: linked.left };
  const tickets = new Set([...linked.all, ...touched.takenOut]);
  // Asked together with who waits for a bringer, and before verdicts are written: it is at hand when it is wanted.
  moment.nearby.foresee([...tickets]);
  const settled = await withLater(moment, await withBringers(moment, derived, touched), shared);
  const stood = await standingOfMore(tx, before, derived, settled);
  const verdicts = await verdictRows(moment, settled);
  writeWaiting(tx, stood.waits, settled);
  writeVerdicts(moment, stood.verdicts, verdicts);
  await turn();
  return {
    derived: settled,
    linked: tickets,
    ticketless: touched.ticketless,
    takers: touched.takers,
  };
}

type Standing = Awaited<ReturnType<typeof standingOf>>;

/** What stands of these deployments until now. */
async function standingOf(tx: Transaction, names: readonly string[]) {
  const ranges = await currentRows(tx, RANGE, names);
  // What was ever judged has a range; of anything else nothing stands.
  const known = ranges.map((row) => String(row['deployment']));
  const [links, changes, verdicts, waits] = await together([
    currentRows(tx, LINK, known),
    currentRows(tx, CHANGE, known),
    standingVerdicts(tx, known),
    standingWaits(tx, known),
  ]);
  return { links, ranges, changes, verdicts, waits };
}

/** The verdicts and waits that stand, also of those that were judged because what they rest on moved. */
async function standingOfMore(
  tx: Transaction,
  before: Standing,
  derived: readonly Derived[],
  settled: readonly Derived[],
): Promise<Pick<Standing, 'verdicts' | 'waits'>> {
  const known = new Set(derived.map(({ unit }) => unit));
  const others = settled.map(({ unit }) => unit).filter((unit) => !known.has(unit));
  if (others.length === 0) return before;
  const [verdicts, waits] = await together([standingVerdicts(tx, others), standingWaits(tx, others)]);
  return {
    verdicts: {
      verdicts: [...before.verdicts.verdicts, ...verdicts.verdicts],
      answers: [...before.verdicts.answers, ...verdicts.answers],
    },
    waits: {
      awaiting: [...before.waits.awaiting, ...waits.awaiting],
      deadline: [...before.waits.deadline, ...waits.deadline],
    },
  };
}

/** What brings nothing is judged by who first brought its revision, and that may have been found out just now. */
async function withBringers(moment: Moment, derived: readonly Derived[], { moved, carried }: TouchedChanges): Promise<readonly Derived[]> {
  const mayBe = ({ contents, byPaths, facts }: Derived) =>
    bringsNothing(contents) &&
    (byPaths === true || carried.some(({ repository, sha }) => sha === facts.sha && repository === facts.repository));
  const waiting = new Set([...(await judgedByBringers(moment.tx, carried)), ...derived.filter(mayBe).map(({ unit }) => unit)]);
  if (waiting.size === 0 || moved.every((one) => waiting.has(one))) return derived;
  const settled = await evaluateAll(moment, await loadDeployments(moment.tx, [...waiting].sort()));
  return [...new Map([...derived, ...settled].map((one) => [one.unit, one])).values()];
}
