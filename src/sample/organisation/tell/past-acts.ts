import { gitHubTime, type When } from '../calendar.js';
import { SAMPLE_SOURCES } from '../sources.js';
import { msOf, type Telling } from './telling.js';

interface Happened {
  /** The key of the change that it belongs to. */
  readonly change?: string;
  readonly environment?: string;
}

/** What the watch over production tells: it comes past the deployments. */
export function pastActs(telling: Telling) {
  const { said } = telling.company;
  const say = (when: When, type: string, data: object): void =>
    void said.push({ type, id: `watch-${said.length}`, at: gitHubTime(msOf(telling, when)), data });
  return {
    /** Somebody opens a shell on what runs. */
    enter: (when: When, service: string, { environment = 'production', ...more }: Happened = {}): void =>
      say(when, 'production.accessed', { by: { id: 'root' }, method: 'SHELL', service, environment, ...more }),
    /** A tool finds something that it did not expect. */
    find: (when: When, service: string, resource: string, { environment = 'production', ...more }: Happened = {}): void =>
      say(when, 'infrastructure.drifted', { resource, service, environment, ...more }),
    /** Somebody deletes a review, which GitHub tells in its log alone. */
    deleteReview: (when: When, review: { readonly id: number }): void =>
      say(when, 'evidence.removed', { about: `review:${SAMPLE_SOURCES.github}:${review.id}` }),
  };
}

/** How a rule names a service. */
export const service = (name: string): string => `service:${name}`;
