import { ring, uuid7 } from '../../inbox/index.js';
import type { Claim } from '../poll/awaited.js';
import { keepPage } from '../poll/keep-page.js';
import type { Poller } from '../poll/poller.js';
import { lookUpMissing } from './deletions.js';
import { bellsOf, scopeOf, type Ground } from './ground.js';
import { moveSweep } from './progress.js';
import { agreed, type Differences, type Sweep } from './sweep.js';

const DAILY_MS = 24 * 3_600_000;
const AGAIN_MS = 10 * 60_000;

/** What is missing here is read; what two sweeps lack there, and nobody can read, was deleted. */
export async function conclude(poller: Poller, ground: Ground, sweep: Sweep): Promise<void> {
  const { source, polling } = poller;
  const looked = await lookUpMissing(poller, ground, sweep);
  const missingThere = sweep.found.missingThere.filter((id) => !looked.elsewhere.includes(id));
  const concluded = { ...sweep, found: { ...sweep.found, missingThere }, elsewhere: [...sweep.elsewhere, ...looked.elsewhere] };
  const at = { source: source.name, stream: ground.name };
  await polling.runtime.sql.begin(async (tx) => {
    await ring(tx, source.name, bellsOf(ground, sweep.found.missingHere));
    await keepPage(tx, at, looked);
    await moveSweep(tx, at, { sweep: concluded, isOver: true, nextMs: nextMs(concluded, looked.deleted.length) });
  });
  tell(poller, ground, stateOf(ground, concluded));
}

/** Soon again while one sweep alone found a difference, or after a deletion was recorded. */
function nextMs(sweep: Sweep, deletions: number): number {
  const { missingHere, missingThere } = agreed(sweep);
  const isAgreed = missingHere.length === sweep.found.missingHere.length && missingThere.length === sweep.found.missingThere.length;
  return isAgreed && deletions === 0 ? DAILY_MS : AGAIN_MS;
}

/** Null while one sweep alone found a difference: then it stays with what was said before. */
function stateOf(ground: Ground, sweep: Sweep): Pick<Claim, 'state' | 'reason'> | null {
  if (sweep.found.missingHere.length + sweep.found.missingThere.length === 0) return { state: 'COMPLETE' };
  const both = agreed(sweep);
  if (both.missingHere.length + both.missingThere.length === 0) return null;
  return { state: 'DIFFERS', reason: sentenceOf(ground, both) };
}

const MOST_NAMED = 20;

function sentenceOf({ roots }: Ground, { missingHere, missingThere }: Differences): string {
  const named = (ids: readonly string[]) =>
    `${String(ids.length)} (${ids.slice(0, MOST_NAMED).join(', ')}${ids.length > MOST_NAMED ? ' …' : ''})`;
  const parts = [
    ...(missingHere.length > 0 ? [`the tool lists ${named(missingHere)} that the hub could not read`] : []),
    ...(missingThere.length > 0 ? [`the hub has ${named(missingThere)} that the tool does not list`] : []),
  ];
  return `Of ${roots.kind}, by id, ${parts.join(', and ')}. Look for a permission that was taken away, or for quarantined records.`;
}

export function tell({ polling, source, http }: Poller, ground: Ground, said: Pick<Claim, 'state' | 'reason'> | null): void {
  if (said === null) return;
  polling.coverage.claim({
    source: source.name,
    stream: ground.name,
    claims: [{ scope: scopeOf(ground), collection: `census:${ground.roots.kind}`, ...said }],
    upToDelivery: uuid7(),
    digests: null,
    clockOffsetMs: http.clockOffsetMs(),
  });
}
