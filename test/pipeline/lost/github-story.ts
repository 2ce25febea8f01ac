import fc from 'fast-check';
import { deliver, type Payload, startGitHub } from '../../../src/sample/index.js';
import { aPlan, type Step } from '../any-plan.js';
import { Company } from '../company.js';
import { githubSource, SECRET, TOKEN } from '../hub-under-test.js';
import type { Story } from './story.js';

const PARTS = 3;
/** Some forty steps are over in ten minutes. */
const MOST_BETWEEN_S = 14;

/** Pushes, pull requests with reviews, deployments and releases of a company, as the seed has it. */
export function githubStory(name: string, seed: number): Story {
  return {
    async open() {
      const company = new Company();
      const served = await startGitHub(company.world, { token: TOKEN });
      const plans = fc.sample(aPlan, { seed, numRuns: PARTS }).map(({ steps }) => steps.map(hurried));
      return {
        source: githubSource({ url: served.url, repositories: ['acme/pay', 'acme/web'] }, name),
        collections: 40,
        part: (nth, startMs) => {
          company.waitUntil(startMs);
          const payloads = (plans[nth] ?? []).flatMap((step) => company.play(step, served));
          return payloads.map((payload: Payload) => async (door: string) => {
            const { status } = await deliver({ url: door, secret: SECRET }, payload);
            if (status !== 202) throw new Error(`a webhook was answered ${String(status)}`);
          });
        },
        onlyByWebhook: ['tag.moved', 'tag.deleted', 'pull_request.closed', 'pull_request.updated', 'pull_request.edited'],
        read: ['branch.observed'],
        skew: (offsetMs) => served.skewClock(offsetMs),
        close: () => served.close(),
      };
    },
  };
}

function hurried(step: Step): Step {
  const afterS = (step.afterS % MOST_BETWEEN_S) + 1;
  return step.does === 'deploy' ? { ...step, afterS, lastsS: Math.min(step.lastsS, MOST_BETWEEN_S) } : { ...step, afterS };
}
