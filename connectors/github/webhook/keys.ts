import type { Json } from '#contract';

/** The object of a payload whose id names the thing that the webhook is about; `push` has none. */
const ABOUT: Readonly<Record<string, string>> = { pull_request_review: 'review', branch_protection_rule: 'rule' };

/** `pull_request:2799`, as the poll calls the same thing; what has no id is called by its event and repository. */
export function keyOf(event: string, payload: { readonly [key: string]: Json }): string {
  const repository = idOf(payload['repository']);
  if (event === 'push') {
    const { ref, before, after } = payload;
    return ['push', repository, ref, before, after].map(String).join(':');
  }
  const about = Object.hasOwn(ABOUT, event) ? (ABOUT[event] ?? event) : event;
  const id = idOf(payload[about]);
  return id === '' ? `${event}:${repository}` : `${about}:${id}`;
}

function idOf(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null || !('id' in value)) return '';
  return typeof value.id === 'number' || typeof value.id === 'string' ? String(value.id) : '';
}
