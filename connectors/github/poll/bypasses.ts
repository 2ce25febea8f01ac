import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { listPage } from './listed.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied, pathOf } from './repository.js';
import { isDenied } from './revision-checks.js';

export const BYPASSES_PERMISSION = 'Administration: read';
export const SUITES = {
  route: '/repos/{owner}/{repo}/rulesets/rule-suites',
  under: null,
  things: 'rule suites',
  permission: BYPASSES_PERMISSION,
};

const cursorShape = z.object({ since: z.string().nullable() });
const suites = z.array(z.looseObject({ id, pushed_at: z.string() }));

const DAY_MS = 86_400_000;
const OVERLAP_MS = 300_000;

/** Pushes that went around rulesets, newest first: of the last month, which is all that GitHub lists, afterwards since the last pass. */
export async function* readBypasses(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { since } = cursorAs(cursorShape, cursor, { since: null });
  const until = since === null ? null : plusMs(since as Instant, -OVERLAP_MS);
  try {
    const parameters = { rule_suite_result: 'bypass', time_period: periodSince(until, pass.client.startedAt()) };
    for (let at: Readonly<Record<string, string | number>> | null = {}; at;) {
      const { items, next }: Awaited<ReturnType<typeof listPage>> = await listPage(pass, SUITES, { ...parameters, ...at });
      const listed = expect(suites, items as Json, asked(pass, SUITES.things, SUITES.permission));
      const fresh = listed.filter((suite) => until === null || (parseInstant(suite.pushed_at) ?? until) >= until);
      const records: RawRecord[] = [];
      for (const suite of fresh) records.push(await recordOf(pass, suite.id));
      yield page(records, { since });
      at = fresh.length < listed.length ? null : next;
    }
    yield lastPage({ since: pass.client.startedAt() ?? since }, complete(pass.repository, pass.client, ['bypasses']));
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'bypasses', error.message)]);
  }
}

/** GitHub's words for how far it looks back; a day more than needed. */
function periodSince(until: Instant | null, now: Instant | null): string {
  const reaches = (days: number) => until !== null && now !== null && plusMs(until, days * DAY_MS) > now;
  return reaches(0.9) ? 'day' : reaches(6) ? 'week' : 'month';
}

/** With what each rule said, which the list does not show. */
async function recordOf(pass: Pass, suite: string): Promise<RawRecord> {
  const parameters = { ...pathOf(pass.repository), rule_suite_id: suite };
  const { data } = await pass.client.get(
    `${SUITES.route}/{rule_suite_id}`,
    parameters,
    asked(pass, `rule suite ${suite}`, BYPASSES_PERMISSION),
  );
  return { kind: 'rest.rule_suite', key: `rule_suite:${suite}`, payload: { repository: placeOf(pass).rest, suite: data } };
}
