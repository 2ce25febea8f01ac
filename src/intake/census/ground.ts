import { ref, refText, type Doorbell, type Roots, type Stream } from '#contract';
import type { Poller } from '../poll/poller.js';

/** What is counted together: all that a source has of one kind, or has of it in one repository. */
export interface Ground {
  /** Under which its progress stands among the streams: `census:tickets`, `census:deployments:4711`. */
  readonly name: string;
  readonly label: string;
  readonly roots: Roots;
  readonly streams: readonly Stream[];
}

export const PREFIX = 'census:';

export function groundsOf({ streams, source }: Pick<Poller, 'streams' | 'source'>): readonly Ground[] {
  const grounds = new Map<string, Ground>();
  for (const stream of streams) {
    const roots = source.connector.poll.roots?.(stream);
    if (!roots) continue;
    const name = [`${PREFIX}${roots.kind}`, ...(roots.ground?.$ref.slice(1) ?? [])].join(':');
    const before = grounds.get(name)?.streams ?? [];
    const label = roots.ground ? `census of ${stream.label}` : `census of ${roots.kind}`;
    grounds.set(name, { name, label, roots, streams: [...before, stream] });
  }
  return [...grounds.values()];
}

export function scopeOf({ roots }: Ground) {
  return roots.ground ?? ref('thing', 'everything');
}

/** `ticket:jira-acme:10040` without its id; ids of root objects are never nested. */
export function subjectsOf(ids: readonly string[], { roots }: Ground, source: string): readonly string[] {
  const kind = roots.created.slice(0, roots.created.indexOf('.')) as 'ticket';
  return ids.map((id) => refText(ref(kind, id), source));
}

/** Those that can be read alone. */
export function bellsOf({ roots }: Ground, ids: readonly string[]): readonly Doorbell[] {
  return ids.map((id) => roots.bell(id)).filter((bell) => bell !== null);
}
