import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.js';

/** Work that ends when the test says so. */
function byHand(count: number) {
  const ends = new Map<number, (error?: Error) => void>();
  const done = (one: number) => new Promise<number>((resolve, reject) => ends.set(one, (error) => (error ? reject(error) : resolve(one))));
  return { work: Array.from({ length: count }, (_, nth) => nth), done, ends };
}

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('work at several places', () => {
  it('is told in its order, whichever was done first, and no place has two at a time', async () => {
    const { work, done, ends } = byHand(3);
    const told: number[] = [];
    const all = inOrder(work, ['a', 'b'], done, (one) => told.push(one));
    expect([...ends.keys()]).toEqual([0, 1]);
    ends.get(1)!();
    await aTurn();
    expect([...ends.keys()]).toEqual([0, 1, 2]);
    expect(told).toEqual([]);
    ends.get(2)!();
    ends.get(0)!();
    await all;
    expect(told).toEqual([0, 1, 2]);
  });

  it('fails with the first failure, when what is under way has ended, and begins nothing more', async () => {
    const { work, done, ends } = byHand(4);
    const told: number[] = [];
    const all = inOrder(work, ['a', 'b'], done, (one) => told.push(one));
    ends.get(0)!(new Error('broken'));
    await aTurn();
    ends.get(1)!();
    await expect(all).rejects.toThrow('broken');
    expect([...ends.keys()]).toEqual([0, 1]);
  });
});
