import { createHmac, randomUUID } from 'node:crypto';
import gitlab from '../../../connectors/gitlab/index.js';
import { startGitLab } from '../../connectors/gitlab/stand-in.js';
import { anyConnector, copied, post, secondsOf, type Story } from './story.js';
import { day } from './gitlab-day.js';
import { pay, worldOf } from '../../connectors/gitlab/world.js';
import { wireTo } from './wire.js';

const TOKEN = 'token-of-gitlab-in-these-tests';
const KEY = Buffer.from('secret-of-gitlab-in-these-tests');

/** In each part a merge request is opened, approved, merged, built, deployed and tagged; in the second one a tag is moved, and what was merged before is deleted. */
export const gitlabStory: Story = {
  async open(clock) {
    const project = pay(1);
    const tool = await startGitLab(worldOf(project), TOKEN);
    const wire = await wireTo(tool.url, clock);
    const config = gitlab.config.parse({ url: wire.url, token: { env: 'X' }, webhookSecret: { env: 'Y' }, projects: ['acme/pay'] });
    return {
      source: {
        name: 'gitlab-acme',
        connector: anyConnector(gitlab),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'token' ? TOKEN : `whsec_${KEY.toString('base64')}`],
      },
      collections: 13,
      part: (nth, startMs) => {
        const payloads = copied(day(project, nth, secondsOf(startMs)));
        return payloads.map((payload) => (door) => post(door, JSON.stringify(payload), signed(JSON.stringify(payload))));
      },
      onlyByWebhook: ['tag.moved', 'tag.deleted'],
      read: ['branch.observed', 'commit.touched', 'tag.created tag:gitlab-acme:4711:latest'],
      close: async () => {
        await wire.close();
        await tool.close();
      },
    };
  },
};

/** As GitLab signs with a signing token. */
function signed(body: string) {
  const [own, time] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const signature = createHmac('sha256', KEY).update(`${own}.${time}.${body}`).digest('base64');
  return { 'webhook-id': own, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}
