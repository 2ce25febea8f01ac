type Row = { readonly [key: string]: unknown };

export type Page = { readonly items: readonly Row[]; readonly headers: Readonly<Record<string, string>> } | { readonly error: string };

const ORDERS = ['updated_at', 'created_at', 'id', 'released_at'];

/** A list as GitLab bounds, orders and pages it; bounds are inclusive, and what cannot be ordered so is refused. */
export function listed(rows: readonly Row[], url: URL): Page {
  const query = url.searchParams;
  const [number, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 20)];
  if (!Number.isInteger(number) || number < 1) return { error: 'page does not have a valid value' };
  if (!Number.isInteger(size) || size < 1 || size > 100) return { error: 'per_page does not have a valid value' };
  const order = query.get('order_by');
  if (order !== null && !ORDERS.includes(order)) return { error: 'order_by does not have a valid value' };
  const bounds = ['updated_after', 'updated_before', 'created_after', 'created_before'];
  for (const name of bounds) if (Number.isNaN(Date.parse(query.get(name) ?? '2026-01-01'))) return { error: `${name} is invalid` };
  const kept = ordered(
    rows.filter((row) => isWithin(row, query)),
    order,
    query.get('sort'),
  );
  const items = kept.slice((number - 1) * size, number * size);
  const hasNext = kept.length > number * size;
  const link = hasNext ? { link: `<${nextOf(url, number)}>; rel="next", <${url.href}>; rel="first"` } : {};
  return { items, headers: { ...link, 'x-page': String(number), 'x-total': String(kept.length) } };
}

function isWithin(row: Row, query: URLSearchParams): boolean {
  return ['updated', 'created'].every((name) => {
    const at = Date.parse(String(row[`${name}_at`]));
    const [after, before] = [query.get(`${name}_after`), query.get(`${name}_before`)];
    return (after === null || at >= Math.floor(Date.parse(after))) && (before === null || at <= Date.parse(before));
  });
}

function ordered(rows: readonly Row[], by: string | null, sort: string | null): readonly Row[] {
  if (by === null) return rows;
  const sign = sort === 'asc' ? 1 : -1;
  const value = (row: Row) => (by === 'id' ? Number(row['id']) : Date.parse(String(row[by])));
  return [...rows].sort((a, b) => sign * (value(a) - value(b)) || sign * (Number(a['id']) - Number(b['id'])));
}

function nextOf(url: URL, number: number): string {
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  return `https://the-name-that-gitlab-gives-itself.invalid${next.pathname}${next.search}`;
}
