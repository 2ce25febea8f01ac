import { describe, expect, it } from 'vitest';
import type { Exemption } from '#contract';
import { judgeService, serviceDeadlines } from '../../src/controls/index.js';
import { toFire } from '../../src/follow/deadlines.js';
import { second } from '../correlate/runs.js';
import { ALL_RULES } from '../setup/all-rules.js';
import { access, NOW, SERVICE, serviceOf } from './service.js';

const RULE = 'direct-access';
const BEGIN = NOW + 100;
const END = NOW + 200;
const exemption: Exemption = {
  ...{ number: 'EX-7', rules: [RULE], givenBy: 'person:ciso', reason: 'The database moves by hand.' },
  ...{ from: second(BEGIN), until: second(END) },
};
const at = (clock: number) => serviceOf({ accesses: [access()], clock, policy: { rules: ALL_RULES, exemptions: [exemption] } });

describe('an exemption of a service', () => {
  it.each<readonly [string, number, string]>([
    ['before it begins', BEGIN - 1, 'GAP'],
    ['when it begins', BEGIN, 'EXEMPT'],
    ['before it ends', END - 1, 'EXEMPT'],
    ['when it ends', END, 'GAP'],
  ])('holds by the clock of the judge: %s', (_, clock, expected) => {
    expect(judgeService(at(clock)).map(({ rule, answer }) => `${rule} ${answer}`)).toEqual([`${RULE} ${expected}`]);
  });

  it('is listed with both its moments, of which one at a time is to fire', () => {
    const moments = serviceDeadlines(at(NOW));
    expect(moments.map((one) => one.at)).toEqual([second(BEGIN), second(END)]);
    const kind = `${RULE} ${SERVICE}`;
    expect(toFire(moments, second(NOW))).toEqual([{ kind, at: second(BEGIN) }]);
    expect(toFire([...moments].reverse(), second(NOW))).toEqual([{ kind, at: second(BEGIN) }]);
    expect(toFire(moments, second(BEGIN))).toEqual([{ kind, at: second(END) }]);
    expect(toFire(moments, second(END))).toEqual([]);
  });
});
