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
  /** Something else, by its ref: a commit, a service, what another tool than GitHub and Jira has; of several, in this order. */
  readonly other: string | null;
}

/** One change at acme, told in plain words; `shows` names the rules and terms (`controls.md`) that it is told for. */
export interface Story {
  readonly id: string;
  readonly shows: readonly string[];
  /** Nobody closes its tickets in the evening. */
  readonly staysOpen?: true;
  readonly tell: (day: Day) => readonly Expected[];
}

/** One of today of which the beginning is over when the hub comes: it is read, and the rest is told by webhooks. */
export interface Begun extends Omit<Story, 'tell'> {
  readonly begins: (day: Day) => Story['tell'];
}

type Subject = Deployment | Issue | Pull | string;

export const pass = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'PASS', about);
export const gap = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'GAP', about);
export const undecided = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'INDETERMINATE', about);
export const exempt = (rule: string, ...about: readonly Subject[]): Expected => expected(rule, 'EXEMPT', about);

function expected(rule: string, answer: Answer, about: readonly Subject[]): Expected {
  const things = about.filter((one) => typeof one !== 'string');
  return {
    rule,
    answer,
    deployment: things.find((one) => 'statuses' in one) ?? null,
    ticket: things.find((one) => 'key' in one) ?? null,
    pull: things.find((one) => 'mergeCommit' in one) ?? null,
    other: about.some((one) => typeof one === 'string') ? about.filter((one) => typeof one === 'string').join(' ') : null,
  };
}
