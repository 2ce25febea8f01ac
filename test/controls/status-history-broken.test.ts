import { describe, expect, it } from 'vitest';
import { statusHistoryBroken as rule } from '../../src/controls/status-history-broken.js';
import { second } from '../correlate/runs.js';
import { answerOf, changed, type ChangePlan, findings, read, START, upTo } from './whole-change.js';

const step = (at: number, from: string, to: string, sequence: string | null = String(at)) => changed(at, from, to, { sequence });
const shows = (status: string, at = START + 100) => read(status, { at: { from: second(0), to: second(at) }, seq: at });
const history = (...facts: ReturnType<typeof changed>[]): ChangePlan => ({ fields: { status: facts } });
const [A, B] = [step(START, 'new', 'review'), step(START + 10, 'review', 'doing')];

describe('status-history-broken', () => {
  it.each<readonly [string, ChangePlan, string]>([
    ['PASS where each step leaves where the one before it led, and the last is shown', history(A, B, shows('doing')), 'PASS'],
    ['PASS where nothing was changed', history(shows('new')), 'PASS'],
    [
      'PASS where former statuses were read, too',
      history(shows('new', START - 9), A, B, shows('review', START + 5), shows('doing')),
      'PASS',
    ],
    ['PASS where only steps are known', history(A, B), 'PASS'],
    ['PASS in whatever order they came', history(shows('doing'), B, A), 'PASS'],
    ['GAP where a step leaves from elsewhere', history(A, step(START + 10, 'approval', 'doing'), shows('doing')), 'GAP'],
    ['GAP where the last step leads elsewhere than it shows', history(A, shows('doing')), 'GAP'],
    ['GAP where what the last step led to was never shown', history(A, B, shows('review')), 'GAP'],
    ['GAP where another status is shown without a step', history(shows('new', START), shows('doing')), 'GAP'],
    ['silent where no status was read', {}, 'NONE'],
    [
      'PASS where two steps of one time stand in the order of their numbers',
      history(step(START, 'review', 'doing', '12'), step(START, 'new', 'review', '9'), shows('doing')),
      'PASS',
    ],
    [
      'INDETERMINATE where two steps of one time have no order and do not meet',
      history(step(START, 'new', 'review', null), step(START, 'approval', 'doing', null), shows('doing'), shows('review')),
      'INDETERMINATE',
    ],
    [
      'INDETERMINATE where the ticket was not read after the last of it',
      { ...history(A, shows('doing')), coverage: { tickets: upTo(START + 100 + 59) } },
      'INDETERMINATE',
    ],
    [
      'GAP where it was read up to there and the skew',
      { ...history(A, shows('doing')), coverage: { tickets: upTo(START + 100 + 60) } },
      'GAP',
    ],
    ['INDETERMINATE where it was never read to the end', { ...history(A, shows('doing')), coverage: { tickets: null } }, 'INDETERMINATE'],
    [
      'PASS where all leads on, though it was never read to the end',
      { ...history(A, B, shows('doing')), coverage: { tickets: null } },
      'PASS',
    ],
  ])('is %s', (_, plan, answer) => {
    expect(answerOf(rule, plan)).toBe(answer);
  });

  it('resolves when the missing step is read', () => {
    const broken = history(A, step(START + 10, 'approval', 'doing'), shows('doing'));
    expect(answerOf(rule, broken)).toBe('GAP');
    expect(answerOf(rule, history(A, step(START + 5, 'review', 'approval'), step(START + 10, 'approval', 'doing'), shows('doing')))).toBe(
      'PASS',
    );
  });

  it('says how many steps lead on, or what is missing', () => {
    const said = (...facts: ReturnType<typeof changed>[]) => findings(rule, history(...facts))[0];
    expect(said(A, B, shows('doing'))?.sentence).toBe('The 2 steps of its history lead PAY-12 to its status.');
    expect(said(shows('new'))?.sentence).toBe('PAY-12 has the status that it was made with.');
    expect(said(A, step(START + 10, 'approval', 'doing'), shows('other'))?.sentence).toContain('; and 1 more.');
    const unordered = said(step(START, 'new', 'review', null), step(START, 'approval', 'doing', null), shows('doing'), shows('review'));
    expect(unordered?.missing?.map(({ what }) => what)).toEqual(['Steps of its history have one time and no order of their own.']);
    const [unread] = findings(rule, { ...history(A, shows('doing')), coverage: { tickets: null } });
    expect(unread?.missing?.map(({ upTo: moment }) => moment !== null)).toEqual([true]);
  });

  it('says which step does not lead on', () => {
    expect(findings(rule, history(A, step(START + 10, 'approval', 'doing'), shows('doing')))[0]).toMatchObject({
      sentence: `The status history of PAY-12 does not lead to its status: the step at ${second(START + 10)} leaves "approval", but the one before it led to "review".`,
      wouldPassIf: 'its source told the steps that are missing',
    });
    expect(findings(rule, history(A, shows('doing')))[0]?.sentence).toContain('it shows "doing", and no step leads there');
  });
});
