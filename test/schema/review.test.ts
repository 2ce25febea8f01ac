import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { rootAt, verifyLedger } from '../../src/ledger/index.js';
import { gapWorld, type GapWorld } from './gap-world.js';
import { list, type Tree } from './running-hub.js';

let world: GapWorld;
/** Two gaps, one of them acknowledged. */
let ids: readonly string[];

beforeAll(async () => {
  world = await gapWorld();
  ids = [(await world.gap()).id, (await world.gap()).id];
  await world.ask('acknowledgeGap', { id: ids[0], reason: 'Seen.' });
});
afterAll(() => world.hub.stop());

const SIGN = `mutation ($input: SignOffReviewInput!) { signOffReview(input: $input) { __typename
  ... on ReviewSignedOff { cursor review { event of count counts { by value count } filter checkpoint { size root } signedBy signedByName statement } }
  ... on Refused { sentence } } }`;

async function sign(input: object, token = world.cora): Promise<Tree> {
  const given = { statement: 'All are with their teams.', ...input };
  // That somebody was refused stands in the ledger, too.
  await followToEnd(world.hub.sql, world.hub.key);
  const { data, errors } = await world.hub.ask(SIGN, { variables: { input: given }, token });
  expect(errors).toEqual([]);
  await followToEnd(world.hub.sql, world.hub.key);
  return data['signOffReview'] as Tree;
}
const size = async () => (await world.hub.sql<{ size: number }[]>`select size from ledger_head`)[0]!.size;
const refused = (sentence: RegExp) => ({ __typename: 'Refused', sentence: expect.stringMatching(sentence) as string });

describe('a review of the open gaps', () => {
  it('is on record with who, what, how much of which kind, and the ledger that it looked at', async () => {
    const before = await size();
    const root = Buffer.from(await rootAt(world.hub.sql, before)).toString('hex');
    const signed = await sign({ of: 'OPEN_GAPS', gaps: { ids, rules: ['direct-push'] }, expectedCount: 2 });
    expect(signed).toMatchObject({
      __typename: 'ReviewSignedOff',
      review: {
        of: 'OPEN_GAPS',
        count: 2,
        counts: [
          { by: 'SEVERITY', value: 'HIGH', count: 2 },
          { by: 'STATUS', value: 'ACKNOWLEDGED', count: 1 },
          { by: 'STATUS', value: 'OPEN', count: 1 },
        ],
        checkpoint: { size: String(before), root },
        signedBy: expect.stringMatching(/^token:/) as string,
        signedByName: 'Cora Lind',
        statement: 'All are with their teams.',
      },
    });
    expect(JSON.parse(String(signed['review']?.['filter']))).toEqual({ ids, rules: ['direct-push'] });
    const { data } = await world.hub.ask('{ reviews(first: 1) { totalCount nodes { event of count signedByName } } }');
    expect(data['reviews']).toEqual({
      totalCount: 1,
      nodes: [{ event: signed['review']?.['event'], of: 'OPEN_GAPS', count: 2, signedByName: 'Cora Lind' }],
    });
    expect(await verifyLedger(world.hub.sql, { key: world.hub.key })).toMatchObject({ ok: true });
  });

  it('is refused, and nothing recorded, when there are more or fewer than were seen', async () => {
    const before = await size();
    const sentence = /^2 open or acknowledged gaps match, and 1 were expected\. Look at them again; nothing was recorded\.$/;
    expect(await sign({ of: 'OPEN_GAPS', gaps: { ids }, expectedCount: 1 })).toEqual(refused(sentence));
    expect(await sign({ of: 'OPEN_GAPS', gaps: { ids, statuses: ['WAIVED'] }, expectedCount: 2 })).toEqual(refused(/^0 open/));
    expect(await size()).toBe(before);
  });

  it('of none may be signed, too', async () => {
    expect(await sign({ of: 'OPEN_GAPS', gaps: { severities: ['CRITICAL'] }, expectedCount: 0 })).toMatchObject({
      review: { count: 0, counts: [] },
    });
  });

  it('takes a person, a right and a statement', async () => {
    const robot = await world.tokens('robot', 'compliance', 'SERVICE');
    expect(await sign({ of: 'OPEN_GAPS', gaps: { ids }, expectedCount: 2 }, robot)).toEqual(refused(/takes the token of a person/));
    expect(await sign({ of: 'OPEN_GAPS', gaps: { ids }, expectedCount: 2, statement: ' ' })).toEqual(refused(/^Say why/));
    const input = { of: 'OPEN_GAPS', expectedCount: 2, statement: 'x' };
    const { errors } = await world.hub.ask(SIGN, { variables: { input }, token: await world.tokens('Eve', 'auditor') });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('keeps name and statement out of the ledger', async () => {
    await sign({ of: 'OPEN_GAPS', gaps: { ids }, expectedCount: 2, statement: 'Words that can be erased.' });
    const [row] = await world.hub.sql<
      { body: string }[]
    >`select convert_from(body, 'UTF8') as body from ledger_event order by seq desc limit 1`;
    expect(row?.body).toContain('OPEN_GAPS');
    expect(row?.body).not.toContain('Words that can be erased.');
    expect(row?.body).not.toContain('Cora');
  });
});

describe('a review of unresolved people', () => {
  it('counts whom another source may know by an account that nothing joins, by source; gaps have no part in it', async () => {
    const { hub } = world;
    await hub.sql`insert into account (person, source, service, seq) values ('person:one', 'jira-acme', false, 0), ('person:two', 'gitlab-acme', false, 0)`;
    const { data } = await hub.ask('{ people(filter: { unresolved: true }, first: 1) { totalCount } }');
    const seen = Number(data['people']?.['totalCount']);
    expect(seen).toBeGreaterThanOrEqual(2);
    const signed = await sign({ of: 'UNRESOLVED_PEOPLE', expectedCount: seen });
    expect(list(signed['review']?.['counts'])).toEqual(
      expect.arrayContaining([
        { by: 'SOURCE', value: 'gitlab-acme', count: 1 },
        { by: 'SOURCE', value: 'jira-acme', count: 1 },
      ]),
    );
    expect(await sign({ of: 'UNRESOLVED_PEOPLE', expectedCount: seen - 1 })).toEqual(refused(new RegExp(`^${seen} people are unresolved`)));
    expect(await sign({ of: 'UNRESOLVED_PEOPLE', gaps: { ids }, expectedCount: seen })).toEqual(refused(/takes no filter of gaps/));
  });
});
