import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** A page of a list that is in memory already, in its order. */
export function pageOfList<T>(name: string, items: readonly T[], input: PageInput, asOf: number): Page<T> {
  const slice = sliceOf(input, name, ['int']);
  const from = Number(slice.from?.[0] ?? (slice.backward ? items.length : -1));
  const numbered = items.map((item, index) => ({ item, index }));
  const rows = slice.backward ? numbered.filter(({ index }) => index < from).reverse() : numbered.filter(({ index }) => index > from);
  return pageOf({
    name,
    slice,
    rows: rows.slice(0, slice.limit + 1),
    asOf,
    keyOf: ({ index }) => [index],
    nodeOf: ({ item }) => item,
    count: () => Promise.resolve({ value: items.length, exact: true }),
  });
}
