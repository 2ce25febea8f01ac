import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readinessDoor } from '../../../src/hub/readiness-door.js';
import type { Deployment } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { runHub, type RunningHub } from '../../schema/running-hub.js';
import { SOURCE } from '../hub-under-test.js';
import { type Acme, openAcme, policyOfAcme } from '../terms/acme.js';
import { changeline } from './command.js';

const { ana, ben, cleo, dan, eva, finn, mara } = people;
const UNKNOWN = 'f'.repeat(40);
/** What they say rests on days after the start: these stories are of last year, so that all readings of them came later. */
const OF_LATER_DAYS: readonly string[] = ['missing-outcome', 'backdated-approval'];

/** What is to be deployed of each service. */
type Revisions = Readonly<Record<'pay' | 'web' | 'infra', string>>;

describe('readiness', () => {
  let acme: Acme;
  let hub: RunningHub;
  let revisions: Revisions;
  let token: string;
  const ready = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    changeline(['ready', ...args], { CHANGELINE_URL: hub.url, CHANGELINE_TOKEN: token, ...env });
  const size = async () => (await acme.sql`select size from ledger_head`)[0]!['size'] as number;

  beforeAll(async () => {
    const { rules } = await policyOfAcme();
    acme = await openAcme({
      // What protected a branch before it was read first nobody knows, and here all was merged before.
      policy: { rules: { ...rules, 'control-weakened': { enabled: false } } },
      before: (next) => {
        const day = next();
        const good = approved(day, 'PAY', 'Refund at once');
        day.land(MORNING, ana, ben, { in: 'pay', title: `${good.key}: refund at once` });
        const hasty = day.raise('09:10', mara, { in: 'WEB', summary: 'A new basket', backout: 'n/a' });
        day.land(MORNING, cleo, dan, { in: 'web', title: `${hasty.key}: a new basket` });
        day.land(MORNING, eva, finn, { in: 'infra', title: 'More nodes' });
        revisions = { pay: day.mainOf('pay'), web: day.mainOf('web'), infra: day.mainOf('infra') };
      },
    });
    await acme.readToEnd();
    hub = await runHub(() => ({ readiness: readinessDoor(acme.database.url) }));
    token = await hub.tokenFor('viewer');
  }, 240_000);
  afterAll(async () => {
    await hub?.stop();
    await acme?.close();
  });

  it('says 0 of a revision that was reviewed, and whose change was approved', async () => {
    const { code, stdout, stderr } = await ready(['pay', 'production', revisions.pay]);
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout).toContain('PASS          unapproved-deployment: ');
    expect(stdout).toContain('PASS          unreviewed-code: ');
    expect(stdout).not.toMatch(/^(GAP|INDETERMINATE)/m);
    expect(stdout).toMatch(/pay at [0-9a-f]{12} for production: ready\.\n$/);
  }, 60_000);

  it('says 1 of one whose change nobody approved, and what would make it pass', async () => {
    const { code, stdout } = await ready(['web', 'production', revisions.web]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^GAP {11}unapproved-deployment: .*It would pass if: .*deployment:github-acme:now ticket:jira-acme:\d+/m);
    expect(stdout).toMatch(/^GAP {11}incomplete-request: /m);
  }, 60_000);

  it('writes nothing: not in the ledger, not in any read table', async () => {
    const before = [await acme.dump(), await size()];
    for (const service of ['pay', 'web', 'infra'] as const) await ready([service, 'production', revisions[service]]);
    expect([await acme.dump(), await size()]).toEqual(before);
  }, 120_000);

  it('says 2, and of what, where a source was not read of late', async () => {
    const lately = await acme.sql`
      update source_stream set completed_at = completed_at - interval '1 hour' where source = ${SOURCE} returning source`;
    expect(lately.length).toBeGreaterThan(0);
    const { code, stdout } = await ready(['pay', 'production', revisions.pay]);
    await acme.sql`update source_stream set completed_at = completed_at + interval '1 hour' where source = ${SOURCE}`;
    expect(code).toBe(2);
    expect(stdout).toMatch(/^INDETERMINATE .*of acme\/pay were not read up to /m);
    expect(stdout).toMatch(/: not known\.\n$/);
  }, 60_000);

  it('says 2 where a stream of a source was never read to its end', async () => {
    const [unread] = await acme.sql<{ stream: string; at: string }[]>`
      update source_stream s set completed_at = null from source_stream b
      where s.source = b.source and s.stream = b.stream and s.source = ${SOURCE}
        and s.stream = (select max(stream) from source_stream where source = ${SOURCE} and stream not like 'census:%')
      returning s.stream, b.completed_at as at`;
    const { code } = await ready(['pay', 'production', revisions.pay]);
    await acme.sql`update source_stream set completed_at = ${unread!.at} where source = ${SOURCE} and stream = ${unread!.stream}`;
    expect(code).toBe(2);
  }, 60_000);

  it('says 0, and that nothing is asked, of an environment that is not production', async () => {
    const { code, stdout } = await ready(['web', 'staging', revisions.web]);
    expect([code, stdout]).toEqual([0, `web at ${revisions.web.slice(0, 12)} for staging: ready. No rule is asked of it.\n`]);
  }, 60_000);

  it('says 3, with a sentence, of what it does not know', async () => {
    const said = async (...args: [string, string, string]) => {
      const { code, stdout, stderr } = await ready(args);
      return `${code} ${stdout}${stderr}`;
    };
    expect(await said('pays', 'production', revisions.pay)).toMatch(/^3 There is no service "pays": .*`services` lists them\.\n$/);
    expect(await said('pay', 'prod', revisions.pay)).toMatch(/^3 There is no environment "prod": .*`environments` lists them\.\n$/);
    expect(await said('pay', 'production', UNKNOWN)).toMatch(new RegExp(`^3 No commit ${UNKNOWN} was read in the code of "pay"\\.`));
    expect(await said('pay', 'production', revisions.web)).toMatch(/^3 No commit/);
    expect(await said('pay', 'production', 'main')).toMatch(/^3 "main" is no revision: it is a full commit id/);
  }, 120_000);

  it('says 3 of wrong use, and 4 where no hub answers', async () => {
    const codes = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const { code, stderr } = await ready(args, env);
      expect(stderr).toMatch(/^[A-Z].*[.?\]]\n$/);
      return code;
    };
    const good = ['pay', 'production', revisions.pay];
    expect(await codes(['pay', 'production'])).toBe(3);
    expect(await codes([...good, '--wait', 'long'])).toBe(3);
    expect(await codes([...good, '--fast'])).toBe(3);
    expect(await codes(good, { CHANGELINE_TOKEN: '' })).toBe(3);
    expect(await codes(good, { CHANGELINE_TOKEN: 'not-a-token-of-this-hub' })).toBe(3);
    expect(await codes(good, { CHANGELINE_URL: 'ftp://hub' })).toBe(3);
    expect(await codes(good, { CHANGELINE_URL: 'http://127.0.0.1:1' })).toBe(4);
    const help = await changeline(['--help'], {});
    expect([help.code, help.stdout.split('\n')[0]]).toEqual([0, 'Usage: changeline ready SERVICE ENVIRONMENT REVISION [--wait SECONDS]']);
  }, 120_000);

  it('asks again for as long as it is told to wait, and says 0 once the revision and its change were read', async () => {
    const day = acme.day();
    const ticket = approved(day, 'PAY', 'Refund twice');
    day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: refund twice` });
    const waiting = ready(['pay', 'production', day.mainOf('pay'), '--wait', '120']);
    for (const one of acme.company.sent()) await acme.arrives(one);
    await acme.readToEnd();
    const { code, stdout } = await waiting;
    expect([code, stdout.split('\n').filter((line) => line.startsWith('GAP'))]).toEqual([0, []]);
  }, 180_000);

  it('says what following says of the deployment once it is there', async () => {
    const before = new Map<string, readonly string[]>();
    for (const service of ['pay', 'web', 'infra'] as const) before.set(service, await foreseen(service));
    const day = acme.day();
    const told = (['pay', 'web', 'infra'] as const).map((service, nth) => [service, day.deploy(`1${nth + 2}:30`, service)] as const);
    await acme.readToEnd();
    for (const [service, deployment] of told)
      expect([service, ...(await followed(deployment))]).toEqual([service, ...before.get(service)!]);
  }, 240_000);

  async function foreseen(service: keyof Revisions): Promise<readonly string[]> {
    const [row] = await acme.sql<{ sha: string }[]>`
      select h.sha from branch_head h join repository r using (repository)
      where r.name = ${`acme/${service}`} and h.branch = 'main' order by h.seq desc limit 1`;
    const { data } = await hub.ask(
      'query ($s: ID!, $r: String!) { readiness(service: $s, environment: "production", revision: $r) { rule subject answer severity } }',
      { token, variables: { s: service, r: row!.sha } },
    );
    const verdicts = data['readiness'] as unknown as { rule: string; subject: string; answer: string; severity: string }[];
    return verdicts
      .filter(({ rule }) => !OF_LATER_DAYS.includes(rule))
      .map(({ rule, subject, answer, severity }) => `${rule} ${subject} ${answer} ${severity}`);
  }

  /** Of the deployment, and of the changes that it implements; but not what only the days since then brought. */
  async function followed(deployment: Deployment): Promise<readonly string[]> {
    const ref = `deployment:${SOURCE}:${deployment.id}`;
    const rows = await acme.sql<{ said: string }[]>`
      select rule || ' ' || replace(subject, ${ref}, ${`deployment:${SOURCE}:now`}) || ' ' || answer || ' ' || severity as said
      from verdict
      where recorded_to is null and rule <> all(${OF_LATER_DAYS as string[]}) and (unit = ${ref} or unit in (select change from deployment_change where deployment = ${ref} and recorded_to is null))`;
    return rows.map(({ said }) => said).sort((a, b) => (a < b ? -1 : 1));
  }
});
