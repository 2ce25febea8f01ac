import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { genuine, MalformedRecord } from '#contract';
import github from '../../../connectors/github/index.js';

const file = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }));

/** GitHub's and its Enterprise Servers' own examples (npm `@octokit/webhooks-examples`), none of which was made for us. */
const root = dirname(createRequire(import.meta.url).resolve('@octokit/webhooks-examples/package.json'));
const all = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .flatMap((entry) => file.parse(JSON.parse(readFileSync(join(root, entry.name, 'index.json'), 'utf8'))))
  .flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })));

function endOf(name: string, payload: unknown): string {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const answer = genuine({ headers: { 'x-github-event': name, 'x-github-delivery': 'x' }, body });
  if (!('genuine' in answer)) throw new Error(answer.refused);
  const records = github.webhook?.parse(answer.genuine).records ?? [];
  expect(records, name).toHaveLength(1);
  return records.map((record) => ('events' in github.normaliser.normalise(record) ? 'events' : 'ignored')).join();
}

describe('the examples that GitHub publishes', () => {
  it('are there', () => expect(all.length).toBeGreaterThan(700));

  it('all end as events or as ignored, none as malformed', () => {
    const ends = new Map<string, Set<string>>();
    for (const { name, payload } of all) ends.set(name, (ends.get(name) ?? new Set()).add(endOf(name, payload)));
    const telling = [...ends].filter(([, kinds]) => kinds.has('events')).map(([name]) => name);
    expect(telling.sort()).toEqual([
      'branch_protection_rule',
      'check_run',
      'code_scanning_alert',
      'dependabot_alert',
      'deployment',
      'deployment_status',
      'pull_request',
      'pull_request_review',
      'push',
      'release',
      'status',
      'workflow_run',
    ]);
  });

  it('are malformed with the name of a field when a field that we read is taken out', () => {
    const push = all.find(({ name }) => name === 'push')?.payload;
    const broken = { ...(push as object), after: undefined };
    expect(() => endOf('push', broken)).toThrow(MalformedRecord);
    expect(() => endOf('push', broken)).toThrow(/^after of this push webhook/);
  });
});
