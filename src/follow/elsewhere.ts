import type { Policy } from '#contract';
import type { OtherRun } from '../controls/index.js';
import { placeOf } from '../correlate/index.js';
import type { Places } from './places.js';

/** Where else the revision of a deployment was deployed, and how that ended. */
export function elsewhere(places: Places, deployment: string, policy: Policy): readonly OtherRun[] {
  return places.alike(deployment).flatMap(({ run, events }) => {
    const { deployment: other, source, start, end, outcome, environment } = run;
    if (start === null) return [];
    return [
      {
        deployment: other,
        source,
        environment: placeOf(environment, policy).environment,
        start: start.at,
        end: end?.at ?? null,
        outcome,
        events,
      },
    ];
  });
}
