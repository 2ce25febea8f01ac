import type { Json } from '#contract';
import { LOOSER_AT_GITHUB, type LooserSetting } from './looser-github.js';

/** What protects a branch, one value a setting; null: the tool does not say. */
export type Settings = { readonly [setting: string]: boolean | number | readonly string[] | null };

type Said = { readonly [key: string]: Json };

/** By tool, which of its settings count as looser. */
const LOOSER: Readonly<Record<string, readonly LooserSetting[]>> = { github: LOOSER_AT_GITHUB, gitlab: LOOSER_AT_GITHUB };

/** The settings in which the second is looser than the first; of a tool without a table none. */
export function looserIn(tool: string, before: Settings, after: Settings): readonly LooserSetting[] {
  return (LOOSER[tool] ?? []).filter((one) => isLooser(one, before[one.setting] ?? null, after[one.setting] ?? null));
}

/** What is not said is not compared. */
export function isLooser({ looser }: LooserSetting, before: Settings[string], after: Settings[string]): boolean {
  if (before === null || after === null) return false;
  if (looser === 'OFF') return before === true && after === false;
  if (looser === 'WITHOUT') return Array.isArray(before) && Array.isArray(after) && before.some((one) => !after.includes(one));
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  return looser === 'FEWER' ? after < before : after > before;
}

/** Types of rules that are settings; of any other only that it is there. */
const KNOWN = [
  ...['pull_request', 'required_status_checks', 'required_linear_history', 'required_signatures'],
  ...['non_fast_forward', 'deletion', 'update'],
];

/** What a fact about GitHub's protection says of a branch: its own protection and the rules of rulesets add up. */
export function settingsOf(said: Said): Settings {
  const isOver = said['action'] === 'DELETED' || (said['enforcement'] !== undefined && said['enforcement'] !== 'active');
  return isOver ? settingsBefore({ rules: [] }) : settingsBefore(said);
}

/** The same as long as it held: a rule that was deleted is told with the settings that it had. */
export function settingsBefore(said: Said): Settings {
  const own = objectOf(said['settings']);
  const listedRules = Array.isArray(said['rules']) ? (said['rules'] as readonly Json[]) : [];
  const rules = listedRules.map(objectOf).filter((rule) => rule !== null);
  const bare = own === null && rules.length === 0;
  const has = (type: string) => rules.some((rule) => rule['type'] === type);
  const isOn = (name: string) => own?.[name] === true || rules.some((rule) => rule[name] === true);
  const listed = [own?.['checks'], ...rules.map((rule) => rule['checks'])].flatMap((one) => (Array.isArray(one) ? (one as Json[]) : []));
  return {
    pullRequests: isOn('pullRequests') || has('pull_request'),
    approvals: Math.max(...[own?.['approvals'], ...rules.map((rule) => rule['approvals'])].map(numberOf)),
    ...Object.fromEntries(['dismissStaleReviews', 'codeOwners', 'lastPushApproval', 'strictChecks'].map((name) => [name, isOn(name)])),
    checks: [...new Set(listed.filter((one) => typeof one === 'string'))].sort(),
    // A ruleset holds for administrators, too, unless it lets them pass; that is not read of a branch.
    admins: own === null ? rules.length > 0 : own['admins'] === true,
    linearHistory: isOn('linearHistory') || has('required_linear_history'),
    noForcePushes: own?.['forcePushes'] === false || has('non_fast_forward'),
    noDeletions: own?.['deletions'] === false || has('deletion'),
    signatures: isOn('signatures') || has('required_signatures'),
    // What rulesets say of conversations is not read.
    conversations: own === null ? (bare ? false : null) : own['conversations'] === true,
    locked: own?.['locked'] === true || has('update'),
    bypass: numberOrNull(own?.['bypass'] ?? said['bypass']),
    pushersOnly: own?.['pushersOnly'] === true || typeof own?.['pushers'] === 'number',
    pushers: numberOrNull(own?.['pushers']),
    others: [...new Set(rules.map((rule) => rule['type']).filter((type) => typeof type === 'string'))]
      .filter((type) => !KNOWN.includes(type))
      .sort(),
  };
}

function objectOf(value: Json | undefined): Said | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : null;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
