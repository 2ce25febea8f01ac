import type { Instant, Verdict } from '#contract';
import { badInput } from '../access/index.js';
import type { Hub } from './hub.js';
import type { Intended } from './supposed.js';
import type { VerdictRow } from './verdict.js';

const REVISION = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The rules as if a deployment of the revision to the environment started now, by rule and subject; nothing is written. */
export async function readinessOf(hub: Pick<Hub, 'readiness'>, intended: Intended): Promise<readonly VerdictRow[]> {
  if (!REVISION.test(intended.revision)) {
    throw badInput(
      `"${intended.revision.slice(0, 80)}" is no revision: it is a full commit id, 40 or 64 small hex digits, as \`git rev-parse HEAD\` says it.`,
    );
  }
  const said = await hub.readiness(intended);
  if (typeof said === 'string') throw badInput(said);
  const rows = said.verdicts.map((verdict) => rowOf(verdict, said.at));
  const key = ({ rule, subject }: VerdictRow) => `${rule} ${subject}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** It stands nowhere, and opens no gap. */
function rowOf(verdict: Verdict, at: Instant): VerdictRow {
  return { ...verdict, unit: verdict.subject.split(' ')[0] ?? '', recordedFrom: at, recordedTo: null, cause: 'FACT', settlesAt: null };
}
