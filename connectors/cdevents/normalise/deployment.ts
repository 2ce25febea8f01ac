import { type Draft, ref } from '#contract';
import { service } from '../wire.js';
import { artifactNamed } from './artifact.js';
import { type CdEvent, contentOf, factOf, nameOf, ownName } from './cdevent.js';
import { purlOf } from './purl.js';

/**
 * A service was deployed, upgraded or rolled back: the three tell the end of a deployment that went well, and nothing of its
 * beginning. It has no id but that of the event, and no repository: the service stands for it until its artifact, by
 * digest, shows of which commits it was built.
 */
export function serviceDeployed(event: CdEvent): readonly Draft[] {
  const { environment, artifactId } = contentOf(service, event);
  const predicate = event.happened.slice(event.happened.indexOf('.') + 1);
  const subject = ref('deployment', ownName(event));
  const repository = ref('repository', nameOf(event, event.subject));
  const purl = purlOf(artifactId ?? '');
  const tag = purl?.tag ?? (purl?.sha256 ? null : (purl?.version ?? null));
  const requested = factOf(event, {
    type: 'deployment.requested',
    subject,
    happens: 'AGAIN',
    transition: 'requested',
    core: {
      repository,
      sha: null,
      environment: environment.id,
      task: predicate,
      artifactTag: tag,
      ...(predicate === 'rolledback' ? { rollback: true } : {}),
    },
    mentions: artifactNamed(artifactId),
  });
  const finished = factOf(event, {
    type: 'deployment.finished',
    subject,
    happens: 'AGAIN',
    transition: 'finished',
    core: { repository, deployment: subject, outcome: 'SUCCEEDED', statusId: '2-finished', environment: environment.id },
  });
  return [{ ...requested, occurredAt: null }, finished];
}
