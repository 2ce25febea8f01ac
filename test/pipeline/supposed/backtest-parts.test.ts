import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Policy, policySchema } from '#contract';
import { Claims, newCounters } from '../../../src/follow/supposed/claims.js';
import type { Differing } from '../../../src/follow/supposed/differing.js';
import { judgePart } from '../../../src/follow/supposed/part.js';
import { Peers } from '../../../src/follow/supposed/peers.js';
import { suppose } from '../../../src/follow/supposed/suppose.js';
import { policyOf } from '../../../src/hub/policy-of.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import { type Acme, openAcme, policyOfAcme } from '../terms/acme.js';
import type { TestPolicy } from '../hub-under-test.js';
import { ALWAYS } from './answers.js';

const { ana, ben } = people;

/** Its code belongs to other services, an approval is another thing, and of the rules only the usual ones are asked. */
const PROPOSED: TestPolicy = {
  approvals: { reviewIsApproval: true },
  services: { everything: { repositories: ['acme/pay', 'acme/web'] } },
  rules: { 'unreviewed-code': { severity: 'LOW' } },
};

/** Between each two parts a channel, as threads have them. */
function channels(parts: number): readonly MessagePort[][] {
  const ports: MessagePort[][] = Array.from({ length: parts }, () => []);
  for (let a = 0; a < parts; a++) {
    for (let b = 0; b < a; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a]!.push(port1);
      ports[b]!.push(port2);
    }
  }
  return ports;
}

/** All parts of a back-test in this process: what differs, and how much each part did. */
function inParts(url: string, policy: Policy, parts: number) {
  return suppose(url, { hidden: [], clock: 'FOLLOWED' }, async ({ tx, at }) => {
    const [row] = await tx<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`;
    const proposed = { url, policy, span: ALWAYS, at, snapshot: row!.snapshot };
    const counters = newCounters(parts);
    const found: Differing[] = [];
    const one = async (ports: readonly MessagePort[], nth: number) => {
      const peers = new Peers(ports);
      let did = 0;
      const counted = await judgePart(proposed, {
        claims: new Claims(counters, nth),
        peers,
        found: (some) => Promise.resolve(void found.push(...some)),
        advanced: (n) => Promise.resolve(void (did += n)),
      });
      peers.close();
      return { ...counted, did };
    };
    const done = await Promise.all(channels(parts).map(one));
    const lines = found.map(({ rule, subject, unit, was, wouldBe }) => JSON.stringify([rule, subject, unit, was, wouldBe])).sort();
    return { done, lines, units: done.reduce((sum, { units }) => sum + units, 0) };
  });
}

describe('the parts of a back-test', () => {
  let acme: Acme;
  beforeAll(async () => {
    acme = await openAcme({
      policy: { rules: ALL_RULES },
      before: (next) => {
        for (let nth = 0; nth < 12; nth++) {
          const day = next();
          const ticket = nth % 3 > 0 ? approved(day, 'PAY', `Refund ${nth}`).key : nth % 2 > 0 ? 'PAY-1' : 'No ticket';
          day.land(MORNING, ana, ben, { in: nth % 4 > 0 ? 'pay' : 'web', title: `${ticket}: refund` });
          day.deploy('11:30', nth % 4 > 0 ? 'pay' : 'web');
        }
      },
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('say together what one alone says of all, each of something', async () => {
    const policy = policyOf(policySchema.parse(await policyOfAcme(PROPOSED)), acme.key);
    const alone = await inParts(acme.database.url, policy, 1);
    expect(alone.lines.length).toBeGreaterThan(10);
    for (const parts of [2, 3]) {
      const together = await inParts(acme.database.url, policy, parts);
      expect(together.lines).toEqual(alone.lines);
      expect(together.units).toBe(alone.units);
      expect(together.done.filter(({ did }) => did > 0)).toHaveLength(parts);
    }
  }, 240_000);
});
