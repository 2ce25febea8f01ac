import { createHash } from 'node:crypto';
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
  };
}
