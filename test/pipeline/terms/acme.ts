import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { withPreset } from '../../../src/config/presets/index.js';
import type { Deployment, JiraIssue, Pull } from '../../../src/sample/index.js';
import { deliver, deliverJira } from '../../../src/sample/index.js';
import { type Company, openCompany, type Sent } from '../../../src/sample/organisation/company.js';
import { type Day, dayOf } from '../../../src/sample/organisation/tell/day.js';
import { SECRET, SOURCE, type TestPolicy } from '../hub-under-test.js';
import { JIRA, JIRA_SECRET, type TwoTools, twoTools } from '../two-tools.js';

const DAY_MS = 86_400_000;
/** A Monday. */
const START_MS = Date.UTC(2025, 0, 6);
/** Stories last a day and an evening; some look back at one from the day after the next. */
const DAYS_APART = 3;

/** What a verdict is about; of what has no payload of its own, its ref. */
export type Subject = Deployment | JiraIssue | Pull | string;

/** The repositories, projects and people of the sample organisation before anything happened, and a hub that reads them. */
export interface Acme extends TwoTools {
  readonly company: Company;
  /** Another day, later than all days before; from a moment on, a day that begins then. */
  readonly day: (fromMs?: number) => Day;
  /** What the rule says now; `NONE` where it says nothing. */
  readonly answer: (rule: string, ...about: readonly Subject[]) => Promise<string>;
  /** The same, all of them, as `rule answer`. */
  readonly answers: (rules: readonly string[], ...about: readonly Subject[]) => Promise<readonly string[]>;
  readonly sentence: (rule: string, ...about: readonly Subject[]) => Promise<string>;
  /** One of the webhooks that the tools sent (`company.sent`) arrives, and is taken in. */
  readonly arrives: (sent: Sent) => Promise<void>;
}

/** What the sample organisation means, by the names that these sources have. */
export async function policyOfAcme(more: TestPolicy = {}): Promise<TestPolicy> {
  const text = await readFile(new URL('../../../src/sample/organisation/policy.yaml', import.meta.url), 'utf8');
  const renamed = text.replaceAll('sample-github', SOURCE).replaceAll('sample-jira', JIRA);
  return { ...(withPreset(parse(renamed)) as TestPolicy), ...more };
}

export interface Happened {
  readonly policy?: TestPolicy;
  /** What has happened when the hub starts. */
  readonly before?: (day: () => Day, company: Company) => void;
}

export async function openAcme({ policy, before }: Happened = {}): Promise<Acme> {
  const company = openCompany(START_MS, START_MS + 365 * DAY_MS);
  let days = 0;
  const day = (fromMs?: number) => dayOf(company, fromMs ?? START_MS + DAYS_APART * DAY_MS * days++);
  before?.(day, company);
  const fields = Object.fromEntries(company.jira.fields.filter(({ id }) => id.startsWith('custom')).map(({ id, name }) => [name, id]));
  const tools = await twoTools({
    ...{ github: company.github, jira: company.jira, jiraConfig: { fields } },
    policy: await policyOfAcme(policy),
  });
  let doors: { readonly github: string; readonly jira: string } | null = null;
  company.listen({ github: tools.github.addresses, jira: tools.jira.url });
  const found = async (rule: string, about: readonly Subject[]) => {
    const [row] = await tools.sql<{ answer: string; sentence: string }[]>`
      select answer, sentence from verdict where rule = ${rule} and subject = ${about.map(refOf).join(' ')} and recorded_to is null`;
    return row ?? { answer: 'NONE', sentence: '' };
  };
  const answer: Acme['answer'] = async (rule, ...about) => (await found(rule, about)).answer;
  return {
    ...tools,
    company,
    day,
    answer,
    answers: (rules, ...about) => Promise.all(rules.map(async (rule) => `${rule} ${await answer(rule, ...about)}`)),
    sentence: async (rule, ...about) => (await found(rule, about)).sentence,
    arrives: async (sent) => {
      if (!('payload' in sent)) throw new Error(`${sent.tool} is no tool of these tests.`);
      doors ??= { github: await tools.door(SOURCE), jira: await tools.door(JIRA) };
      const { status } =
        sent.tool === 'github'
          ? await deliver({ url: doors.github, secret: SECRET }, sent.payload)
          : await deliverJira({ url: doors.jira, secret: JIRA_SECRET }, sent.payload);
      expect(status).toBe(202);
      await tools.normalise();
      await tools.follow();
    },
  };
}

export function refOf(one: Subject): string {
  if (typeof one === 'string') return one;
  if ('statuses' in one) return `deployment:${SOURCE}:${one.id}`;
  return 'mergeCommit' in one ? `pull_request:${SOURCE}:${one.id}` : `ticket:${JIRA}:${one.id}`;
}
