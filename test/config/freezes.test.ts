import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/config.js';

/** What is wrong with a text, each as its place and its sentence. */
function problemsIn(text: string): string[] {
  return checkPolicy(text, ['jira-acme']).problems.map(({ where, sentence }) => `${where.replace('policy.yaml:', '')} ${sentence}`);
}

const freeze = (line: string) => `freezes:\n  - { name: F, zone: UTC, ${line} }`;

describe('a freeze', () => {
  it.each([
    ['once, by dates', 'from: 2026-12-20, to: 2027-01-02'],
    ['once, by dates and times', 'from: 2026-12-20 18:00, to: 2026-12-20 19:30'],
    ['every week', 'every: week, from: Fri 16:00, to: Mon 06:00'],
    ['a whole day of every week', 'every: week, from: Sun, to: Sun'],
    ['every month, by a number that stands alone', 'every: month, from: 28, to: 2'],
    ['every month, from its last day on', 'every: month, from: last 18:00, to: 1 06:00'],
    ['every year', 'every: year, from: 12-20, to: 01-02'],
    ['with what it lets through', 'every: year, from: 02-29, to: 02-29, exempt: { types: [Standard change], labels: [safe] }'],
  ])('may be given %s', (_, line) => {
    expect(problemsIn(freeze(line))).toEqual([]);
  });

  it.each([
    [
      'its zone is none',
      'freezes:\n  - { name: F, zone: Berlin, from: 2026-12-20, to: 2026-12-21 }',
      '2:16 freezes.0.zone is Berlin, which is no time zone.',
    ],
    ['its zone is missing', 'freezes:\n  - { name: F, from: 2026-12-20, to: 2026-12-21 }', '2:5 freezes.0.zone is missing.'],
    ['a date is none', freeze('from: 2026-02-30, to: 2026-12-21'), '2:27 freezes.0.from does not fit. Write a date such as 2026-12-20, or'],
    ['a time is none', freeze('from: 2026-02-03 24:00, to: 2026-12-21'), '2:27 freezes.0.from does not fit.'],
    [
      'a day of the week is none',
      freeze('every: week, from: Friday, to: Mon'),
      '2:40 freezes.0.from does not fit. Write a day of the week such as Fri,',
    ],
    ['a date stands in a week', freeze('every: week, from: 2026-12-20, to: Mon'), '2:40 freezes.0.from does not fit.'],
    [
      'a day of the month is none',
      freeze('every: month, from: 32, to: 2'),
      '2:41 freezes.0.from does not fit. Write a day of the month such as 28,',
    ],
    [
      'a day of the year is none',
      freeze('every: year, from: 12-32, to: 01-02'),
      '2:40 freezes.0.from does not fit. Write a day of the year such as 12-20,',
    ],
    ['a year is given to a day of the year', freeze('every: year, from: 12-20, to: 2027-01-02'), '2:53 freezes.0.to does not fit.'],
    ['it ends before it begins', freeze('from: 2026-12-20, to: 2026-12-19'), '2:45 freezes.0.to is not after its from.'],
    [
      'it ends when it begins',
      freeze('every: week, from: Fri 16:00, to: Fri 16:00'),
      '2:57 freezes.0.to is when it begins: then it is never over.',
    ],
    [
      'its cycle is unknown',
      freeze('every: day, from: 2026-12-20, to: 2026-12-21'),
      '2:27 freezes.0.every is none of the words that may stand here. Write week or month or year.',
    ],
    [
      'a key is unknown',
      freeze('from: 2026-12-20, to: 2026-12-21, till: 1'),
      '2:61 freezes.0.till is no known key. Known here: name, zone, every,',
    ],
    [
      'two have one name',
      `${freeze('from: 2026-12-20, to: 2026-12-21')}\n  - { name: F, zone: UTC, from: 2026-12-20, to: 2026-12-21 }`,
      '3:7 freezes.1.name is F, as the one before.',
    ],
    [
      'a service is not declared',
      freeze('from: 2026-12-20, to: 2026-12-21, services: [pay]'),
      '2:72 freezes.0.services.0 names the service pay, which is not under services.',
    ],
    [
      'an environment is not declared',
      freeze('from: 2026-12-20, to: 2026-12-21, environments: [live]'),
      '2:76 freezes.0.environments.0 names the environment live,',
    ],
  ])('is refused at its line and column where %s', (_, text, problem) => {
    expect(problemsIn(text)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('the order of environments and the required stages', () => {
  it.each([
    [
      'an environment is not declared',
      'environmentOrder: [staging]',
      '1:20 environmentOrder.0 names the environment staging, which is not under environments.',
    ],
    [
      'one stands there twice',
      'environments:\n  a: { production: true }\nenvironmentOrder: [a, a]',
      '3:23 environmentOrder.1 names a twice.',
    ],
    ['a stage is none', 'requiredStages: [TESTING]', '1:18 requiredStages.0 is none of the words that may stand here. Write REQUESTED or'],
    ['no stage is given', 'requiredStages: []', '1:1 requiredStages does not fit. Write at least one.'],
  ])('are refused where %s', (_, text, problem) => {
    expect(problemsIn(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('may be given', () => {
    const environments = 'environments:\n  staging: { production: false }\n  prod: { production: true, environment: production }\n';
    expect(problemsIn(`${environments}environmentOrder: [staging, production]\nrequiredStages: [REVIEW, APPROVAL]`)).toEqual([]);
  });
});
