import type { Json, Page } from '#contract';
import { z } from 'zod';
import { cursorAs, lastPage, type Pass } from './pass.js';
import { type Peeked, toldOf } from './peek.js';
import { complete } from './repository.js';

/** Which name and owner were read last, and how many before them. */
const counted = z.object({ is: z.string(), nth: z.int() });
const cursorShape = z.object({
  name: counted,
  owner: counted,
  /** All that its record said. */
  told: z.string().optional(),
});
type Counted = z.output<typeof counted>;

const NONE: Counted = { is: '', nth: 0 };

/**
 * What the repository is called, and whose it is. GitHub gives a renaming neither id nor time, and a name may come back: the
 * how manieth name it is makes the fact, and only a reading behind the others can count.
 */
export async function* readNames(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { repository, client } = pass;
  const before = cursorAs(cursorShape, cursor, { name: NONE, owner: NONE });
  const { full_name: fullName, owner } = repository.payload;
  const name = next(before.name, fullName);
  const owned = next(before.owner, owner.id);
  const payload = { ...repository.payload, nth: { name: name.nth, owner: owned.nth } };
  const record = { kind: 'rest.repository', key: `repository:${repository.id}`, payload };
  yield {
    ...lastPage({ name, owner: owned, told: toldOf(repository.payload) }, complete(repository, client, ['repository'])),
    records: [record],
  };
}

export function namesAreUnmoved({ told }: Peeked, cursor: Json | null): boolean {
  return cursorShape.safeParse(cursor).data?.told === told;
}

function next(before: Counted, is: string): Counted {
  return before.is === is ? before : { is, nth: before.nth + 1 };
}
