/**
 * Does each piece of work at one of the places, and tells what came of it in the order of the work, whichever was done first. The
 * first failure is thrown once all that is under way has ended.
 */
export async function inOrder<Work, Place, Result>(
  work: Iterable<Work>,
  places: readonly Place[],
  done: (one: Work, place: Place) => Promise<Result>,
  tell: (result: Result) => void,
): Promise<void> {
  const left = entriesOf(work);
  const untold = new Map<number, Result>();
  let next = 0;
  const at = async (place: Place): Promise<void> => {
    // A failure here closes what is left for all places.
    for (const [nth, one] of left) {
      untold.set(nth, await done(one, place));
      for (; untold.has(next); next++) {
        tell(untold.get(next) as Result);
        untold.delete(next);
      }
    }
  };
  const ends = await Promise.allSettled(places.map(at));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

function* entriesOf<Work>(work: Iterable<Work>): Generator<readonly [number, Work]> {
  let nth = 0;
  for (const one of work) yield [nth++, one] as const;
}
