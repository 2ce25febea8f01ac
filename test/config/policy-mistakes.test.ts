import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/config.js';

const SOURCES = ['github-acme', 'jira-acme'];

/** What is wrong with a text, each as its place and its sentence. */
function problemsIn(text: string): string[] {
  return checkPolicy(text, SOURCES).problems.map(({ where, sentence }) => `${where.replace('policy.yaml:', '')} ${sentence}`);
}

describe('policy.yaml is refused at its line and column when', () => {
  it.each([
    ['a key is unknown', 'baseline: {}', '1:1 baseline is no known key. Known here: preset, environments, releaseBranches, baselines,'],
    ['a deeper key is unknown', 'teams:\n  pay: { nam: Pay }', '2:10 teams.pay.nam is no known key. Known here: name.'],
    [
      'a rule is unknown',
      'rules:\n  self-aproval: {}',
      '2:3 rules.self-aproval is no known key. Known here: unapproved-deployment, post-hoc-approval,',
    ],
    [
      'a parameter of a rule is unknown',
      'rules:\n  direct-push: { reviews: 2 }',
      '2:18 rules.direct-push.reviews is no known key. Known here: enabled, severity,',
    ],
    [
      'a type is wrong',
      'environments:\n  prod: { production: perhaps }',
      '2:11 environments.prod.production is a text. Write true or false.',
    ],
    ['a number stands for a duration', 'settle: 0', '1:1 settle is a number. Write a duration such as 0s, 90s, 2m, 72h or 14d.'],
    ['a duration has no unit', 'clockSkew: "90"', '1:1 clockSkew does not fit. Write a duration such as 0s, 90s,'],
    [
      'a revision is short',
      'baselines:\n  acme/pay: 4f2c0b7',
      '2:3 baselines.acme/pay does not fit. Write a full 40-digit revision, or empty.',
    ],
    [
      'a sender is no source',
      'trust:\n  mainframe: [ticket.created]',
      '2:3 trust.mainframe speaks of the source mainframe, which changeline.yaml does not have.',
    ],
    [
      'a type cannot be pushed',
      'trust:\n  jira-acme: [commit.recorded]',
      '2:15 trust.jira-acme.0 is none of the words that may stand here. Write ticket.created or ticket.status_changed or',
    ],
    ['a preset is unknown', 'preset: sox2', '1:1 preset is none of the words that may stand here. Write soc2 or sox or pci.'],
    [
      'a stage is unknown',
      'statuses:\n  "*":\n    Done: { stage: DONE }',
      '3:13 statuses.*.Done.stage is none of the words that may stand here. Write REQUESTED or',
    ],
    ['a content is unknown', 'fields:\n  "*": { plan: x }', '2:10 fields.*.plan is no known key. Known here: description, requester,'],
    ['a content is given two fields', 'fields:\n  "*":\n    impact: x\n    impact: y', '4:5 is no YAML: Map keys must be unique'],
    [
      'paths are missing',
      'services:\n  a:\n    repositories: [{ repository: acme/a }]',
      '3:20 services.a.repositories.0.paths is missing. Write a list: [one, two].',
    ],
    [
      'a repository is a number',
      'services:\n  a:\n    repositories: [3]',
      '3:20 services.a.repositories.0 is a number that does not fit. Write owner/name, or {',
    ],
    ['an account has no source', 'serviceAccounts: [bot]', '1:19 serviceAccounts.0 does not fit. Write an account as source:id'],
    [
      'a service names a team that nobody declared',
      'services:\n  a: { team: payy }',
      '2:8 services.a.team names the team payy, which is not under teams.',
    ],
    [
      'a repository belongs to two services',
      'services:\n  a: { repositories: [acme/pay] }\n  b: { repositories: [Acme/Pay] }',
      '3:23 services.b.repositories.0 gives Acme/Pay to b, and a has it, too.',
    ],
    [
      'a repository belongs to one service whole, to another in part',
      'services:\n  a: { repositories: [{ repository: acme/m, paths: [x] }] }\n  b: { repositories: [acme/m] }',
      '3:23 services.b.repositories.0 gives acme/m to b, and a has it, too.',
    ],
    [
      'a path belongs to two services',
      'services:\n  a: { repositories: [{ repository: acme/m, paths: [x/] }] }\n  b: { repositories: [{ repository: acme/m, paths: [y, ./x] }] }',
      '3:56 services.b.repositories.0.paths.1 gives ./x of acme/m to b, and a has it, too.',
    ],
    [
      'an object belongs to two services',
      'services:\n  a: { objects: ["jira-acme:job/x"] }\n  b: { objects: ["jira-acme:job/x"] }',
      '3:18 services.b.objects.0 gives jira-acme:job/x to b, and a has it, too.',
    ],
    ['an object is none', 'services:\n  a: { objects: [pay] }', '2:18 services.a.objects.0 is no object of a tool. Write source:kind/name'],
    [
      'an account belongs to two people',
      'people:\n  Ana: { accounts: ["jira-acme:1"] }\n  Ben: { accounts: ["jira-acme:1"] }',
      '3:21 people.Ben.accounts.0 gives jira-acme:1 to Ben, and Ana has it, too.',
    ],
    [
      'an account is listed twice',
      'people:\n  Ana: { accounts: ["jira-acme:1", "jira-acme:1"] }',
      '2:36 people.Ana.accounts.1 lists jira-acme:1 twice.',
    ],
    [
      "a person's account is a service account",
      'serviceAccounts: ["jira-acme:1"]\npeople:\n  Ana: { accounts: ["jira-acme:1"] }',
      '3:21 people.Ana.accounts.0 is jira-acme:1, which serviceAccounts lists, too.',
    ],
    ['a zone is unknown', 'zones:\n  jira-acme: Mars/Olympus', '2:3 zones.jira-acme is Mars/Olympus, which is no time zone.'],
    ['a zone is an offset', 'zones:\n  jira-acme: "+02:00"', '2:3 zones.jira-acme is +02:00, which is no time zone.'],
    [
      'the report of a source that is not connected is to speak',
      'reports:\n  speaks: [github-acme/production, argo/production]',
      '2:36 reports.speaks.1 speaks of the source argo, which changeline.yaml does not have.',
    ],
    [
      'a source is not connected',
      'changeTypes:\n  jira: [Story]',
      '2:3 changeTypes.jira speaks of the source jira, which changeline.yaml does not have. It has: github-acme, jira-acme.',
    ],
    [
      "an account's source is not connected",
      'people:\n  Ana: { accounts: ["gitlab:1"] }',
      '2:21 people.Ana.accounts.0 speaks of the source gitlab,',
    ],
    [
      'a rule is narrowed to a service that nobody declared',
      'rules:\n  direct-push: { services: [pay] }',
      '2:29 rules.direct-push.services.0 names the service pay, which is not under services.',
    ],
    [
      'a rule is narrowed to an environment that nobody declared',
      'rules:\n  direct-push: { environments: [prod] }',
      '2:33 rules.direct-push.environments.0 names the environment prod, which is not under environments.',
    ],
    [
      'an approval is required of a role that nobody has',
      'approvals:\n  required: [{ roles: [cab] }]',
      '2:24 approvals.required.0.roles.0 names the role cab, which nobody under people has.',
    ],
    [
      'an environment is production and is not',
      'environments:\n  prod: { production: true }\n  eu: { production: false, environment: prod }',
      '3:9 environments.eu.production says that prod is not production, and prod says that it is production.',
    ],
  ])('%s', (_, text, problem) => {
    const found = problemsIn(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  it('mistakes of every kind stand in it: all of them, in one answer', () => {
    const text = [
      'presets: soc2',
      'teams: { pay: {} }',
      'services:',
      '  a: { team: shop, repositories: [acme/a] }',
      '  b: { team: pay, repositories: [acme/a], infrastructure: CLOUDY }',
      'settle: soon',
      'zones: { nowhere: Europe/Berlin }',
    ].join('\n');
    expect(problemsIn(text).map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      '1:1 presets',
      '4:8 services.a.team',
      '5:34 services.b.repositories.0',
      '5:43 services.b.infrastructure',
      '6:1 settle',
      '7:10 zones.nowhere',
    ]);
  });

  it('but nobody complains of a name that is missing only because its entry has another mistake', () => {
    expect(problemsIn('teams: { pay: 3 }\nservices: { a: { team: pay } }')).toEqual([
      '1:10 teams.pay is a number. Write keys and values, one a line, indented.',
    ]);
  });
});
