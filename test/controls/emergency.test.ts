import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { reviewDeadline } from '../../src/controls/emergency-without-review.js';
import { second, span } from '../correlate/runs.js';
import {
  answers,
  born,
  by,
  covered,
  created,
  createdFor,
  DAY,
  DUE,
  incident,
  late,
  marked,
  readAll,
  roles,
  urgent,
} from './emergencies.js';
import { decision, HOUR, implementationOf, type ImplementationPlan, read, START } from './implementation.js';

describe('an emergency', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['is exempt while its review time runs', 'EEP-', born],
    ['is exempt and PASS once it is reviewed in time', 'EEPP', { ...born, decisions: [by('ana', DAY)] }],
    ['is exempt and PASS after the deadline where it was reviewed in time', 'EEPP', { ...born, decisions: [by('ana', DAY)], more: late }],
    ['was reviewed in time by an approval before it started', 'EEPP', { ...born, decisions: [by('ana', -DAY)], more: late }],
    ['was not reviewed: its review alone is judged', '--PG', { ...born, ...covered, more: late }],
    ['was not reviewed a microsecond before the deadline', 'EEP-', { ...born, ...covered, more: { at: plusMs(DUE, -0.001) } }],
    ['was reviewed too late', '--PG', { ...born, ...covered, decisions: [by('ana', 3 * DAY + 62)], more: { at: second(START + 5 * DAY) } }],
    ['was reviewed within the skew after the deadline', '--PI', { ...born, ...covered, decisions: [by('ana', 3 * DAY + 1)], more: late }],
    ['was reviewed only by its author', '--PG', { ...born, ...covered, decisions: [by('dev', DAY)], more: late }],
    [
      'was reviewed only by who started it',
      '--PG',
      { ...born, ...covered, decisions: [by('ana', DAY)], more: { ...late, starter: 'person:ana' } },
    ],
    ['was reviewed only by a service account', '--PG', { ...born, ...covered, decisions: [by('robot', DAY)], more: late }],
    ['was reviewed by nobody knows whom', '--PI', { ...born, ...covered, decisions: [by('x', DAY, { approver: null })], more: late }],
    [
      'was rejected, which is no review that authorises',
      '--PG',
      { ...born, ...covered, decisions: [by('ana', DAY, { decision: 'REJECTED' })], more: late },
    ],
    [
      'was approved by the tool alone, and by no person',
      '--PG',
      {
        ...born,
        ...covered,
        decisions: [decision({ approver: null, overall: true, at: span(START + DAY) })],
        more: late,
      },
    ],
    [
      'was reviewed in the very second of the deadline, by the same clock',
      '--PI',
      {
        ...born,
        ...covered,
        decisions: [by('ana', 3 * DAY, { source: 'a' })],
        more: late,
      },
    ],
    [
      'was reviewed in the second before the deadline, by the same clock',
      'EEPP',
      { ...born, decisions: [by('ana', 3 * DAY - 1, { source: 'a' })], more: late },
    ],
    ['was reviewed by the bearer of one of two roles', 'EEPP', { ...born, policy: roles, decisions: [by('ana', DAY)], more: late }],
    ['was reviewed by somebody without a role', '--PG', { ...born, ...covered, policy: roles, decisions: [by('bo', DAY)], more: late }],
    [
      'was created about the start, marked and with an incident',
      'EEP-',
      { ...created(0), ticket: { ...created(0).ticket, ...born.ticket } },
    ],
    ['was created about the start and marked', 'IIP-', { ...born, ticket: { ...born.ticket, created: span(START - 1) } }],
    [
      'was created just before the start by the same clock',
      'EEP-',
      {
        ...born,
        ticket: { ...born.ticket, created: span(START - 1) },
        more: { startSource: 'jira' },
      },
    ],
    ['is still rejected before', '--GG', { ...born, ...covered, decisions: [by('ana', -DAY, { decision: 'REJECTED' })], more: late }],
    [
      'was not reviewed, and its tickets alone were read a microsecond less',
      '--PI',
      { ...born, coverage: { ...readAll(plusMs(DUE, 60_000)), tickets: readAll(plusMs(DUE, 59_999.999)).tickets }, more: late },
    ],
    ['was not reviewed as far as it was read', '--PI', { ...born, coverage: readAll(plusMs(DUE, 59_999.999)), more: late }],
    ['bears its mark since 61 s before the start', 'EEP-', marked(-62)],
    ['bears its mark since the skew of the start', 'IIP-', marked(-60)],
    ['bears its mark since the skew of the start, and time is over', 'IIPI', { ...marked(-60), ...covered, more: late }],
    ['bears a mark that was set later', 'GPP-', { ...marked(200), ...covered, more: late }],
    [
      'bears a label',
      'EEP-',
      {
        ...urgent,
        ticket: {
          fields: new Map([
            ['labels', [read(['sev1'])]],
            ['issuetype', [read('10')]],
          ]),
        },
      },
    ],
    [
      'bears another label',
      'GPP-',
      {
        ...urgent,
        ticket: {
          fields: new Map([
            ['labels', [read(['sev2'])]],
            ['issuetype', [read('10')]],
          ]),
        },
      },
    ],
    ['bears its mark, but was created later', 'GPP-', { ...born, ticket: { ...born.ticket, created: span(START + HOUR) } }],
    ['was created after it with an incident before it', 'EEP-', created(HOUR)],
    ['was created 4 h and more than the skew after it', 'GPP-', created(4 * HOUR + 62)],
    ['was created nearly 4 h after it', 'EEP-', created(4 * HOUR - 62)],
    ['was created 4 h after it, give or take the skew', 'IIP-', created(4 * HOUR)],
    ['was created after it without an incident', 'GPP-', created(HOUR, [])],
    ['was created after it with something else', 'GPP-', created(HOUR, [incident(-DAY, 'Story')])],
    ['was created after it with an incident after it', 'GPP-', created(HOUR, [incident(HOUR)])],
    ['was created after it with a link that nobody read', 'IIP-', created(HOUR, [incident(-DAY)], false)],
    ['was created before it with an incident: no mark, no emergency', 'GPP-', created(-HOUR)],
    ['was created after it for a recorded incident before it', 'EEP-', createdFor(HOUR, -62)],
    ['was created after it for a recorded incident within the skew of it', 'IIP-', createdFor(HOUR, -60)],
    ['was created after it for a recorded incident after it', 'GPP-', createdFor(HOUR, 62)],
    ['was created after it for a recorded incident of which only the end is known', 'IIP-', createdFor(HOUR, null)],
    ['was created before it for a recorded incident: no mark, no emergency', 'GPP-', createdFor(-HOUR, -DAY)],
    [
      'was created after it with a link to a recorded incident before it',
      'EEP-',
      {
        ...createdFor(HOUR, -DAY),
        ticket: { ...createdFor(HOUR, -DAY).ticket, links: [{ other: 'incident:ci:1', linkType: '1', typeName: null, seq: 5 }] },
      },
    ],
  ])('%s: %s', (_, expected, plan) => {
    const labels = new Map([
      ['issuetype', [read('10', { toName: 'Change' })]],
      ['labels', [read([])]],
    ]);
    const fields = new Map([...labels, ...(plan.ticket?.fields ?? [])]);
    expect(answers({ ...plan, ticket: { ...plan.ticket, fields } })).toBe(expected);
  });

  it('lists the moment at which its review time has run out, until it was reviewed', () => {
    const short = { policy: { ...born.policy, rules: { 'emergency-without-review': { within: '1h' } } } };
    const due = (plan: ImplementationPlan) => reviewDeadline(implementationOf({ ...born, ...plan }))?.at ?? null;
    expect([
      due({}),
      due(short),
      due({ more: late }),
      due({ decisions: [by('ana', HOUR)] }),
      due({
        ticket: {
          fields: new Map([
            ['labels', [read([])]],
            ['issuetype', [read('10')]],
          ]),
        },
      }),
    ]).toEqual([DUE, second(START + 1 + HOUR), DUE, null, null]);
  });

  it('is none where labels are asked for and the ticket never had one', () => {
    expect(answers(urgent)).toBe('GPP-');
  });

  it('is not judged where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(answers({ ...born, ...covered, more: { ...late, unsure } })).toBe('IIII');
  });

  it('is a word about changes: a deployment without one is none', () => {
    expect(answers({ ...urgent, ticket: null })).toBe('GPP-');
  });
});
