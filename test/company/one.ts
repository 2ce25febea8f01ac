import { judged } from './arrival.js';
import { differencesOf } from './differences.js';
import { historyOf } from './history.js';
import { FRESH, MUTATORS } from './mutators/index.js';
import type { Mutator } from './mutator.js';
import type { TestServer } from '../setup/server.js';
import type { Variant } from './variant.js';
import { VARIANTS } from './variants.js';

/** One company. */
export interface Asked {
  readonly server: TestServer;
  readonly seed: number;
  readonly changes: number;
  /** Only what is named so, or so (`a|b`), for looking into a difference. */
  readonly only: string;
  readonly variant: string | null;
}

export interface Found {
  readonly changes: number;
  readonly variant: string;
  /** `rule subject ANSWER` */
  readonly labelled: readonly string[];
  readonly found: readonly string[];
  readonly differences: readonly string[];
  readonly megabytes: number;
}

/** Every fourth company is of a variant; its seed alone says which, so that a run may be cut into pieces. */
function variantOf({ seed, variant }: Asked): Variant | null {
  if (variant !== null) return VARIANTS.find(({ name }) => name.includes(variant)) ?? null;
  return seed % 4 === 3 ? (VARIANTS[((seed - 3) / 4) % VARIANTS.length] ?? null) : null;
}

async function foundIn(asked: Asked): Promise<Found> {
  const { seed, changes, only, server } = asked;
  const variant = variantOf(asked);
  const isWanted = ({ name }: Mutator) => only.split('|').some((part) => name.includes(part));
  const mutators = only === '' && variant ? variant.mutators : MUTATORS.filter(isWanted);
  const fresh = variant && only === '' ? (variant.fresh ?? []) : FRESH.filter(isWanted);
  const history = historyOf({ seed, changes, mutators, fresh, variant, from: seed * 17 });
  const said = await judged(history, server);
  return {
    changes: history.units.reduce((sum, unit) => sum + unit.changes.length, 0),
    variant: variant?.name ?? 'all is read',
    labelled: [...said.labels.now.bad.keys()],
    found: [...said.verdicts.keys()],
    differences: differencesOf(said),
    megabytes: Math.round(process.memoryUsage.rss() / 1e6),
  };
}

/** One after the other, until the asking process lets go. */
process.on('message', (asked: Asked) => {
  foundIn(asked).then(
    (found) => process.send?.(found),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
