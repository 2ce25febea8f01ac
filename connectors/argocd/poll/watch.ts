import { type Heard, type Json, type WatchIo } from '#contract';
import { z } from 'zod';
import type { ArgocdConfig } from '../config.js';
import { recordOf } from './applications.js';
import { type Change, changeIn } from './chunk.js';
import { addressOf, authorization, ofProjects } from './client.js';
import { markOf } from './marks.js';
import { APPLICATIONS, failure } from './refusal.js';

/** By uid, the state in which an application was heard of. */
type Known = Readonly<Record<string, string>>;
const shape = z.record(z.string(), z.string());

/**
 * The applications as they change (`/api/v1/stream/applications`), each in the shape in which a poll reads it. Argo CD begins with all
 * that are there, so that what changed while nobody listened is heard, too, but what came and went meanwhile is not.
 */
export async function* watchApplications(io: WatchIo<ArgocdConfig>, before: Json | null): AsyncGenerator<Heard> {
  // Signs of life come to those alone who accept server-sent events: `:`, each 15 s (argoproj/pkg, grpc/http/forwarders.go).
  const headers = { authorization: authorization(io), accept: 'text/event-stream' };
  const { response, lines } = await io.http.listen(addressOf(io, `/api/v1/stream/applications${ofProjects(io)}`), headers);
  if (!response.ok) await failure(response, APPLICATIONS);
  let known: Known = shape.safeParse(before).data ?? {};
  for await (const some of lines) {
    const changes = some.flatMap((line) => changeIn(line) ?? []);
    const { news, after } = newsIn(changes, known);
    known = after;
    yield { records: news.map(({ application }) => recordOf(application)), known };
  }
}

/** Argo CD tells of each comparison, too: most of what it says is nothing new. What was known before is left as it was, since it may not be kept yet. */
function newsIn(changes: readonly Change[], before: Known): { readonly news: readonly Change[]; readonly after: Known } {
  if (changes.length === 0) return { news: [], after: before };
  const known = new Map(Object.entries(before));
  const news = changes.filter(({ type, application }) => {
    const { uid } = application.metadata;
    const state = type === 'DELETED' ? undefined : markOf(application)?.state;
    const isNews = state === undefined || known.get(uid) !== state;
    if (state === undefined) known.delete(uid);
    else known.set(uid, state);
    return isNews;
  });
  return { news, after: Object.fromEntries(known) };
}
