import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Message } from '../messages/message.js';

/** Queues messages for a route, in order, within the transaction in which its cursor moves; one that is known already stays as it is. */
export async function enqueue(tx: Transaction, route: string, messages: readonly Message[], now: Instant): Promise<void> {
  if (messages.length === 0) return;
  const column = <T>(of: (message: Message) => T) => messages.map(of);
  await tx`
    insert into alert_message (id, route, seq, type, body, next_at)
    select m.id, ${route}::uuid, m.seq, m.type, m.body, ${now}::timestamptz
    from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ seq }) => seq)}::bigint[], ${column(({ type }) => type)}::text[],
      ${column(({ body }) => body)}::text[]
    ) with ordinality as m (id, seq, type, body, place)
    order by m.place
    on conflict (id) do nothing`;
}
