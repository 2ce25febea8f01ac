import jenkins from '../../../connectors/jenkins/index.js';
import { standIn, USER } from '../../../src/sample/jenkins/stand-in.js';
import { type Build, build } from '../../../src/sample/jenkins/world.js';
import { anyConnector, post, type Story } from './story.js';
import { wireTo } from './wire.js';

const TOKEN = 'token-of-jenkins-in-these-tests';
const SECRET = 'secret-of-jenkins-in-these-tests';
const JOBS = ['pay', 'deploy-pay'];

/** One job builds, another deploys: its deliveries only ring, for builds that succeed, fail, and wait for somebody's answer. */
export const jenkinsStory: Story = {
  async open(clock) {
    const tool = await standIn(TOKEN);
    const wire = await wireTo(tool.url, clock);
    const config = jenkins.config.parse({
      ...{ url: wire.url, user: USER, token: { env: 'X' }, webhookSecret: { env: 'Y' }, jobs: JOBS },
      deployments: [{ job: 'deploy-pay', environment: 'production' }],
    });
    const builds = new Map<string, readonly Build[]>();
    return {
      source: {
        name: 'jenkins-acme',
        connector: anyConnector(jenkins),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'token' ? TOKEN : SECRET],
      },
      collections: 2,
      part: (nth, startMs) => {
        for (const job of JOBS) {
          builds.set(job, [...(builds.get(job) ?? []), ...ranIn(job, nth, startMs)]);
          tool.jobs.set(job, { builds: builds.get(job) ?? [] });
        }
        return JOBS.flatMap((job) => ranIn(job, nth, startMs).map(({ number }) => [job, number] as const)).map(
          ([job, number]) =>
            (door) =>
              post(door, JSON.stringify({ job, number }), { authorization: `Bearer ${SECRET}` }),
        );
      },
      onlyByWebhook: [],
      close: async () => {
        await wire.close();
        await tool.close();
      },
    };
  },
};

function ranIn(job: string, nth: number, startMs: number): readonly Build[] {
  const own = (number: number, second: number, more: Partial<Build>) =>
    // The queue counts through all jobs.
    build(nth * 3 + number, {
      timestamp: startMs + second * 1000,
      queueId: 100 * JOBS.indexOf(job) + nth * 3 + number,
      user: 'ana',
      ...more,
    });
  return [
    own(1, 10, {}),
    own(2, 100, { result: 'FAILURE' }),
    own(3, 200, { isPipeline: true, answers: [{ word: 'Approved', user: 'ben' }] }),
  ];
}
