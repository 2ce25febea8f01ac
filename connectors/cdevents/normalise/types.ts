import type { Draft, Normalised } from '#contract';
import { approvalClosed, approvalCreated, approvalUpdated } from './approval.js';
import { artifactKnown } from './artifact.js';
import { runFinished, runStarted } from './build.js';
import type { CdEvent } from './cdevent.js';
import { changeEnded, changeOpened } from './change.js';
import { serviceDeployed } from './deployment.js';
import { incidentOpened, incidentResolved } from './incident.js';
import { branchMoved, repositoryNamed } from './source-code.js';
import { testFinished } from './test-run.js';
import { ticketClosed, ticketCreated, ticketUpdated } from './ticket.js';
import { reasonToIgnore } from './unsupported.js';

/** Events, or the reason why there are none. */
export type Reader = (event: CdEvent) => readonly Draft[] | string;

/** Every type of CDEvents that Changeline reads, of whatever version; the others are named in `unsupported.ts`. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['pipelinerun.started', runStarted],
  ['pipelinerun.finished', runFinished],
  ['taskrun.started', runStarted],
  ['taskrun.finished', runFinished],
  ['build.started', runStarted],
  ['build.finished', runFinished],
  ['testcaserun.finished', testFinished],
  ['testcaserun.skipped', testFinished],
  ['testsuiterun.finished', testFinished],
  ['artifact.packaged', artifactKnown],
  ['artifact.published', artifactKnown],
  ['service.deployed', serviceDeployed],
  ['service.upgraded', serviceDeployed],
  ['service.rolledback', serviceDeployed],
  ['incident.detected', incidentOpened],
  ['incident.reported', incidentOpened],
  ['incident.resolved', incidentResolved],
  ['change.created', changeOpened],
  ['change.merged', changeEnded],
  ['change.abandoned', changeEnded],
  ['repository.created', repositoryNamed],
  ['repository.modified', repositoryNamed],
  ['branch.created', branchMoved],
  ['branch.deleted', branchMoved],
  ['ticket.created', ticketCreated],
  ['ticket.updated', ticketUpdated],
  ['ticket.closed', ticketClosed],
  ['approval.created', approvalCreated],
  ['approval.updated', approvalUpdated],
  ['approval.closed', approvalClosed],
]);

export function fromCdEvent(event: CdEvent): Normalised {
  const said = READERS.get(event.happened)?.(event) ?? reasonToIgnore(event);
  return typeof said === 'string' ? { ignored: said } : { events: said };
}
