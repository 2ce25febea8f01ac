import type { Draft } from '#contract';
import type { Application, Entry } from '../wire.js';
import { finished, requested, started, type Sync } from './deployment.js';
import { moment } from './moment.js';
import { partsOf } from './revision.js';

/** What an entry of the history tells: a whole sync that succeeded. Without a start nothing tells it from others. */
export function fromEntry(application: Application, entry: Entry): readonly Draft[] {
  if (!entry.deployStartedAt) return [];
  const sync: Sync = { application, startedAt: entry.deployStartedAt };
  return [
    requested(sync, { parts: partsOf(entry), initiator: entry.initiatedBy, isPartial: false }),
    started(sync),
    finished(sync, { phase: 'Succeeded', at: moment(entry.deployedAt) }),
  ];
}
