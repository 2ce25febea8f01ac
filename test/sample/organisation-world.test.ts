import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { policySchema } from '#contract';
import { organisationAt, type Organisation } from '../../src/sample/organisation/history.js';
import { gitObject } from '../../src/sample/organisation/git.js';
import { people, type Person } from '../../src/sample/organisation/people.js';
import { fullName } from '../../src/sample/index.js';

const NOW = new Date('2026-05-20T14:03:27.512Z');

/** With the stories of today told, too. */
function whole(now = NOW): Organisation {
  const organisation = organisationAt(now);
  while (organisation.next() !== null);
  return organisation;
}

const { company, told } = whole();
const repositories = company.github.repositories;
const issues = company.jira.issues;

function isAscending(values: readonly (number | string)[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] as number | string) < value);
}

test('the same moment gives the same company, and another moment another', () => {
  const plain = ({ company: each }: Organisation) =>
    JSON.stringify([each.github.repositories.map((one) => ({ ...one, branches: [...one.branches] })), each.jira]);
  expect(plain(whole())).toBe(plain(whole()));
  expect(plain(whole(new Date('2026-05-21T14:03:27Z')))).not.toBe(plain(whole()));
});

test('tells at least forty stories, each with a sentence of its own, what it shows and what is expected', () => {
  const names = told.map(({ story }) => story.id);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  expect(told.filter(({ story, expected }) => story.shows.length === 0 || expected.length === 0)).toEqual([]);
});

test('every rule has a story in which it passes and one in which it does not', () => {
  const answers = new Map<string, Set<string>>();
  for (const { rule, answer } of told.flatMap(({ expected }) => expected)) answers.set(rule, (answers.get(rule) ?? new Set()).add(answer));
  const without = (answer: string) => [...answers].filter(([, found]) => !found.has(answer)).map(([rule]) => rule);
  expect(answers.size).toBe(30);
  expect(without('PASS')).toEqual([]);
  // Every stream of the sample is read to its end.
  expect(without('GAP')).toEqual(['blind-spot']);
});

test('every commit bears the SHA-1 of what it holds, after its parents', () => {
  for (const { commits } of repositories) {
    const place = new Map(commits.map(({ sha }, index) => [sha, index]));
    commits.forEach(({ sha, pulls: _, ...content }, index) => {
      expect(gitObject(content)).toBe(sha);
      expect(content.parents.every((parent) => (place.get(parent) ?? Infinity) < index)).toBe(true);
    });
  }
});

test('ids are unique, and grow with time', () => {
  for (const list of [
    repositories.flatMap(({ deployments }) => deployments),
    repositories.flatMap(({ pulls }) => pulls),
    repositories.flatMap(({ deployments }) => deployments.flatMap(({ statuses }) => statuses)),
    repositories.flatMap(({ pulls }) => pulls.flatMap(({ reviews }) => reviews)),
  ] as readonly (readonly { id: number; createdAt?: string; submittedAt?: string | null }[])[]) {
    const byTime = [...list].sort((a, b) => timeOf(a).localeCompare(timeOf(b)) || a.id - b.id);
    expect(list.length).toBeGreaterThan(10);
    expect(isAscending(byTime.map(({ id }) => id))).toBe(true);
  }
  const byCreation = [...issues].sort((a, b) => a.created.localeCompare(b.created) || Number(a.id) - Number(b.id));
  expect(isAscending(byCreation.map(({ id }) => Number(id)))).toBe(true);
  for (const issue of issues) expect(isAscending(issue.histories.map(({ id }) => Number(id)))).toBe(true);
});

function timeOf({ createdAt, submittedAt }: { createdAt?: string; submittedAt?: string | null }): string {
  return createdAt ?? submittedAt ?? '';
}

test('keys and numbers are given in the order of creation', () => {
  for (const { id } of company.jira.projects) {
    const own = issues.filter(({ projectId }) => projectId === id);
    expect(own.map(({ key }) => Number(key.split('-')[1]))).toEqual(own.map((_, index) => 101 + index));
    expect(isSorted(own.map(({ created }) => created))).toBe(true);
  }
  for (const { pulls } of repositories) expect(pulls.map(({ number }) => number)).toEqual(pulls.map((_, index) => 101 + index));
});

function isSorted(values: readonly string[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] as string) <= value);
}

test('nothing happens after now, and nothing before it could', () => {
  const now = NOW.toISOString();
  for (const { pulls, deployments, activity } of repositories) {
    for (const pull of pulls) {
      expect(isSorted([pull.createdAt, ...pull.reviews.map(({ submittedAt }) => String(submittedAt))])).toBe(true);
      if (pull.mergedAt !== null) expect(isSorted([pull.createdAt, pull.mergedAt, now])).toBe(true);
    }
    for (const deployment of deployments)
      expect(isSorted([deployment.createdAt, ...deployment.statuses.map(({ createdAt }) => createdAt), now])).toBe(true);
    expect(activity.every(({ timestamp }) => timestamp < now)).toBe(true);
  }
  for (const issue of issues) {
    expect(isSorted([issue.created, ...issue.histories.map(({ created }) => created), issue.updated, now])).toBe(true);
  }
});

test('a change that a pull request names was raised before it was opened, but where a story says otherwise', () => {
  const raised = new Map(issues.map(({ key, created }) => [key, created]));
  const early = repositories.flatMap(({ pulls }) =>
    pulls.filter(({ title, createdAt }) => {
      const key = /[A-Z]+-1\d\d/.exec(title)?.[0];
      return key !== undefined && (raised.get(key) ?? '~') > createdAt.replace('Z', '.999Z');
    }),
  );
  expect(early.map(({ title }) => title.replace(/^\S+ /, ''))).toEqual(['the other name server']);
});

test('every moment of a day tells the stories of today within that day', () => {
  for (const time of ['00:00:10', '23:59:59']) expect(() => whole(new Date(`2026-05-18T${time}Z`))).not.toThrow();
});

test('the policy knows each person, status and service of the company, and what stood in production', async () => {
  const text = await readFile(new URL('../../src/sample/organisation/policy.yaml', import.meta.url), 'utf8');
  const policy = policySchema.parse(parse(text));
  const staff = (Object.values(people) as readonly Person[]).map(accountsOf);
  const unknown = Object.entries(policy.people).filter(([, { accounts }]) => !staff.some((own) => isSame(own, accounts)));
  expect(unknown).toEqual([]);
  expect(Object.keys(policy.statuses['sample-jira'] ?? {}).sort()).toEqual(company.jira.statuses.map(({ name }) => name).sort());
  const { shipping } = company.estate;
  const roots = [...repositories.map((one) => [fullName(one), one.commits[0]?.sha]), [shipping.path, shipping.commits[0]?.sha]];
  expect(policy.baselines).toEqual(Object.fromEntries(roots.filter(([name]) => name !== 'acme/legacy') as string[][]));
});

function accountsOf({ github, jira, gitlab, servicenow, env0, pagerduty, tso }: Person): readonly string[] {
  const ids = { github: github?.id, jira: jira?.accountId, gitlab: gitlab?.id, servicenow: servicenow?.id };
  const all = { ...ids, env0: env0?.user_id, pagerduty, mainframe: tso?.id };
  return Object.entries(all).flatMap(([tool, id]) => (id === undefined ? [] : [`sample-${tool}:${String(id)}`]));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}
