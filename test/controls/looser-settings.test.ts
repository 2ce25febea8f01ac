import { expect, it } from 'vitest';
import { looserIn } from '../../src/controls/protection/settings.js';

const [strict, loose] = [
  { approvals: 2, noForcePushes: true },
  { approvals: 1, noForcePushes: false },
];

it.each(['github', 'gitlab'])('fewer approvals and forced pushes are looser at %s', (tool) => {
  expect(looserIn(tool, strict, loose).map(({ setting }) => setting)).toEqual(['approvals', 'noForcePushes']);
  expect(looserIn(tool, loose, strict)).toEqual([]);
});

it('nothing is looser at a tool of which nobody said what loosens', () => {
  expect(looserIn('another', strict, loose)).toEqual([]);
});
