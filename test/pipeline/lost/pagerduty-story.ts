import { createHmac } from 'node:crypto';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { standIn } from '../../../src/sample/pagerduty/stand-in.js';
import { type Agent, BEN, incident, type Incident, logOf, timeOf, TOKEN, worldOf } from '../../../src/sample/pagerduty/world.js';
import { anyConnector, post, secondsOf, type Story } from './story.js';

const SECRET = 'secret-of-pagerduty-in-these-tests';
const INCIDENTS = 3;

/** Incidents are triggered, acknowledged and resolved; the last of each part stays open until the next. */
export const pagerdutyStory: Story = {
  async open(clock) {
    const world = worldOf([]);
    const tool = await standIn(world);
    tool.before = () => void (tool.now = secondsOf(clock.nowMs()));
    const config = pagerduty.config.parse({ url: tool.url, token: { env: 'X' }, webhookSecret: { env: 'Y' } });
    const put = (one: Incident) => {
      replace(world.incidents, one);
      for (const entry of logOf(one)) replace(world.log, entry);
    };
    const open: Incident[] = [];
    return {
      source: {
        name: 'pagerduty-acme',
        connector: anyConnector(pagerduty),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'token' ? TOKEN : SECRET],
      },
      collections: 1,
      part: (nth, startMs) => {
        const start = secondsOf(startMs);
        const left = open.splice(0).map((one) => ({ ...one, resolved: start + 5 }));
        const begun = Array.from({ length: INCIDENTS }, (_, at) => {
          const created = start + 60 * at + 10;
          return incident(nth * INCIDENTS + at + 1, created, { resolved: at === INCIDENTS - 1 ? null : created + 45 });
        });
        open.push(...begun.filter(({ resolved }) => resolved === null));
        for (const one of [...left, ...begun]) put(one);
        const webhooks = [
          ...left.flatMap(resolution),
          ...begun.flatMap((one) => [told(one, 'triggered', one.created, one.by), ...resolution(one)]),
        ];
        return webhooks.map(
          (body) => (door) => post(door, body, { 'x-pagerduty-signature': `v1=${signed(body)}`, 'x-webhook-id': signed(body) }),
        );
      },
      onlyByWebhook: [],
      close: () => tool.close(),
    };
  },
};

const signed = (body: string) => createHmac('sha256', SECRET).update(body).digest('hex');

function replace<T extends { readonly id: string }>(list: T[], one: T): void {
  const at = list.findIndex(({ id }) => id === one.id);
  list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, one);
}

function resolution(one: Incident): string[] {
  if (one.resolved === null) return [];
  return [told(one, 'acknowledged', one.created + 1, BEN), told(one, 'resolved', one.resolved, one.resolver)];
}

function told(one: Incident, what: string, at: number, agent: Agent): string {
  const service = { id: one.service, type: 'service_reference' };
  const data = {
    id: one.id,
    type: 'incident',
    number: one.number,
    created_at: timeOf(one.created),
    title: one.title,
    service,
    urgency: 'high',
  };
  const kind = { event_type: `incident.${what}`, resource_type: 'incident', occurred_at: timeOf(at).replace('Z', '.412Z') };
  return JSON.stringify({ event: { id: `${one.id}-${what}`, ...kind, agent, client: null, data: { ...data, priority: null } } });
}
