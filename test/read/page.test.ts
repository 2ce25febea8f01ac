import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapId, gapOfId, pageOfList, type Page } from '../../src/read/index.js';

describe('a page of a list in memory', () => {
  it('page by page, both ways and in any size, gives the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 50 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (items, size, backward) => {
        const got: number[] = [];
        let cursor: string | null = null;
        for (let turn = 0; turn <= items.length + 1; turn += 1) {
          const page: Page<number> = pageOfList(
            'list',
            items,
            backward ? { last: size, before: cursor } : { first: size, after: cursor },
            0,
          );
          const nodes = page.edges.map((edge) => edge.node);
          if (backward) got.unshift(...nodes);
          else got.push(...nodes);
          cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor;
          if (!(backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) break;
        }
        expect(got).toEqual(items);
      }),
    );
  });

  it('refuses the cursor of another list', () => {
    const { pageInfo } = pageOfList('one', [1, 2], {}, 0);
    expect(() => pageOfList('other', [1, 2], { after: pageInfo.endCursor }, 0)).toThrow(/does not belong to this list/);
  });
});

describe('the id of a gap', () => {
  it('is safe in an address and gives rule and subject back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,30}$/), fc.string({ minLength: 1, unit: 'grapheme' }), (rule, subject) => {
        const id = gapId({ rule, subject });
        expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(gapOfId(id)).toEqual({ rule, subject });
      }),
    );
  });

  it('is none of a gap when it was made up', () => {
    expect(['', 'x', 'Z2Fw', '!!', 'a'.repeat(64)].map(gapOfId)).toEqual([null, null, null, null, null]);
  });
});
