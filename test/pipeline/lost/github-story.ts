import fc from 'fast-check';
import { deliver, type Payload, startGitHub } from '../../../src/sample/index.js';
import { aPlan, type Step } from '../any-plan.js';
import { Company } from '../company.js';
import { hubUnderTest, SECRET, SOURCE, TOKEN } from '../hub-under-test.js';
import type { Story } from './story.js';

const POLICY = {
  environments: { production: { production: true }, live: { production: true }, staging: { production: false } },
  baselines: { 'acme/pay': 'empty' as const },
};
const PARTS = 3;
const HOUR_S = 3_600;

/** Pushes, pull requests with reviews, deployments and releases of a company, as the seed has it. */
export function githubStory(seed: number): Story {
  return {
    onlyByWebhook: ['tag.moved', 'tag.deleted', 'pull_request.closed', 'pull_request.updated', 'pull_request.edited', 'branch.observed'],
    async open() {
      const company = new Company();
      const served = await startGitHub(company.world, { token: TOKEN });
      const parts = partsOf(fc.sample(aPlan, { seed, numRuns: PARTS }).map(({ steps }) => steps));
      return {
        source: SOURCE,
        hub: () => hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy: POLICY }),
        next: () => {
          const payloads = (parts.next().value ?? []).flatMap((step: Step) => company.play(step, served));
          served.skewClock(company.nowMs + HOUR_S * 1000 - Date.now());
          company.waitUntil(company.nowMs + HOUR_S * 1000);
          return payloads.map((payload: Payload) => async (door: string) => {
            const { status } = await deliver({ url: door, secret: SECRET }, payload);
            if (status !== 202) throw new Error(`a webhook was answered ${status}`);
          });
        },
        nowMs: () => company.nowMs,
        toThePresent: () => served.skewClock(0),
        collections: 24,
        close: () => served.close(),
      };
    },
  };
}

function partsOf(plans: readonly (readonly Step[])[]): IterableIterator<readonly Step[]> {
  return plans.values();
}
