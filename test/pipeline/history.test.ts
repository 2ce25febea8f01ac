import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullName, type GitHub, loadHistory, startGitHub } from '../../src/sample/index.js';
import { insertDeliveries, uuid7 } from '../../src/inbox/index.js';
import { verifyLedger } from '../../src/ledger/index.js';
import { step } from '../../src/normalise/index.js';
import { carriedIn, directPushOf, type Expected, expectedOf, firstReleasesIn } from './history-folder.js';
import { type HubUnderTest, hubUnderTest, SOURCE, TOKEN } from './hub-under-test.js';
import { recordsKept, shuffled } from './single-records.js';
import { deploymentsIn, verdictsIn } from './what-it-says.js';
import { seedsOf } from '../setup/seeds.js';

const recorded = process.env['RECORDED'];

describe.skipIf(!recorded).each(['mattermost__mattermost-plugin-jira', 'octokit__webhooks.js'])(
  'the history %s (folder in RECORDED)',
  (name) => {
    const folder = join(recorded ?? '', 'git-history', name);
    let expected: Expected;
    let github: GitHub;
    let hub: HubUnderTest;
    const another = async () => {
      const [repository] = (await loadHistory(folder)).repositories;
      if (!repository) throw new Error('a history without a repository');
      return hubUnderTest({ url: github.url, repositories: [fullName(repository)], policy: { baselines: { '*': 'empty' } } });
    };

    beforeAll(async () => {
      expected = await expectedOf(folder);
      github = await startGitHub(await loadHistory(folder), { token: TOKEN });
      hub = await another();
      await hub.readToEnd();
    }, 240_000);
    afterAll(async () => {
      await hub.close();
      await github.close();
    });

    it('comes out as it was released: every deployment carries exactly the commits of its release', async () => {
      expect(await carriedIn(hub.sql)).toEqual(expected.contents);
    });

    it('comes out as it was released: the first release of every pull request is the expected one', async () => {
      expect(await firstReleasesIn(hub.sql)).toEqual(expected.firstReleases);
    });

    it('has direct-push answered by the data, and nothing said of reviews, which nobody may read', async () => {
      const rows = await hub.sql<{ line: string }[]>`
      select d.git_ref || ' ' || v.answer as line
      from verdict v join deployment d on d.deployment = v.unit
      where v.rule = 'direct-push' and v.recorded_to is null`;
      expect(rows.map((row) => row.line).sort()).toEqual(directPushOf(expected));
      const reviews = await hub.sql<{ answer: string }[]>`
      select distinct answer from verdict where rule = 'unreviewed-code' and recorded_to is null`;
      expect(reviews).toEqual([{ answer: 'INDETERMINATE' }]);
    });

    it('is rebuilt from the ledger to the same dump, and the ledger verifies', async () => {
      expect(await hub.rebuilt()).toEqual(await hub.dump());
      expect(await verifyLedger(hub.sql, { key: hub.key })).toMatchObject({ ok: true });
    }, 120_000);

    it.each(seedsOf())(
      'says the same when its records come one by one, shuffled (SEED=%i) and twice',
      async (seed) => {
        const records = await recordsKept(hub.sql);
        const stream = shuffled([...records, ...records], seed);
        const other = await another();
        try {
          for (let at = 0; at < stream.length; at += 400) {
            const deliveries = stream.slice(at, at + 400).map((record, nth) => ({
              id: uuid7(),
              source: SOURCE,
              door: 'POLL' as const,
              stream: 'shuffled',
              headers: {},
              body: Buffer.from(JSON.stringify({ records: [record] })),
              dedupe: Buffer.from(`${at + nth}`.padStart(32, '0')),
            }));
            await insertDeliveries(other.sql, deliveries);
            while ((await step(other.runtime)).deliveries > 0);
            await other.follow();
          }
          await other.readToEnd();
          expect(await carriedIn(other.sql)).toEqual(expected.contents);
          expect(await firstReleasesIn(other.sql)).toEqual(expected.firstReleases);
          expect(await verdictsIn(other.sql)).toEqual(await verdictsIn(hub.sql));
          expect(await deploymentsIn(other.sql)).toEqual(await deploymentsIn(hub.sql));
          const [kept] = await other.sql<{ pages: number }[]>`select count(*)::int as pages from inbox_delivery where stream <> 'shuffled'`;
          expect(kept).toEqual({ pages: 0 });
        } finally {
          await other.close();
        }
      },
      300_000,
    );
  },
);
