import { describe, expect, it } from 'vitest';
import { read } from '../tickets.js';
import { span } from '../runs.js';
import { AFTER, BEFORE, byHand, decided, deployed, moves, recordTold, START, type Told } from './facts.js';

const result = (name: string) => ({ result: [read('1', span(AFTER), { toName: name })] });
const failed = { outcome: 'FAILED' } as const;
const eu = { environment: 'production-eu' } as const;
const us = { environment: 'production-us' } as const;

const CASES: readonly (readonly [says: string, told: Told, expected: string])[] = [
  ['nothing is known', {}, 'UNKNOWN '],
  ['the last deployment ended well', { implementations: [deployed(START)] }, 'SUCCESSFUL DEPLOYMENTS'],
  ['it failed', { implementations: [deployed(START, failed)] }, 'FAILED DEPLOYMENTS'],
  ['it has no known end', { implementations: [deployed(START, { outcome: 'UNKNOWN', end: null })] }, 'UNKNOWN '],
  ['it runs', { implementations: [deployed(START, { outcome: 'RUNNING', end: null })] }, 'UNKNOWN '],
  [
    'it ended well in one place and runs in another',
    { implementations: [deployed(START, eu), deployed(AFTER, { ...us, outcome: 'RUNNING' })] },
    'UNKNOWN ',
  ],
  ['it failed and then ended well', { implementations: [deployed(START, failed), deployed(AFTER)] }, 'SUCCESSFUL_WITH_ISSUES DEPLOYMENTS'],
  ['it ended well and a later attempt failed', { implementations: [deployed(START), deployed(AFTER, failed)] }, 'FAILED DEPLOYMENTS'],
  ['further commits of it came later', { implementations: [deployed(START), deployed(AFTER)] }, 'SUCCESSFUL DEPLOYMENTS'],
  ['it was taken out', { implementations: [deployed(START)], backOuts: [deployed(AFTER)] }, 'BACKED_OUT DEPLOYMENTS'],
  [
    'what would have taken it out failed',
    { implementations: [deployed(START)], backOuts: [deployed(AFTER, failed)] },
    'SUCCESSFUL DEPLOYMENTS',
  ],
  [
    'it was taken out and brought back',
    { implementations: [deployed(START), deployed(20_000)], backOuts: [deployed(AFTER)] },
    'SUCCESSFUL_WITH_ISSUES DEPLOYMENTS',
  ],
  [
    'one deployment takes its commits out and carries others of it',
    { implementations: [deployed(START), deployed(AFTER)], backOuts: [deployed(AFTER)] },
    'SUCCESSFUL DEPLOYMENTS',
  ],
  [
    'of two places one failed',
    { implementations: [deployed(START, eu), deployed(AFTER, { ...us, ...failed })] },
    'PARTIALLY_COMPLETED DEPLOYMENTS',
  ],
  [
    'it was taken out of one of two places',
    { implementations: [deployed(START, eu), deployed(AFTER, us)], backOuts: [deployed(20_000, us)] },
    'PARTIALLY_COMPLETED DEPLOYMENTS',
  ],
  [
    'it failed in one place and was taken out of the other',
    { implementations: [deployed(START, eu), deployed(AFTER, { ...us, ...failed })], backOuts: [deployed(20_000, eu)] },
    'BACKED_OUT DEPLOYMENTS',
  ],
  ['it was carried out by hand', { implementations: [byHand(START)] }, 'UNKNOWN '],
  ['its field says it', { fields: result('Broken'), implementations: [deployed(START)] }, 'FAILED TICKET'],
  ['its resolution says it', { fields: { resolution: [read('2', span(AFTER), { toName: 'Rolled back' })] } }, 'BACKED_OUT TICKET'],
  ['its status says it', { fields: { status: moves([BEFORE, 'Dropped']) } }, 'CANCELLED TICKET'],
  [
    'its field says something that policy does not know',
    { fields: result('Perhaps'), implementations: [deployed(START)] },
    'SUCCESSFUL DEPLOYMENTS',
  ],
  [
    'it was turned down and closed',
    { fields: { status: moves([BEFORE, 'Closed']) }, decisions: [decided(4_000, { decision: 'REJECTED' })] },
    'CANCELLED TICKET',
  ],
  [
    'it was turned down, approved after all, and closed',
    { fields: { status: moves([BEFORE, 'Closed']) }, decisions: [decided(4_000, { decision: 'REJECTED' }), decided(4_500)] },
    'UNKNOWN ',
  ],
  [
    'it was turned down and is open',
    { fields: { status: moves([BEFORE, 'Ready']) }, decisions: [decided(4_000, { decision: 'REJECTED' })] },
    'UNKNOWN ',
  ],
  [
    'it was turned down, implemented all the same, and closed',
    {
      fields: { status: moves([AFTER, 'Closed']) },
      decisions: [decided(4_000, { decision: 'REJECTED' })],
      implementations: [deployed(START)],
    },
    'SUCCESSFUL DEPLOYMENTS',
  ],
];

describe('the outcome of a change', () => {
  it.each(CASES)('where %s', (_, told, expected) => {
    const { outcome, outcomeFrom } = recordTold(told);
    expect(`${outcome} ${outcomeFrom}`).toBe(expected);
  });

  it('is told with its derivation, of the ticket and of the deployments', () => {
    const { details } = recordTold({ fields: result('Done'), implementations: [deployed(START, failed)] });
    expect(details.outcome.ticket).toEqual({
      outcome: 'SUCCESSFUL',
      at: null,
      sentence: 'The ticket says Done, which policy calls SUCCESSFUL.',
      seqs: [600],
    });
    expect(details.outcome.deployments).toMatchObject({
      outcome: 'FAILED',
      sentence: 'FAILED: in production of pay the last deployment failed.',
      seqs: [START, START + 60],
    });
  });
});

describe('the proof of the outcome', () => {
  const hand = (closer: string) => ({
    fields: {
      ...result('Done'),
      status: moves([START, 'Doing'], [AFTER, 'Checking'], [20_000, 'Closed']).map((fact) => ({
        ...fact,
        actor: fact.to === 'Closed' ? closer : 'person:dev',
      })),
    },
    implementations: [byHand(START)],
  });
  const PROOFS: readonly (readonly [says: string, told: Told, expected: string])[] = [
    ['both say the same', { fields: result('Done'), implementations: [deployed(START)] }, 'PROVEN'],
    [
      'both say that it went well, one of them with issues',
      { fields: result('Done'), implementations: [deployed(START, failed), deployed(AFTER)] },
      'PROVEN',
    ],
    ['the ticket says backed out of what failed', { fields: result('Rolled back'), implementations: [deployed(START, failed)] }, 'PROVEN'],
    [
      'the ticket says that it went well and it failed',
      { fields: result('Done'), implementations: [deployed(START, failed)] },
      'CONTRADICTED',
    ],
    [
      'the ticket says that it went well and it was taken out',
      { fields: result('Done'), implementations: [deployed(START)], backOuts: [deployed(AFTER)] },
      'CONTRADICTED',
    ],
    ['the ticket says that it failed and it stands', { fields: result('Broken'), implementations: [deployed(START)] }, 'CONTRADICTED'],
    ['only the deployments say it', { implementations: [deployed(START)] }, 'NOT_PROVEN'],
    ['only the ticket says it', { fields: result('Done') }, 'NOT_PROVEN'],
    ['nobody says it', {}, 'NOT_PROVEN'],
    [
      'the deployment has no known end',
      { fields: result('Done'), implementations: [deployed(START, { outcome: 'UNKNOWN', end: null })] },
      'NOT_PROVEN',
    ],
    ['it was done by hand and somebody else closed it', hand('person:hugo'), 'PROVEN'],
    ['it was done by hand and the same person closed it', hand('person:dev'), 'NOT_PROVEN'],
  ];
  it.each(PROOFS)('where %s', (_, told, expected) => {
    expect(recordTold(told).proofs.find(({ proof }) => proof === 'OUTCOME')!.state).toBe(expected);
  });
});
