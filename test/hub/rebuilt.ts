import { expect } from 'vitest';
import { run } from './launched.js';
import type { Place } from './place.js';

/** What a stopped hub left in the read tables is what a rebuild gives for the same event and clock, to the letter. */
export async function expectRebuilt({ folder, env }: Place): Promise<void> {
  const dumped = await run(folder, env, ['dump']);
  expect(dumped.code, dumped.output).toBe(0);
  const [, cursor = '{}'] = /^follow_cursor (.*)$/m.exec(dumped.stdout) ?? [];
  // It may have stopped before it followed what was recorded last.
  const { seq, clock } = JSON.parse(cursor) as { seq: number; clock: string };
  expect(seq).toBeGreaterThan(10);
  const rebuilt = await run(folder, env, ['rebuild', '--at', String(seq), '--clock', clock]);
  expect(rebuilt.stdout, rebuilt.output.slice(-500)).toBe(dumped.stdout);
}
