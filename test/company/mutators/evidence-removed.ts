import type { Mutator } from '../mutator.js';
import type { Saying } from '../beside.js';
import type { Expectation } from '../plan.js';
import { ANYBODY } from '../policy.js';
import { type Chosen, chosen, endOf } from './choose.js';
import { ofPairs } from './expect.js';

type About = Saying['about'] | null;

/** Somebody tells that something a change rests on was deleted. */
function removed(name: string, what: (one: Chosen) => About, answer: Expectation['answer'] = 'GAP', by?: string): Mutator {
  return {
    name: `${name} was deleted at its source`,
    apply(unit, random) {
      const one = chosen(unit, random);
      const about = what(one);
      if (!about) return false;
      unit.sayings = [{ type: 'evidence.removed', at: endOf(unit) + 300, data: {}, about, ...(by === undefined ? {} : { by }) }];
      ofPairs(unit, 'evidence-removed', answer, one.change);
      return true;
    },
  };
}

/** "A ticket, pull request, review or approval that `I` rests on was deleted at its source." */
export const evidenceRemoved: readonly Mutator[] = [
  removed('its pull request', ({ pull }) => pull),
  removed('the review of its pull request', ({ pull }) => pull.reviews[0] ?? null),
  removed('its approval', ({ ticket }) => (ticket.project === 'OPS' ? (ticket.decisions[0] ?? null) : null)),
  removed('says somebody whose word does not count, its pull request', ({ pull }) => pull, 'PASS', ANYBODY),
];
