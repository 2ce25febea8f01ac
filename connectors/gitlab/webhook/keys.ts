import type { Json } from '#contract';

type Payload = { readonly [key: string]: Json };

/** `merge_request`; of a system hook that has no object `project_rename`; null: no payload of GitLab. */
export function eventIn({ object_kind: kind, event_name: name }: Payload): string | null {
  const event = [kind, name].find((one) => typeof one === 'string' && /^[a-z][a-z_]{1,60}$/.test(one));
  return typeof event === 'string' ? event : null;
}

/** `merge_request:99`, as the poll calls the same thing; what has no id is called by its event and project. */
export function keyOf(event: string, payload: Payload): string {
  const project = textOf(memberOf(payload['project'], 'id') ?? payload['project_id']);
  if (event === 'push' || event === 'tag_push') {
    const { ref, before, after } = payload;
    return ['push', project, ref, before, after].map(textOf).join(':');
  }
  const id = textOf(memberOf(payload['object_attributes'], 'id') ?? payload['build_id'] ?? payload['deployment_id']);
  return id === '' ? `${event}:${project}` : `${event}:${id}`;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload)[name] : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
