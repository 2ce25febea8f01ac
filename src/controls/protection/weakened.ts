import { type Interval, microsOf } from '#contract';
import type { ProtectionFact } from './facts.js';
import type { LooserSetting } from './looser-github.js';
import { isLooser, looserIn, type Settings, settingsBefore, settingsOf } from './settings.js';

/** A time in which what protects a branch was looser than before. */
export interface Weakening {
  readonly branch: string;
  /** When it became so. */
  readonly from: Interval;
  /** When all of it was as strict again; null: it is not known to be. */
  readonly until: Interval | null;
  readonly lost: readonly LooserSetting[];
  /** Nothing protects it any more. */
  readonly isRemoved: boolean;
  readonly seqs: readonly number[];
}

interface State {
  readonly at: Interval;
  readonly settings: Settings;
  readonly fact: ProtectionFact;
}

/** Every time in which a branch was protected less than before, by readings of it and by what was told of rules for it, the earliest first. */
export function weakeningsOf(facts: readonly ProtectionFact[], branch: string, defaultBranch: string | null): readonly Weakening[] {
  const read = facts.filter((fact) => fact.branch === branch).sort((a, b) => a.seq - b.seq);
  const states = inOrder(read.map(stateOf));
  const byReading = periods(branch, states);
  const rules = [...new Set(facts.flatMap(({ rule }) => rule ?? []))].sort();
  const byRule = rules.flatMap((rule) => periods(branch, statesOfRule(facts, rule, branch, defaultBranch)));
  const told = byRule.map((one) => withReadings(one, states));
  const alone = byReading.filter((one) => !told.some((other) => explains(other, one)));
  return [...told, ...alone].sort((a, b) => microsOf(a.from.from) - microsOf(b.from.from));
}

function stateOf(fact: ProtectionFact): State {
  return { at: fact.at, settings: settingsOf(fact.said), fact };
}

/** A rule as it was told of, in order of its times; where it no longer names the branch, it protects it no longer. */
function statesOfRule(facts: readonly ProtectionFact[], rule: string, branch: string, defaultBranch: string | null): readonly State[] {
  const own = facts.filter((fact) => fact.rule === rule).sort((a, b) => microsOf(a.at.to) - microsOf(b.at.to) || a.seq - b.seq);
  const names = own.map((fact) => coversBranch(fact, branch, defaultBranch));
  if (!names.includes(true)) return [];
  const states = inOrder(
    own.map((fact, nth) => (names[nth] ? stateOf(fact) : { ...stateOf(fact), settings: settingsBefore({ rules: [] }) })),
  );
  const [first] = own;
  // Nothing was told of it before: the deletion says what it had been.
  const isLost = first?.said['action'] === 'DELETED' && states[0] !== undefined;
  return isLost ? [{ ...states[0]!, settings: settingsBefore(first.said) }, ...states] : states;
}

/** What has no time of its own came after what it follows. */
function inOrder(states: readonly State[]): readonly State[] {
  return states.map((state, nth) => {
    const before = states[nth - 1]?.at.to;
    const isLater = before !== undefined && before > state.at.from && before < state.at.to;
    return isLater ? { ...state, at: { from: before, to: state.at.to } } : state;
  });
}

/** Each step that loosens begins a time; it ends with the first later step that has all of it again. */
function periods(branch: string, states: readonly State[]): readonly Weakening[] {
  return states.flatMap((state, nth) => {
    const before = states[nth - 1];
    const lost = before ? looserIn(state.fact.tool, before.settings, state.settings) : [];
    if (!before || lost.length === 0) return [];
    const end = states.slice(nth).find((later) => isRestored(lost, before.settings, later.settings));
    const isRemoved = isNothing(state.settings) && !isNothing(before.settings);
    const seqs = [...new Set([before.fact.seq, state.fact.seq, ...(end ? [end.fact.seq] : [])])];
    return [{ branch, from: state.at, until: end?.at ?? null, lost, isRemoved, seqs }];
  });
}

function isRestored(lost: readonly LooserSetting[], before: Settings, later: Settings): boolean {
  return lost.every((one) => !isLooser(one, before[one.setting] ?? null, later[one.setting] ?? null));
}

function isNothing(settings: Settings): boolean {
  return Object.values(settings).every(
    (value) => value === false || value === null || value === 0 || (Array.isArray(value) && value.length === 0),
  );
}

/** What was told of a rule has its time; when it was as before again may be known from readings alone. */
function withReadings(told: Weakening, states: readonly State[]): Weakening {
  if (told.until !== null) return told;
  const before = states.filter(({ at }) => at.to <= told.from.from).at(-1);
  const again = before && states.find(({ at, settings }) => at.to > told.from.to && isRestored(told.lost, before.settings, settings));
  return again ? { ...told, until: again.at, seqs: [...told.seqs, again.fact.seq] } : told;
}

/** A reading that found it looser, where something that was told lies between it and the one before. */
function explains(told: Weakening, read: Weakening): boolean {
  const isWithin = told.from.from >= read.from.from && told.from.to <= read.from.to;
  return isWithin && read.lost.every((one) => told.lost.includes(one));
}

/** Whether a rule is for a branch: by GitHub's pattern, or by the names of a ruleset. */
function coversBranch({ said }: ProtectionFact, branch: string, defaultBranch: string | null): boolean {
  const { pattern, include, exclude, target } = said;
  if (typeof pattern === 'string') return matches(pattern, branch);
  if (typeof target === 'string' && target !== 'branch') return false;
  const among = (names: unknown) =>
    Array.isArray(names) && names.some((name) => typeof name === 'string' && isNamed(name, branch, defaultBranch));
  return among(include) && !among(exclude);
}

function isNamed(name: string, branch: string, defaultBranch: string | null): boolean {
  if (name === '~ALL') return true;
  if (name === '~DEFAULT_BRANCH') return defaultBranch === null || defaultBranch === branch;
  return matches(name.replace(/^refs\/heads\//, ''), branch);
}

/** As `File.fnmatch` takes it with its pathname flag: `*` stays within one name, `**` does not. */
function matches(pattern: string, branch: string): boolean {
  const parts = pattern.split(/(\*\*\/|\*\*|\*|\?)/).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.*+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(branch);
}
