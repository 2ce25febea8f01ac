import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/config.js';

const people = 'people:\n  Ana: { accounts: [jira-acme:1] }\n';
const exemption = (part: Readonly<Record<string, string>> = {}): string => {
  const said = { number: 'EX-1', rules: '[direct-push]', givenBy: 'Ana', reason: 'Watched.', until: '2027-01-01T00:00:00Z', ...part };
  return `  - { ${Object.entries(said)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }\n`;
};
const problemsIn = (...written: readonly string[]) =>
  checkPolicy(`${people}exemptions:\n${written.join('')}`, ['jira-acme']).problems.map(({ sentence }) => sentence);

describe('an exemption in policy.yaml', () => {
  it('may be given from a moment, and without one', () => {
    expect(problemsIn(exemption(), exemption({ number: 'EX-2', from: '2026-01-01T00:00:00+01:00' }))).toEqual([]);
  });

  it.each([
    ['its rule is none', [exemption({ rules: '[direct-pull]' })], 'exemptions.0.rules.0 names the rule direct-pull, which there is not.'],
    [
      'it is of a rule over services',
      [exemption({ rules: '[direct-access]' })],
      'exemptions.0.rules.0 names direct-access, from which nothing is exempt',
    ],
    ['nobody knows who gave it', [exemption({ givenBy: 'Bo' })], 'exemptions.0.givenBy names Bo, who is not under people.'],
    ['its end is no moment', [exemption({ until: '2027-01-01' })], 'exemptions.0.until'],
    ['it ends when it begins', [exemption({ from: '2027-01-01T00:00:00Z' })], 'exemptions.0.until is not after its from.'],
    ['another has its number', [exemption(), exemption()], 'exemptions.1.number is EX-1, as of the one before.'],
    ['its service is not declared', [exemption({ services: '[pay]' })], 'exemptions.0.services.0 names the service pay'],
  ])('is refused where %s', (_, written, said) => {
    expect(problemsIn(...written)).toEqual([expect.stringContaining(said)]);
  });
});
