import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { security } from '../wire.js';
import { keyOf } from '../webhook/keys.js';
import { expect } from './client.js';
import { listPage, wholeList } from './listed.js';
import { asked, cursorAs, lastPage, page, type Pass } from './pass.js';
import { complete, denied, pathOf } from './repository.js';
import { isDenied } from './revision-checks.js';

export const HOOKS_PERMISSION = 'Webhooks: read';
export const HOOKS = { route: '/repos/{owner}/{repo}/hooks', under: null, things: 'webhooks', permission: HOOKS_PERMISSION };

const cursorShape = z.object({ since: z.string().nullable() });
const hooks = z.array(z.object({ id, active: z.boolean(), config: z.object({ url: z.string().nullish() }) }));
const deliveries = z.array(z.object({ id, guid: z.string(), event: z.string(), delivered_at: z.string(), status_code: z.int() }));
type Delivery = z.output<typeof deliveries>[number];

/** GitHub keeps deliveries for three days. A receiver that answered late is tried a little again. */
const OVERLAP_MS = 300_000;

/**
 * What a hook of this repository to a hub (`…/hooks/SOURCE`) failed to deliver, read from GitHub's list of its deliveries: it
 * never sends one again by itself. What they told becomes the same records; nothing is asked to be sent again.
 */
export async function* readMissed(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { since } = cursorAs(cursorShape, cursor, { since: null });
  const until = since === null ? null : plusMs(since as Instant, -OVERLAP_MS);
  try {
    for (const hook of await hooksOf(pass)) {
      for await (const failed of failedSince(pass, hook, until)) {
        const records: RawRecord[] = [];
        for (const delivery of failed) records.push(...(await recordOf(pass, hook, delivery)));
        yield page(records, { since });
      }
    }
    yield lastPage({ since: pass.client.startedAt() ?? since }, complete(pass.repository, pass.client, ['deliveries']));
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'deliveries', error.message)]);
  }
}

async function hooksOf(pass: Pass): Promise<readonly string[]> {
  const about = asked(pass, HOOKS.things, HOOKS_PERMISSION);
  const all = expect(z.array(z.looseObject({})), (await wholeList(pass, HOOKS)) as Json, about);
  const read = expect(hooks, all as Json, about);
  return read.filter(({ config }) => /\/hooks\/[^/?#]+$/.test(config.url ?? '')).map((hook) => hook.id);
}

/** Of one delivery only the last attempt counts, and lists begin with it. */
async function* failedSince(pass: Pass, hook: string, until: Instant | null): AsyncGenerator<readonly Delivery[]> {
  const list = { ...HOOKS, route: `${HOOKS.route}/{hook_id}/deliveries`, things: 'deliveries of a webhook' };
  const seen = new Set<string>();
  for (let at: Readonly<Record<string, string | number>> | null = {}; at;) {
    const { items, next }: Awaited<ReturnType<typeof listPage>> = await listPage(pass, list, { hook_id: hook, ...at });
    const listed = expect(deliveries, items as Json, asked(pass, list.things, HOOKS_PERMISSION));
    const fresh = listed.filter((one) => until === null || (parseInstant(one.delivered_at) ?? until) >= until);
    const last = fresh.filter(({ guid }) => !seen.has(guid) && seen.add(guid));
    yield last.filter(({ status_code: status }) => status < 200 || status > 299);
    at = fresh.length < listed.length ? null : next;
  }
}

async function recordOf(pass: Pass, hook: string, { id: delivery, event }: Delivery): Promise<RawRecord[]> {
  const about = asked(pass, `delivery ${delivery} of a webhook`, HOOKS_PERMISSION);
  const parameters = { ...pathOf(pass.repository), hook_id: hook, delivery_id: delivery };
  const { data } = await pass.client.get(`${HOOKS.route}/{hook_id}/deliveries/{delivery_id}`, parameters, about);
  const { payload } = expect(security.hookDelivery, data, about).request;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  const told = payload as { readonly [key: string]: Json };
  return [{ kind: `webhook.${event}`, key: keyOf(event, told), payload: told }];
}
