import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/config.js';

const problemsIn = (text: string) =>
  checkPolicy(text, ['github-acme', 'jira-acme']).problems.map(({ where, sentence }) => `${where.replace('policy.yaml:', '')} ${sentence}`);

const NOT_CONNECTED = 'speaks of the source jira, which changeline.yaml does not have. It has: github-acme, jira-acme.';

describe('policy.yaml, where it speaks of records, is refused at its line and column when', () => {
  it.each([
    [
      'an outcome is unknown',
      'outcomes:\n  jira-acme: { Done: FINE }',
      '2:16 outcomes.jira-acme.Done is none of the words that may stand here. Write SUCCESSFUL or',
    ],
    [
      'outcomes stand without a source',
      'outcomes: { Done: SUCCESSFUL }',
      '1:13 outcomes.Done is a text. Write keys and values, one a line, indented.',
    ],
    ['outcomes are of a source that is not connected', 'outcomes:\n  jira: { Done: SUCCESSFUL }', `2:3 outcomes.jira ${NOT_CONNECTED}`],
    [
      'a context is unknown',
      'context:\n  jira-acme: { client: { types: [A] } }',
      '2:16 context.jira-acme.client is no known key. Known here: customerRequest, project,',
    ],
    [
      'a context names neither types nor links',
      'context:\n  jira-acme: { project: { type: [Epic] } }',
      '2:27 context.jira-acme.project.type is no known key. Known here: types, links.',
    ],
    [
      'the types of a context are no list',
      'context:\n  jira-acme: { problem: { types: Bug } }',
      '2:27 context.jira-acme.problem.types is a text. Write a list: [one, two].',
    ],
    [
      'a context is of a source that is not connected',
      'context:\n  jira: { project: { links: [Epic] } }',
      `2:3 context.jira ${NOT_CONNECTED}`,
    ],
    [
      'steps of a plan are of a source that is not connected',
      'planSteps:\n  jira: { types: [Sub-task] }',
      `2:3 planSteps.jira ${NOT_CONNECTED}`,
    ],
    [
      'steps of a plan are a list',
      'planSteps:\n  jira-acme: [Sub-task]',
      '2:3 planSteps.jira-acme is a list. Write keys and values, one a line, indented.',
    ],
    ['the tests are no list', 'tests: unit', '1:1 tests is a text. Write a list: [one, two].'],
    ['a sender is trusted for all', 'trust:\n  jira-acme: all', '2:3 trust.jira-acme is a text. Write a list: [one, two].'],
    [
      'a sender is trusted for what the hub itself says',
      'trust:\n  jira-acme: [gap.waived]',
      '2:15 trust.jira-acme.0 is none of the words that may stand here.',
    ],
    ['addresses are verified by a source that is not connected', 'verifiedEmails: [jira]', `1:18 verifiedEmails.0 ${NOT_CONNECTED}`],
    [
      'addresses are verified by everybody',
      "verifiedEmails: ['*']",
      '1:18 verifiedEmails.0 is *, which stands for no source here. Name each source that verifies.',
    ],
    ['that addresses are verified is true', 'verifiedEmails: true', '1:1 verifiedEmails is true or false. Write a list: [one, two].'],
  ])('%s', (_, text, problem) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
