import type { Interval } from '#contract';
import { type ForcedAway, isSwitchedOn, judgeHistory } from '../controls/index.js';
import { type History, policyAt, rangeOf, Reach, releaseBranchesOf, type Truth } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import type { Awaited } from './awaits.js';
import type { Derived } from './derived.js';
import { loadDeployedOf, loadMergedOf, loadMoves, type Move } from './load/moves.js';
import type { Moment } from './moment.js';
import { standingVerdicts, verdictRows, writeVerdicts } from './write/verdicts.js';
import { standingWaits, writeWaiting } from './write/waiting.js';

/** So many commits that were not read are waited for; when one comes, the next are. */
const NAMED = 50;

/** The collection under which it waits for any deployment of the repository. */
export const DEPLOYED = 'deployed';

/** What is judged together: a repository of which a branch was forced. */
export function isHistoryUnit(unit: string): boolean {
  return unit.startsWith('repository:');
}

/** Judges what was forced away from the release branches of these repositories. */
export async function judgeHistories(moment: Moment, repositories: readonly string[]): Promise<void> {
  const { tx } = moment;
  const units = [...new Set(repositories)].sort();
  if (units.length === 0) return;
  const derived = [];
  for (const unit of units) derived.push(await evaluateHistory(moment, unit));
  const [verdicts, waits] = await together([standingVerdicts(tx, units), standingWaits(tx, units)]);
  writeWaiting(tx, waits, derived);
  writeVerdicts(moment, verdicts, await verdictRows(moment, derived));
}

/** What the rules say of what was forced away from the release branches of a repository. */
export async function evaluateHistory({ tx, state, at }: Moment, unit: string) {
  const inForce = policyAt(await state.policies(tx), null);
  const { info, coverage } = (await state.repositories(tx, [unit])).get(unit)!;
  const releaseBranches = releaseBranchesOf(info.name, info.defaultBranch, inForce.policy);
  // Also where nobody asks now: another policy may, and then it is judged again.
  const awaits = branchesAwaited(unit, releaseBranches);
  const base = { unit, inForce, deadlines: [] };
  if (releaseBranches === null || !isSwitchedOn('rewritten-history', inForce.policy)) return { ...base, verdicts: [], awaits };
  const history = await state.history(tx, unit);
  const { candidates, unread, isThere } = forcedAway(await loadMoves(tx, unit, releaseBranches), history);
  const shas = [...candidates.keys()];
  const [deployed, merged] = await together([loadDeployedOf(tx, unit, shas), loadMergedOf(tx, unit, shas, releaseBranches)]);
  const commits = [...candidates].flatMap(([sha, { branch, at: forced, seq }]): ForcedAway[] => {
    const [deployments, pulls] = [deployed.get(sha) ?? [], merged.get(sha) ?? []];
    if (deployments.length === 0 && pulls.length === 0) return [];
    const mergedFrom = pulls.flatMap(({ number }) => number ?? []);
    const events = [seq, ...pulls.flatMap(({ seq: of }) => of ?? [])];
    return [{ sha, branch, at: forced, isThere: isThere(sha), deployments, mergedFrom, events }];
  });
  const repositoryName = info.name ?? unit;
  const branches = { scope: unit, label: `branches of ${repositoryName}`, collection: 'branches', known: coverage.get('branches') ?? null };
  const verdicts = judgeHistory({ repository: unit, repositoryName, releaseBranches, inForce, commits, branches, at });
  const of = (collection: string, items: readonly string[]) => items.map((item) => ({ scope: unit, collection, item, upTo: null }));
  const missing = verdicts
    .flatMap((verdict) => verdict.missing)
    .map(({ scope, collection, upTo }) => ({ scope, collection, item: '', upTo }));
  const all = [...awaits, ...of('commit', unread.slice(0, NAMED)), ...of('merge', ['']), ...missing];
  return { ...base, verdicts, awaits: distinct(all) };
}

function branchesAwaited(scope: string, branches: readonly string[] | null): readonly Awaited[] {
  const moved = (branches ?? ['']).map((item) => ({ scope, collection: 'branch', item, upTo: null }));
  return [...moved, { scope, collection: DEPLOYED, item: '', upTo: null }];
}

/** One collection is waited for up to the first of the moments that are asked for. */
function distinct(all: readonly Awaited[]): readonly Awaited[] {
  const sooner = [...all].sort((a, b) => ((b.upTo ?? '') < (a.upTo ?? '') ? -1 : 1));
  return [...new Map(sooner.map((one) => [`${one.scope} ${one.collection} ${one.item}`, one])).values()];
}

interface Forced {
  readonly branch: string;
  readonly at: Interval | null;
  readonly seq: number;
}

interface ForcedFrom {
  readonly candidates: ReadonlyMap<string, Forced>;
  readonly unread: readonly string[];
  readonly isThere: (sha: string) => Truth;
}

/** All that a branch was ever forced away from, and whether it stands on one of them now. */
function forcedAway(moves: readonly Move[], { graph, generations }: History): ForcedFrom {
  const candidates = new Map<string, Forced>();
  const unread = new Set<string>();
  for (const { branch, before, after, isForced, from, to, seq } of moves) {
    if (!isForced || before === '') continue;
    const forced = { branch, at: from !== null && to !== null ? { from, to } : null, seq };
    const [head, base] = [graph.indexOf(before), graph.indexOf(after)];
    for (const [sha, index] of [
      [before, head],
      [after, base],
    ] as const)
      if (index < 0) unread.add(sha);
    const range = head < 0 || base < 0 ? null : rangeOf(graph, generations, head, base);
    range?.pending.forEach((sha) => unread.add(sha));
    for (const sha of [before, ...(range?.carries ?? []).map((index) => graph.shaOf(index))]) candidates.set(sha, forced);
  }
  const heads = [...new Map(moves.map(({ branch, after }) => [branch, after])).values()].filter((sha) => sha !== '');
  const now = new Reach(graph);
  heads.forEach((sha) => now.addHead(sha));
  const isThere = (sha: string): Truth => (heads.includes(sha) || now.has(graph.indexOf(sha)) ? 'YES' : now.isWhole ? 'NO' : 'UNKNOWN');
  return { candidates, unread: [...unread, ...now.waitingFor].sort(), isThere };
}

/** Of the repositories of these deployments those that are judged so: what was forced away may have been deployed just now. */
export async function historiesOf(tx: Transaction, derived: readonly Derived[]): Promise<readonly string[]> {
  const scopes = [...new Set(derived.flatMap(({ facts }) => facts.repository ?? []))];
  if (scopes.length === 0) return [];
  const rows = await tx<{ unit: string }[]>`
    select distinct unit from awaiting where scope = any(${scopes}) and collection = ${DEPLOYED}`;
  return rows.map(({ unit }) => unit);
}
