import { createHash } from 'node:crypto';
import { applicationObject } from '../../../argocd/world.js';
import { gitHubTime, type When } from '../../calendar.js';
import { REPOSITORY_URL } from '../../estate.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { msOf, type Telling } from '../telling.js';

const IMAGE = 'registry.acme.example/shipping';

/** How shipping comes from GitLab to production: built by Jenkins, deployed by Argo CD. */
export function deliveryActs(telling: Telling) {
  const { company } = telling;
  const { builds, application, shipping } = company.estate;
  /** Its build, by its ref. */
  const built = (ms: number, sha: string): string => {
    const number = builds.length + 1;
    const build = { number, timestamp: ms, queueId: 1_000 + number, result: 'SUCCESS' } as const;
    builds.push({ ...build, checkout: { sha, url: REPOSITORY_URL }, tests: { failed: 0, total: 214 } });
    return `build:${SAMPLE_SOURCES.jenkins}:${String(number)}-${String(ms)}-${String(build.queueId)}`;
  };
  return {
    /** Jenkins tests a commit and builds its image, and the builder says what it was made from; the image, with its digest. */
    buildImage: (when: When, sha: string): string => {
      const ms = msOf(telling, when);
      const digest = `sha256:${createHash('sha256').update(`acme/shipping@${sha}`).digest('hex')}`;
      const from = { commits: [`commit:${SAMPLE_SOURCES.gitlab}:${String(shipping.id)}:${sha}`], build: built(ms, sha) };
      const data = { digest, name: IMAGE, ...from, provenance: 'https://slsa.dev/provenance/v1' };
      company.said.push({ type: 'artifact.published', id: digest, at: gitHubTime(ms + 60_000), data });
      return `${IMAGE}@${digest}`;
    },
    /** Argo CD syncs a revision that names an image, in half a minute; the deployment. */
    sync: (when: When, revision: string, image: string): string => {
      const ms = msOf(telling, when);
      const [startedAt, finishedAt] = [gitHubTime(ms), gitHubTime(ms + 30_000)];
      application.operations.push({ startedAt, finishedAt, phase: 'Succeeded', revision, by: null, images: [`${IMAGE}=${image}`] });
      company.send(() => ({ tool: 'argocd', body: { app: applicationObject(application) } }));
      const compact = startedAt.replace(/[-:]/g, '');
      return `deployment:${SAMPLE_SOURCES.argocd}:${application.uid}@${compact}`;
    },
  };
}
