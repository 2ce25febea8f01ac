import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './launched.js';
import { embeddedPlace, type Place } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Each question of README.md with the answer that follows it. */
const questions = [...readFileSync(inProject('README.md'), 'utf8').matchAll(/```graphql\n(.*?)```\s*```json\n(.*?)```/gs)].map(
  ([, question = '', answer = '']) => ({ question: question.trim(), answer: JSON.parse(answer) as unknown }),
);

let place: Place;
let hub: RunningHub;
let said: string;

beforeAll(async () => {
  place = await embeddedPlace();
  const loaded = await run(place.folder, place.env, ['history', inProject('examples/acme__shop')]);
  if (loaded.code !== 0) throw new Error(loaded.output);
  said = loaded.stdout;
  hub = await startHub(place.folder, place.env);
});
afterAll(async () => {
  await hub.stop();
  await place.clear();
});

describe('what README.md shows a newcomer', () => {
  it('is three questions with answers', () => expect(questions).toHaveLength(3));

  it('is what the history command has just said to have loaded', () => {
    expect(said).toContain('acme/shop is in the hub as source history-acme-shop:');
    expect(said).toContain('3 deployments carry 7 commits.');
  });

  it.each(questions)('is the exact answer to $question', async ({ question, answer }) => {
    expect(await hub.graphql(question)).toEqual(answer);
  });
});
