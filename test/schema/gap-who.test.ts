import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { because, gapWorld, until, waiverOf, type GapWorld } from './gap-world.js';
import { list } from './running-hub.js';

let world: GapWorld;
/** A gap that nobody touched yet. */
let id: string;
let deployment: string;

beforeAll(async () => {
  world = await gapWorld();
});
afterAll(() => world.hub.stop());
beforeEach(async () => {
  ({ id, deployment } = await world.gap());
});

const ask: GapWorld['ask'] = (...asked) => world.ask(...asked);
const now = (of = id) => world.now(of);
const waiver = (over: object = {}) => waiverOf(id, over);

describe('who may not', () => {
  it('a service account and the bootstrap token acknowledge, waive and remediate nothing; they may assign and reopen', async () => {
    for (const token of [
      await world.tokens('robot', 'compliance', 'SERVICE'),
      await world.tokens('operator', 'administrator', 'BOOTSTRAP'),
    ]) {
      const refused = because(/takes the token of a person/);
      expect(await ask('acknowledgeGap', { id, reason: 'Seen.' }, token)).toEqual(refused);
      expect(await ask('waiveGap', waiver(), token)).toEqual(refused);
      expect(await ask('remediateGap', { id, reason: 'Done.', evidence: ['x'] }, token)).toEqual(refused);
    }
    const robot = await world.tokens('router', 'compliance', 'SERVICE');
    expect(await ask('assignGap', { id, reason: 'By the roster.', assignee: world.github('1') }, robot)).toMatchObject({
      __typename: 'GapStepped',
    });
    await ask('acknowledgeGap', { id, reason: 'Seen.' });
    expect(await ask('reopenGap', { id, reason: 'No answer for a week.' }, robot)).toMatchObject({ gap: { status: 'OPEN' } });
  });

  it('a token below compliance decides nothing', async () => {
    const token = await world.tokens('Cora Lind', 'auditor');
    const { errors } = await world.hub.ask(`mutation { acknowledgeGap(input: { id: "${id}", reason: "x" }) { __typename } }`, { token });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await now()).toMatchObject({ status: 'OPEN' });
  });

  it('nobody waives a gap of a change he had a part in; he may acknowledge it', async () => {
    const ana = await world.tokens('Ana Ruiz');
    await world.hub.sql`update deployment set creator = ${world.github('1')} where deployment = ${deployment}`;
    expect(await ask('waiveGap', waiver(), ana)).toEqual(because(/Ana Ruiz started a deployment of it/));
    expect(await ask('acknowledgeGap', { id, reason: 'Mine, I look.' }, ana)).toMatchObject({ __typename: 'GapStepped' });
    await world.hub.sql`update deployment set creator = ${world.github('9')} where deployment = ${deployment}`;
    expect(await ask('waiveGap', waiver(), ana)).toMatchObject({ __typename: 'GapStepped' });
  });

  it('whoever the policy does not list waives nothing: whether he had a part is not known, and that counts as if he had', async () => {
    const eve = await world.tokens('Eve Unlisted');
    expect(await ask('waiveGap', waiver(), eve)).toEqual(because(/is not known: the policy does not list that name/));
    expect(await now()).toMatchObject({ status: 'OPEN' });
  });
});

describe('waiveGaps', () => {
  const all = async (filter: object, expectedCount: number, as = world.cora) => {
    const input = { filter, expectedCount, disposition: 'RISK_ACCEPTED', reason: 'One incident, one decision.', until: until(7) };
    const { data, errors } = await world.hub.ask(
      `mutation ($input: WaiveGapsInput!) { waiveGaps(input: $input) { __typename
        ... on GapsWaived { gaps { id status } } ... on GapsNotWaived { sentence of { gap { id } sentence } } } }`,
      { variables: { input }, token: as },
    );
    expect(errors).toEqual([]);
    await followToEnd(world.hub.sql, world.hub.key);
    return data['waiveGaps'];
  };
  it('waives all that match when they are as many as expected, and none when they are not', async () => {
    const ids = [id, (await world.gap()).id];
    expect(await all({ ids }, 3)).toMatchObject({
      __typename: 'GapsNotWaived',
      sentence: expect.stringMatching(/^2 gaps match/) as string,
    });
    expect(await now()).toMatchObject({ status: 'OPEN' });
    const done = await all({ ids }, 2);
    expect(list(done?.['gaps']).map((gap) => String(gap['status']))).toEqual(['WAIVED', 'WAIVED']);
    expect(await now(ids[1])).toMatchObject({ status: 'WAIVED' });
    expect(await all({ ids }, 2)).toMatchObject({ sentence: expect.stringMatching(/^0 gaps match/) as string });
  });

  it('waives none when he had a part in one of them, and names it', async () => {
    const mine = await world.gap();
    await world.hub.sql`update deployment set creator = ${world.github('1')} where deployment = ${mine.deployment}`;
    const ana = await world.tokens('Ana Ruiz');
    const refused = await all({ ids: [id, mine.id] }, 2, ana);
    expect(refused).toMatchObject({ __typename: 'GapsNotWaived', of: [{ gap: { id: mine.id } }] });
    expect(await now()).toMatchObject({ status: 'OPEN' });
  });
});

describe('assignGaps', () => {
  const all = async (filter: object, expectedCount: number, assignee: string | null = world.github('1')) => {
    const input = { filter, expectedCount, assignee, reason: 'One team, one desk.' };
    const { data, errors } = await world.hub.ask(
      `mutation ($input: AssignGapsInput!) { assignGaps(input: $input) { __typename
        ... on GapsAssigned { gaps { id status assignee { ref } } } ... on Refused { sentence } } }`,
      { variables: { input }, token: world.cora },
    );
    expect(errors).toEqual([]);
    await followToEnd(world.hub.sql, world.hub.key);
    return data['assignGaps'];
  };

  it('gives all that match to a person when they are as many as expected, and none when they are not', async () => {
    const ids = [id, (await world.gap()).id];
    expect(await all({ ids }, 1)).toMatchObject({ sentence: expect.stringMatching(/^2 gaps match that could be assigned/) as string });
    expect(await now()).toMatchObject({ assignee: null });
    const done = await all({ ids }, 2);
    expect(list(done?.['gaps']).map((gap) => gap['assignee']?.['ref'])).toEqual([world.github('1'), world.github('1')]);
    expect(await now(ids[1])).toMatchObject({ status: 'OPEN', assignee: { ref: world.github('1') } });
    expect((await now()).steps.at(-1)).toMatchObject({ type: 'gap.assigned', byName: 'Cora Lind', reason: 'One team, one desk.' });
  });

  it('gives none when one is that person’s already; the filter leaves those out', async () => {
    const mine = await world.gap();
    await ask('assignGap', { id: mine.id, reason: 'Yours.', assignee: world.github('1') });
    expect(await all({ ids: [id, mine.id] }, 2)).toMatchObject({
      sentence: expect.stringMatching(/^Nothing was recorded, since 1 of these gaps cannot be assigned/) as string,
    });
    expect(await now()).toMatchObject({ assignee: null });
    expect(await all({ ids: [id, mine.id], assigned: false }, 1)).toMatchObject({ __typename: 'GapsAssigned' });
  });

  it('finds waived gaps, too, and none that is over', async () => {
    await ask('waiveGap', waiver());
    expect(await all({ ids: [id] }, 1)).toMatchObject({ gaps: [{ status: 'WAIVED' }] });
    await world.hub.sql`update gap set status = 'RESOLVED' where subject = ${deployment}`;
    expect(await all({ ids: [id] }, 1, null)).toMatchObject({ sentence: expect.stringMatching(/^0 gaps match/) as string });
  });
});
