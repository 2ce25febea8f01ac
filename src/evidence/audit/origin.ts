import type { Origin, RuleSaid } from './unit.js';

/** The hub's own word: a person's assertion, a step of a gap. It stands in for no tool. */
const HUB = 'changeline';

interface Ground {
  /** Null: any source. */
  readonly wanted: readonly string[] | null;
  readonly read: ReadonlySet<string>;
  /** The sources of the deployment and of the change. */
  readonly own: readonly (string | null)[];
  readonly told: readonly RuleSaid[];
}

export function originOf({ wanted, read, own, told }: Ground, cameFrom: ReadonlyMap<number, string>): Origin {
  if (wanted === null) return { unread: [], foreign: [] };
  const foreign = [...own.filter((source) => source !== null), ...told.flatMap((one) => sourcesOf(one, cameFrom))];
  return {
    unread: wanted.filter((source) => !read.has(source)),
    foreign: [...new Set(foreign)].filter((source) => isForeign(source, wanted)).sort(),
  };
}

/** What a rule said; a PASS that rests on an event of another source than policy names is none, and says why. */
export function toldFrom(said: RuleSaid, wanted: readonly string[] | null, cameFrom: ReadonlyMap<number, string>): RuleSaid {
  if (wanted === null || said.answer !== 'PASS') return said;
  const foreign = [...new Set(sourcesOf(said, cameFrom))].filter((source) => isForeign(source, wanted)).sort();
  if (foreign.length === 0) return said;
  const whose = `This rests on ${foreign.join(', ')}, and policy has the evidence of this service come from ${wanted.join(', ')}.`;
  return { ...said, answer: 'INDETERMINATE', sentence: `${said.sentence} ${whose}` };
}

function sourcesOf({ events }: RuleSaid, cameFrom: ReadonlyMap<number, string>): readonly string[] {
  return events.flatMap((seq) => cameFrom.get(seq) ?? []);
}

function isForeign(source: string, wanted: readonly string[]): boolean {
  return source !== HUB && !wanted.includes(source);
}
