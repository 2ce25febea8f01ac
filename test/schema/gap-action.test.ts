import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gapId } from '../../src/read/index.js';
import { because, gapWorld, until, waiverOf, type GapWorld } from './gap-world.js';

let world: GapWorld;
/** A gap that nobody touched yet. */
let id: string;

beforeAll(async () => {
  world = await gapWorld();
});
afterAll(() => world.hub.stop());
beforeEach(async () => {
  ({ id } = await world.gap());
});

const ask: GapWorld['ask'] = (...asked) => world.ask(...asked);
const now = (of = id) => world.now(of);
const waiver = (over: object = {}) => waiverOf(id, over);

describe('the life of a gap, by people', () => {
  it('goes from open over acknowledged and waived back to open, and each step keeps who, when and why', async () => {
    expect(await ask('acknowledgeGap', { id, reason: 'I look into it.' })).toMatchObject({ gap: { id, status: 'ACKNOWLEDGED' } });
    const ends = until(7);
    const waived = await ask('waiveGap', waiver({ until: ends }));
    expect(waived).toMatchObject({ __typename: 'GapStepped', gap: { status: 'WAIVED', disposition: 'RISK_ACCEPTED', waivedUntil: ends } });
    expect(await now()).toMatchObject({ status: 'WAIVED', disposition: 'RISK_ACCEPTED', waivedUntil: ends });
    await ask('reopenGap', { id, reason: 'It is not retired after all.' });
    const { steps, ...gap } = await now();
    expect(gap).toMatchObject({ status: 'OPEN', disposition: null, waivedUntil: null, openings: 2 });
    expect(steps.map(({ type, byName, reason, cause }) => [type, byName, reason, cause])).toEqual([
      ['gap.opened', null, null, 'FACT'],
      ['gap.acknowledged', 'Cora Lind', 'I look into it.', 'PERSON'],
      ['gap.waived', 'Cora Lind', 'The module is retired next week.', 'PERSON'],
      ['gap.reopened', 'Cora Lind', 'It is not retired after all.', 'PERSON'],
    ]);
    expect(steps[2]).toMatchObject({ disposition: 'RISK_ACCEPTED', until: ends });
    expect(String(steps[2]?.['by'])).toMatch(/^token:/);
  });

  it('is remediated with evidence, and not without', async () => {
    expect(await ask('remediateGap', { id, reason: 'Reviewed now.', evidence: [' '] })).toEqual(because(/^Name the evidence/));
    expect(await ask('remediateGap', { id, reason: 'Reviewed now.', evidence: ['minutes of 12 March'] })).toMatchObject({
      gap: { status: 'REMEDIATED' },
    });
    expect((await now()).steps.at(-1)).toMatchObject({ type: 'gap.remediated', evidence: ['minutes of 12 March'] });
    expect(await ask('waiveGap', waiver())).toEqual(because(/Reopen it first/));
  });

  it('is given to a person, to another, to nobody; that changes nothing about where it is in its life', async () => {
    expect(await ask('assignGap', { id, reason: 'Yours.', assignee: world.github('1') })).toMatchObject({
      gap: { status: 'OPEN', assignee: { ref: world.github('1') } },
    });
    expect(await ask('assignGap', { id, reason: 'Yours.', assignee: world.github('1') })).toEqual(
      because(/assigned to that person already/),
    );
    expect(await ask('assignGap', { id, reason: 'Robot.', assignee: world.github('9') })).toEqual(because(/service account is no person/));
    expect(await ask('assignGap', { id, reason: 'Who?', assignee: 'person:00' })).toEqual(because(/^No person has the account/));
    expect(await now()).toMatchObject({ status: 'OPEN', assignee: { ref: world.github('1') } });
    await ask('acknowledgeGap', { id, reason: 'Seen.' });
    expect(await now()).toMatchObject({ status: 'ACKNOWLEDGED', assignee: { ref: world.github('1') } });
    expect(await ask('assignGap', { id, reason: 'Left the company.' })).toMatchObject({ gap: { assignee: null } });
    expect((await now()).steps.at(-1)).toMatchObject({ type: 'gap.assigned', assignee: null, reason: 'Left the company.' });
  });

  it('takes no step that does not follow from where it is', async () => {
    expect(await ask('reopenGap', { id, reason: 'Why not.' })).toEqual(because(/open already/));
    await ask('waiveGap', waiver());
    expect(await ask('waiveGap', waiver())).toEqual(because(/is waived/));
    expect(await ask('acknowledgeGap', { id, reason: 'Seen.' })).toEqual(because(/is waived/));
    expect(await ask('acknowledgeGap', { id: gapId({ rule: 'direct-push', subject: 'deployment:x:1' }), reason: 'Seen.' })).toEqual(
      because(/no such gap/),
    );
    expect(await ask('acknowledgeGap', { id: 'x', reason: 'Seen.' })).toEqual(because(/no id of a gap/));
    expect((await now()).steps.map(({ type }) => type)).toEqual(['gap.opened', 'gap.waived']);
  });

  it('needs a reason at every step, and a waiver an end within a year and a day', async () => {
    expect(await ask('acknowledgeGap', { id, reason: ' ' })).toEqual(because(/^Say why/));
    expect(await ask('assignGap', { id, reason: '' })).toEqual(because(/^Say why/));
    expect(await ask('waiveGap', waiver({ until: until(-1) }))).toEqual(because(/that is over/));
    expect(await ask('waiveGap', waiver({ until: until(367) }))).toEqual(because(/at most 366 days/));
    expect(await now()).toMatchObject({ status: 'OPEN' });
  });

  it('is waived as a false positive only with a fact that the timeline has', async () => {
    expect(await ask('waiveGap', waiver({ disposition: 'FALSE_POSITIVE' }))).toEqual(because(/names the fact to correct/));
    expect(await ask('waiveGap', waiver({ disposition: 'FALSE_POSITIVE', fact: 'f'.repeat(64) }))).toEqual(because(/names the fact/));
    const fact = 'branch:github-acme:1:main';
    expect(await ask('waiveGap', waiver({ disposition: 'FALSE_POSITIVE', fact }))).toMatchObject({
      gap: { disposition: 'FALSE_POSITIVE' },
    });
    expect((await now()).steps.at(-1)).toMatchObject({ fact });
  });

  it('is waived for a compensating control only with that control and its evidence', async () => {
    const control = 'A second person watches each deployment.';
    expect(await ask('waiveGap', waiver({ disposition: 'COMPENSATING_CONTROL', evidence: ['log 7'] }))).toEqual(
      because(/names that control/),
    );
    expect(await ask('waiveGap', waiver({ disposition: 'COMPENSATING_CONTROL', control }))).toEqual(because(/^Name the evidence/));
    expect(await ask('waiveGap', waiver({ control }))).toEqual(because(/^RISK_ACCEPTED says nothing about control/));
    await ask('waiveGap', waiver({ disposition: 'COMPENSATING_CONTROL', control, evidence: ['log 7', 'log 8'] }));
    expect((await now()).steps.at(-1)).toMatchObject({ control, evidence: ['log 7', 'log 8'] });
  });

  it('keeps what people typed out of the ledger: a digest and a commitment stand there', async () => {
    await ask('acknowledgeGap', { id, reason: 'Words that can be erased.' });
    const [row] = await world.hub.sql<{ body: string }[]>`
      select convert_from(body, 'UTF8') as body from ledger_event order by seq desc limit 1`;
    expect(row?.body).toContain('direct-push');
    expect(row?.body).not.toContain('Words that can be erased.');
    expect(row?.body).not.toContain('Cora');
  });
});
