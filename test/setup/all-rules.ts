import { mustBeSwitchedOn, RULES } from '../../src/controls/index.js';

/** Switches on every rule that must be switched on to be asked. */
export const ALL_RULES = Object.fromEntries(RULES.filter(mustBeSwitchedOn).map(({ info }) => [info.id, { enabled: true }]));
