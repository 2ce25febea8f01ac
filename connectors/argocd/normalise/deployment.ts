import { type Draft, type Interval, type Mention, ref, type RefMark } from '#contract';
import type { Application, Initiator } from '../wire.js';
import { digestMentions, imagesIn, tagIn } from './images.js';
import { moment } from './moment.js';
import { starterOf, triggerOf } from './people.js';
import { configurationOf, isCommit, mainPart, type Part, repositoryOf } from './revision.js';

/** One sync of one application: the same in the operation's state and in the history. */
export interface Sync {
  readonly application: Application;
  /** As Argo CD wrote it; of an application no two syncs run at a time. */
  readonly startedAt: string;
}

/** `/applications` stays as it is while an application lives; its destination can be changed, and is what is seen. */
export function environmentOf({ metadata }: Application): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** The application's uid and the second of the start: an application that is made again has another uid. */
export function deploymentOf({ application, startedAt }: Sync): RefMark {
  return ref('deployment', deploymentId(application.metadata.uid, startedAt));
}

export function deploymentId(uid: string, startedAt: string): string {
  return `${uid}@${moment(startedAt).from.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

export interface Asked {
  readonly parts: readonly Part[];
  readonly initiator: Initiator | null | undefined;
  /** Limited to some of the resources. */
  readonly isPartial: boolean;
}

export function requested(sync: Sync, { parts, initiator, isPartial }: Asked): Draft {
  const main = mainPart(parts);
  const images = imagesIn(parts);
  const tag = tagIn(images);
  const trigger = triggerOf(initiator);
  return {
    ...factOf(sync, 'requested'),
    type: 'deployment.requested',
    core: {
      ...(main?.source.repoURL ? { repository: ref('repository', repositoryOf(main.source)) } : {}),
      ...(main === null ? {} : { configuration: configurationOf(parts) }),
      ...(main !== null && isCommit(main) ? { sha: main.revision, repositoryUrl: repositoryOf(main.source) } : {}),
      environment: environmentOf(sync.application),
      creator: starterOf(initiator),
      ...(tag === null ? {} : { artifactTag: tag }),
      ...(trigger === null ? {} : { trigger }),
      ...(isPartial ? { partial: true } : {}),
    },
    seen: placeOf(sync.application),
    mentions: [...commitMentions(parts), ...digestMentions(images, 'kustomize.images')],
  };
}

/** Candidates: the commits lie in the repositories of another source. */
function commitMentions(parts: readonly Part[]): readonly Mention[] {
  const commits = [...new Set(parts.filter(isCommit).map(({ revision }) => revision))];
  return commits.map((text) => ({ names: { kind: 'commit', text }, method: 'RELATION', place: 'revision' }));
}

function placeOf({ spec: { project, destination } }: Application) {
  const cluster = destination?.name || destination?.server;
  return { project: project ?? null, cluster: cluster ?? null, namespace: destination?.namespace ?? null };
}

export function started(sync: Sync): Draft {
  const deployment = deploymentOf(sync);
  return {
    ...factOf(sync, 'started'),
    type: 'deployment.started',
    core: { deployment, statusId: '1-started', environment: environmentOf(sync.application) },
  };
}

export interface End {
  readonly phase: 'Succeeded' | 'Failed' | 'Error';
  /** When the operation ended, or the history was written: Argo CD takes the time twice. */
  readonly at: Interval | null;
}

export function finished(sync: Sync, { phase, at }: End): Draft {
  const fact = factOf(sync, 'finished');
  const outcome = phase === 'Succeeded' ? 'SUCCEEDED' : 'FAILED';
  return {
    ...fact,
    identity: { ...fact.identity, discriminator: [phase] },
    type: 'deployment.finished',
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { deployment: deploymentOf(sync), outcome, state: phase, statusId: '2-finished', environment: environmentOf(sync.application) },
  };
}

function factOf(sync: Sync, transition: string) {
  const at = moment(sync.startedAt);
  return {
    subject: deploymentOf(sync),
    identity: { kind: 'sync', natural: [sync.application.metadata.uid, at.from], transition },
    occurredAt: at,
    timeFrom: 'CORE' as const,
  };
}
