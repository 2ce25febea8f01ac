import { createHmac, randomUUID } from 'node:crypto';
import { applicationObject } from '../../../src/sample/argocd/world.js';
import { mergeRequestPayload, pushPayload } from '../../connectors/gitlab/webhooks.js';
import { ANA, BEN } from '../../connectors/gitlab/world.js';
import type { HubUnderTest } from '../hub-under-test.js';
import { post } from '../lost/story.js';
import { CHANGE, type Company, provenance } from './company.js';
import { SECRET } from './hub.js';

type Headers = Readonly<Record<string, string>>;

/** Of what each tool sends, the bodies in their order, by the name of its source. */
export function webhooksOf(tools: Company): Readonly<Record<string, readonly object[]>> {
  const { code } = tools;
  const merge = code.mergeRequests[0]!;
  const opened = { ...merge, state: 'opened' as const, mergedAt: null, mergeUser: null, mergeCommit: null, notes: [] };
  const row = { table: 'change_request', sys_id: CHANGE, operation: 'update', sys_mod_count: '4', by: '', sys_updated_on: '' };
  return {
    'servicenow-acme': [row],
    'gitlab-acme': [
      pushPayload(code, code.pushes[0]!),
      mergeRequestPayload(code, opened, { action: 'open', by: ANA }),
      mergeRequestPayload(code, merge, { action: 'merge', by: BEN }),
      pushPayload(code, code.pushes[1]!),
    ],
    'jenkins-acme': [{ job: 'pay', number: 1 }],
    'builds-acme': [provenance()],
    'argocd-acme': tools.argocd.applications.map((app) => ({ app: applicationObject(app) })),
  };
}

const BEARER = ['jenkins-acme', 'argocd-acme', 'builds-acme'];

export async function sent(hub: HubUnderTest, source: string, bodies: readonly object[]): Promise<void> {
  const door = await hub.door(source);
  for (const body of bodies.map((one) => JSON.stringify(one))) await post(door, body, headersOf(source, body));
  await hub.normalise();
  await hub.follow();
}

function headersOf(source: string, body: string): Headers {
  if (BEARER.includes(source)) return { authorization: `Bearer ${SECRET}` };
  const [id, time] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  // ServiceNow's script signs with the text of its secret, GitLab with the bytes that the text stands for.
  const key = source === 'gitlab-acme' ? Buffer.from(SECRET.slice('whsec_'.length), 'base64') : SECRET;
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}
