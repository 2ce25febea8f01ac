import type { Answer } from '#contract';
import type { Deployment } from '../github/deployment.js';
import type { Pull } from '../github/world.js';
import type { Issue } from '../jira/world.js';
import type { Day } from './tell/day.js';

/** What a rule must answer about something that happened in a story. */
export interface Expected {
  readonly rule: string;
  readonly answer: Answer;
  readonly deployment: Deployment | null;
  readonly ticket: Issue | null;
  readonly pull: Pull | null;
}

/** One change at acme, told in plain words; `shows` names the rules and terms (`controls.md`) that it is told for. */
export interface Story {
  readonly id: string;
  readonly shows: readonly string[];
  readonly tell: (day: Day) => readonly Expected[];
}

type Subject = Deployment | Issue | Pull;

export const pass = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'PASS', about);
export const gap = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'GAP', about);
export const undecided = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'INDETERMINATE', about);
export const exempt = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'EXEMPT', about);

function expected(rule: string, answer: Answer, about: readonly Subject[]): Expected {
  return {
    rule,
    answer,
    deployment: about.find((one) => 'statuses' in one) ?? null,
    ticket: about.find((one) => 'key' in one) ?? null,
    pull: about.find((one) => 'mergeCommit' in one) ?? null,
  };
}
