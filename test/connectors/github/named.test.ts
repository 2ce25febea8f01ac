import { afterEach, expect, it } from 'vitest';
import github from '../../../connectors/github/index.js';
import { worldOf } from '../../../src/sample/index.js';
import { commitsIn, connected, type Connected } from './reading.js';
import { pay, shaOf } from './world.js';

let open: Connected | null = null;
afterEach(async () => open?.server.close());

it('a commit that a deployment needs is read by its hash, with those before it', async () => {
  open = await connected(worldOf([pay(3)]));
  const bell = github.poll.named?.({ scope: 'repository:github-acme:4711', collection: 'commit', item: shaOf(2) }, open.io.config);
  if (!bell) throw new Error('no doorbell');
  expect(commitsIn((await github.poll.fetch(bell, open.io)).records)).toEqual([shaOf(1), shaOf(2)]);
});

it('a ticket is nothing that GitHub could read', async () => {
  open = await connected(worldOf([]));
  const named = { scope: 'repository:github-acme:4711', collection: 'ticket', item: 'PAY-1' } as const;
  expect(github.poll.named?.(named, open.io.config)).toBeNull();
});
