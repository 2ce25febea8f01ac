import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** A page of a list that is in memory, in the order of ids: what policy says is read whole, and is some hundreds at most. */
export function pageById<T>(
  name: string,
  all: readonly T[],
  idOf: (one: T) => string,
  input: PageInput & { readonly asOf: number },
): Page<T> {
  const slice = sliceOf(input, name, ['text']);
  const from = slice.from === null ? null : String(slice.from[0]);
  const inOrder = [...all].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const beyond = (id: string) => from === null || (slice.backward ? id < from : id > from);
  const walked = (slice.backward ? inOrder.reverse() : inOrder).filter((one) => beyond(idOf(one)));
  return pageOf({
    name,
    slice,
    rows: walked.slice(0, slice.limit + 1),
    asOf: input.asOf,
    keyOf: (one) => [idOf(one)],
    nodeOf: (one) => one,
    count: () => Promise.resolve({ value: all.length, exact: true }),
  });
}
