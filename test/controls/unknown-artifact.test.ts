import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownArtifact as rule } from '../../src/controls/unknown-artifact.js';
import { second } from '../correlate/runs.js';
import { caseOf, COVERED, DEPLOYMENT, type Plan, upTo } from './case.js';
import { ARTIFACT, artifact, naming, SHORT } from './named.js';

const judged = (of: Plan) => rule.judge!(caseOf(of))[0];
const answer = (of: Plan) => judged(of)?.answer ?? 'NONE';
const OTHER = `artifact:sha256:${'cd'.repeat(32)}`;
const built = artifact({ isBuilt: true, events: [77] });
const tagged = naming({ tags: ['acme/pay:1.4'] });
const uncovered = { coverage: { deployments: null } };

describe('unknown-artifact', () => {
  it.each<readonly [string, Plan, string]>([
    ['silent where it names no artifact', naming({}), 'NONE'],
    ['silent where nobody looked for what it names', { ...naming({}), more: {} }, 'NONE'],
    ['PASS where a build of the digest is known', naming({ artifacts: [built] }), 'PASS'],
    ['PASS where it names a tag, too', naming({ artifacts: [built], tags: ['acme/pay:1.4'] }), 'PASS'],
    ['GAP where none is known', naming({ artifacts: [artifact()] }), 'GAP'],
    ['GAP where of two digests one is not', naming({ artifacts: [built, artifact({ artifact: OTHER })] }), 'GAP'],
    ['GAP where policy does not trust who says what built it', naming({ artifacts: [artifact({ distrusted: ['ci'] })] }), 'GAP'],
    ['GAP of the digest, whatever was not read', naming({ artifacts: [artifact()], perhaps: ['deployment:b:1'] }, uncovered), 'GAP'],
    ['GAP where it names nothing but a tag', tagged, 'GAP'],
    ['INDETERMINATE where another report of it may name the digest', { ...tagged, ...uncovered }, 'INDETERMINATE'],
    ['INDETERMINATE where it may be a report of another', naming({ tags: ['t'], perhaps: ['deployment:b:1'] }), 'INDETERMINATE'],
    [
      'INDETERMINATE where reports were read up to a microsecond less',
      { ...tagged, coverage: { deployments: upTo(second(160.999999)) } },
      'INDETERMINATE',
    ],
    ['GAP where they were read up to the start and the skew', { ...tagged, coverage: { deployments: upTo(COVERED) } }, 'GAP'],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it('says which artifact, whose word does not count, and what would have passed', () => {
    const found = judged(naming({ artifacts: [artifact({ distrusted: ['ci-acme'] })] }))!;
    expect(found.sentence).toBe(
      `The deployment of acme/pay to live names ${SHORT}, and no build of it is known. What ci-acme says of it does not count: policy does not trust it for artifact.published.`,
    );
    expect(found.wouldPassIf).toBe(`somebody whom policy trusts had said from which commits, or by which build, ${SHORT} was made`);
    expect(found.about).toEqual([DEPLOYMENT, ARTIFACT]);
    expect(judged(naming({ artifacts: [artifact()] }))?.sentence).toBe(
      `The deployment of acme/pay to live names ${SHORT}, and no build of it is known.`,
    );
    expect(judged(tagged)?.sentence).toContain('names its artifact only as acme/pay:1.4: a tag can move');
    expect(judged(naming({ artifacts: [built] }))).toMatchObject({
      sentence: `It is known what ${SHORT} was built from.`,
      events: [1, 2, 77],
    });
  });

  it('resolves when its build is told later, and when another report names the digest of one that is known', () => {
    expect([answer(naming({ artifacts: [artifact()] })), answer(naming({ artifacts: [built] }))]).toEqual(['GAP', 'PASS']);
    expect([answer(tagged), answer(naming({ tags: ['acme/pay:1.4'], artifacts: [built] }))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so whatever reports that were not read turn out to name', () => {
    const anyTags = fc.subarray(['acme/pay:1.4', 'acme/pay:latest']);
    fc.assert(
      fc.property(anyTags, fc.tuple(fc.subarray([built]), anyTags), fc.boolean(), fc.boolean(), (...all) => {
        const [tags, [more, moreTags], isCovered, isSure] = all;
        const before = naming({ tags, perhaps: isSure ? [] : ['deployment:b:1'] }, isCovered ? {} : uncovered);
        const hasMore = !isCovered || !isSure;
        const after = naming({ tags: hasMore ? [...tags, ...moreTags] : tags, artifacts: hasMore ? more : [] });
        const [was, is] = [answer(before), answer(after)];
        if (was === 'PASS' || was === 'GAP') expect(is).toBe(was);
      }),
    );
  });
});
