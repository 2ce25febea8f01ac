import { createHash } from 'node:crypto';
import type { Deployment, DeploymentState } from '../../github/deployment.js';
import { fullName } from '../../github/world.js';
import { gitHubTime, type When } from '../calendar.js';
import type { RepositoryName } from '../repositories.js';
import { SAMPLE_SOURCES } from '../sources.js';
import { headOf } from './code.js';
import { msOf, type Telling } from './telling.js';

/** What is built. */
export function buildActs(telling: Telling) {
  const { company } = telling;
  return {
    /** An image of what the main branch is at, with its provenance; its name and digest, as manifests write them. */
    build: (when: When, of: RepositoryName): string => {
      const repository = company.repositories[of];
      const [sha, at] = [headOf(repository), gitHubTime(msOf(telling, when))];
      const [name, id] = [`registry.acme.example/${of}`, `${of}-${sha.slice(0, 12)}`];
      const digest = `sha256:${createHash('sha256')
        .update(`${fullName(repository)}@${sha}`)
        .digest('hex')}`;
      const ground = `${SAMPLE_SOURCES.github}:${repository.id}`;
      const from = { commits: [`commit:${ground}:${sha}`], build: `build:${SAMPLE_SOURCES.builds}:${id}` };
      const made = { repository: `repository:${ground}`, sha, name: `Image of ${of}`, conclusion: 'SUCCESS' };
      company.said.push(
        { type: 'build.finished', id, at, data: made },
        { type: 'artifact.published', id: digest, at, data: { digest, name, ...from, provenance: 'https://slsa.dev/provenance/v1' } },
      );
      return `${name}@${digest}`;
    },
    /** The pipeline that made a deployment says which image it runs: `name@sha256:…`, or a name with a tag. */
    ran: (image: string, of: RepositoryName, { id, sha, environment, statuses, createdAt }: Deployment): void => {
      const at = (state: DeploymentState) => statuses.find((status) => status.state === state)?.createdAt ?? createdAt;
      const named = image.includes('@') ? { artifact: image.slice(image.indexOf('@') + 1) } : { artifactTag: image };
      const data = { repository: `repository:${SAMPLE_SOURCES.github}:${company.repositories[of].id}`, sha, environment, ...named };
      const run = `run-${id}`;
      company.said.push(
        { type: 'deployment.requested', id: run, at: createdAt, data },
        { type: 'deployment.started', id: run, at: at('in_progress'), data: {} },
        { type: 'deployment.finished', id: run, at: at('success'), data: { outcome: 'SUCCEEDED' } },
      );
    },
  };
}
