import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute, pushed, record, titled } from './facts.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await hub.sql`insert into repository (repository, source, name) values ('repository:github-acme:1', 'github-acme', 'acme/pay')`;
  await record(hub.sql, hub.key, [titled(1, 'Fix rounding'), titled(2, ''), titled(3, 'n/a'), ...[4, 5, 6, 7, 8, 9].map(pushed)]);
  await record(hub.sql, hub.key, [pushed(20), pushed(21)], 'github-other');
});
afterAll(() => hub.stop());

const types = (data: Tree) => list(data['timeline']?.['nodes']).map((node) => node['occurredAt']?.['from']);

describe('timeline', () => {
  it('answers newest first, with the position of the ledger it was read at', async () => {
    const { data, errors } = await hub.ask(
      '{ timeline(first: 3) { nodes { occurredAt { from } } totalCount totalCountIsExact asOfCursor pageInfo { hasNextPage hasPreviousPage } } }',
    );
    expect(errors).toEqual([]);
    expect(types(data)).toEqual(['2026-03-01T00:21:00Z', '2026-03-01T00:20:00Z', '2026-03-01T00:09:00Z']);
    expect(data['timeline']).toMatchObject({
      totalCount: 11,
      totalCountIsExact: true,
      asOfCursor: '10',
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });

  it('shows who, what was typed, what is named, and the facts with digests for texts', async () => {
    const { data, errors } = await hub.ask(`{ timeline(filter: { types: ["pull_request.edited"] }) { nodes {
      id eventId seq subject standing person { ref name kind } texts { field state value } mentions { ref method place } facts flags enrichmentCount enrichments { adds } } } }`);
    expect(errors).toEqual([]);
    const [na, empty, fix] = list(data['timeline']?.['nodes']);
    expect(fix?.['texts']).toEqual([{ field: 'title', state: 'FILLED', value: 'Fix rounding' }]);
    expect(empty?.['texts']).toEqual([{ field: 'title', state: 'EMPTY', value: null }]);
    expect(na?.['texts']).toEqual([{ field: 'title', state: 'PLACEHOLDER', value: null }]);
    expect(fix).toMatchObject({ standing: 'CURRENT', flags: [], enrichmentCount: 0, person: { name: 'ada', kind: 'PERSON' } });
    expect(fix?.['mentions']).toEqual([{ ref: `commit:github-acme:1:${'a'.repeat(40)}`, method: 'RELATION', place: 'head' }]);
    expect(fix?.['id']).toBe(fix?.['eventId']);
    expect(JSON.stringify(fix?.['facts'])).not.toContain('rounding');
  });

  it.each([
    ['sources: ["github-other"]', 2],
    ['types: ["branch.pushed"]', 8],
    ['exceptSources: ["github-other", "changeline"]', 9],
    ['types: ["branch.pushed"], sources: ["github-acme"]', 6],
    ['subject: "branch:github-acme:1:main"', 6],
    ['repository: "acme/pay"', 9],
    ['repository: "repository:github-other:1"', 2],
    [`occurredFrom: "${minute(4)}", occurredTo: "${minute(6)}"`, 2],
    [`repository: "acme/pay", types: ["branch.pushed"], occurredFrom: "${minute(8)}"`, 2],
    ['person: "person:nobody"', 0],
    ['types: []', 0],
  ])('filters compose: %s gives %i', async (filter, count) => {
    const { data, errors } = await hub.ask(`{ timeline(filter: { ${filter} }) { totalCount nodes { id } } }`);
    expect(errors).toEqual([]);
    expect(data['timeline']?.['totalCount']).toBe(count);
    expect(list(data['timeline']?.['nodes'])).toHaveLength(count);
  });

  it('counts by type and by source over all that matches', async () => {
    const { data } = await hub.ask(
      '{ timeline(first: 1, filter: { sources: ["github-acme", "github-other"] }) { facets(by: [TYPE, SOURCE]) { by exact values { value count } } } }',
    );
    expect(data['timeline']?.['facets']).toEqual([
      {
        by: 'TYPE',
        exact: true,
        values: [
          { value: 'branch.pushed', count: 8 },
          { value: 'pull_request.edited', count: 3 },
        ],
      },
      {
        by: 'SOURCE',
        exact: true,
        values: [
          { value: 'github-acme', count: 9 },
          { value: 'github-other', count: 2 },
        ],
      },
    ]);
  });

  it('pages back from the end with last and before', async () => {
    const end = await hub.ask(
      '{ timeline(last: 2) { nodes { occurredAt { from } } pageInfo { startCursor hasPreviousPage hasNextPage } } }',
    );
    expect(types(end.data)).toEqual(['2026-03-01T00:02:00Z', '2026-03-01T00:01:00Z']);
    const { startCursor } = end.data['timeline']?.['pageInfo'] as unknown as { startCursor: string };
    const newer = await hub.ask(
      `{ timeline(last: 2, before: "${startCursor}") { nodes { occurredAt { from } } pageInfo { hasPreviousPage hasNextPage } } }`,
    );
    expect(types(newer.data)).toEqual(['2026-03-01T00:04:00Z', '2026-03-01T00:03:00Z']);
    expect(newer.data['timeline']?.['pageInfo']).toEqual({ hasPreviousPage: true, hasNextPage: true });
  });

  it('shows a text no more once its clear value was erased, and the event still', async () => {
    const [erased] = await record(hub.sql, hub.key, [titled(50, 'Mistake of mine')]);
    await hub.sql`delete from clear_value where value = 'Mistake of mine'`;
    const { data } = await hub.ask(`{ node(id: "${erased?.envelope.eventId}") { ... on TimelineEvent { texts { state value } } } }`);
    expect(data['node']?.['texts']).toEqual([{ state: 'FILLED', value: null }]);
  });
});

describe('paging while rows are added', () => {
  it('repeats and skips nothing of what was there at the first page', async () => {
    const own = await runHub();
    try {
      const before = await record(
        own.sql,
        own.key,
        Array.from({ length: 40 }, (_, n) => pushed(n % 7 === 0 ? 100 + n : n)),
      );
      const seen: string[] = [];
      let after = '';
      for (let page = 0; page < 30; page += 1) {
        const { data, errors } = await own.ask(`{ timeline(first: 3${after}) { nodes { id } pageInfo { hasNextPage endCursor } } }`);
        expect(errors).toEqual([]);
        seen.push(...((data['timeline']?.['nodes'] ?? []) as unknown as { id: string }[]).map((node) => node.id));
        await record(own.sql, own.key, [pushed(1000 + page), pushed(-1000 - page)]);
        const info = data['timeline']?.['pageInfo'] as unknown as { hasNextPage: boolean; endCursor: string };
        if (!info.hasNextPage || seen.length > 60) break;
        after = `, after: "${info.endCursor}"`;
      }
      const known = new Set(before.map((event) => event.envelope.eventId));
      const ofBefore = seen.filter((id) => known.has(id));
      expect(new Set(seen).size).toBe(seen.length);
      expect(new Set(ofBefore)).toEqual(known);
    } finally {
      await own.stop();
    }
  });

  it('keeps events of the same moment apart by their place in the ledger', async () => {
    const own = await runHub();
    try {
      await record(
        own.sql,
        own.key,
        Array.from({ length: 10 }, (_, n) => ({ ...pushed(n), occurredAt: pushed(5).occurredAt })),
      );
      const first = await own.ask('{ timeline(first: 4) { nodes { seq } pageInfo { endCursor } } }');
      const info = first.data['timeline']?.['pageInfo'] as unknown as { endCursor: string };
      const second = await own.ask(`{ timeline(first: 200, after: "${info.endCursor}") { nodes { seq } } }`);
      const seqs = [first, second].flatMap(({ data }) =>
        (data['timeline']?.['nodes'] as unknown as { seq: string }[]).map((node) => node.seq),
      );
      expect(seqs).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '1', '0']);
    } finally {
      await own.stop();
    }
  });
});
