import { createHmac } from 'node:crypto';
import env0 from '../../../connectors/env0/index.js';
import { type Life, lifeOf } from '../../connectors/env0/any-project.js';
import { standIn } from '../../../src/sample/env0/stand-in.js';
import { BEN, KEY, ORGANIZATION, timeOf, worldOf } from '../../../src/sample/env0/world.js';
import { anyConnector, post, secondsOf, type Story } from './story.js';

const SECRET = 'secret-of-env0-in-these-tests';
const USUAL = {
  type: 'deploy',
  reviewers: [BEN],
  appliedAt: 40,
  drift: false,
  comment: null,
  environmentId: 'env-001',
  skipped: false,
} as const;

/** In each part: a plan that was approved and applied, one that failed, a drift, and one that waits and is let go without anybody's decision. */
export const env0Story: Story = {
  async open(clock) {
    const world = worldOf([]);
    const tool = await standIn(world);
    tool.before = () => void (tool.now = new Date(clock.nowMs()).toISOString());
    const config = env0.config.parse({
      ...{ url: tool.url, apiKeyId: KEY.id, apiKeySecret: { env: 'X' }, webhookSecret: { env: 'Y' } },
      ...{ organization: ORGANIZATION, projects: ['pay'] },
    });
    return {
      source: {
        name: 'env0-acme',
        connector: anyConnector(env0),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'apiKeySecret' ? KEY.secret : SECRET],
      },
      collections: 5,
      part: (nth, startMs) => {
        const start = secondsOf(startMs);
        const lives = [
          lifeOf(`d${String(nth)}-1`, { ...USUAL, end: 'SUCCESS', at: start + 10 }),
          lifeOf(`d${String(nth)}-2`, { ...USUAL, end: 'FAILURE', at: start + 100 }),
          lifeOf(`d${String(nth)}-3`, { ...USUAL, reviewers: [], end: 'SUCCESS', type: 'driftDetection', drift: true, at: start + 200 }),
          waited(lifeOf(`d${String(nth)}-4`, { ...USUAL, reviewers: [], end: 'SUCCESS', at: start + 300 })),
        ];
        for (const { last, steps } of lives) {
          world.deployments.push(last);
          world.steps.set(last.id, steps);
        }
        for (const environment of world.environments) environment.updatedAt = timeOf(start + 400);
        return lives.flatMap(({ told }) => told).map(delivered);
      },
      onlyByWebhook: ['approval.requested'],
      close: () => tool.close(),
    };
  },
};

/** It waited for somebody, which nothing of it shows afterwards. */
function waited(life: Life): Life {
  const [begun, ...rest] = life.told;
  const then = { ...begun!.then, status: 'WAITING_FOR_USER' };
  return { ...life, told: [begun!, { event: 'com.env0.deployment.waiting-for-user', at: begun!.at, then }, ...rest] };
}

function delivered({ event, at, then }: Life['told'][number]) {
  const environment = { id: then.environmentId, name: 'pay 1', projectId: 'pay' };
  const commit = (then['gitMetadata'] as { commit: string } | null)?.commit ?? null;
  const data = { environment, deploymentLog: then, ...(commit === null ? {} : { gitRevision: commit }) };
  const body = JSON.stringify({ type: event, id: `${then.id} ${event}`, time: at, data });
  return (door: string) => post(door, body, { 'x-env0-signature': createHmac('sha256', SECRET).update(body).digest('hex') });
}
