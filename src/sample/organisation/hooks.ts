import { createHmac } from 'node:crypto';
import { deliver as deliverGitHub } from '../github/webhooks/deliver.js';
import { deliverJira } from '../jira/webhooks/deliver.js';
import type { Sent } from './company.js';

export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** Sends it as its tool would; `id` is the same for the same webhook at every start. */
export function sendTo(hook: Hook, sent: Sent, id: string): Promise<{ readonly status: number; readonly body: string }> {
  switch (sent.tool) {
    case 'github':
      return deliverGitHub(hook, sent.payload, { deliveryId: id });
    case 'jira':
      return deliverJira(hook, sent.payload, { identifier: id });
    case 'servicenow':
      return post(hook.url, sent.body, (text) => standardHeaders(hook.secret, id, text));
    default:
      // Argo CD signs nothing, and shows a token.
      return post(hook.url, sent.body, () => ({ authorization: `Bearer ${hook.secret}` }));
  }
}

/** As the script in the README of the connector signs: Standard Webhooks 1.0. */
function standardHeaders(secret: string, id: string, text: string): Record<string, string> {
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${time}.${text}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}

async function post(url: string, content: object, headersFor: (text: string) => Record<string, string>) {
  const text = JSON.stringify(content);
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headersFor(text) }, body: text });
  return { status: answer.status, body: await answer.text() };
}
