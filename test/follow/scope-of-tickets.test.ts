import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/follow/load/tickets.js';

describe('what the coverage of a ticket is recorded under', () => {
  it.each([
    ['PAY-12', 'PAY'],
    ['PAY2-12', 'PAY2'],
    ['OPS_EU-7', 'OPS_EU'],
    ['CHG0030001', 'CHG'],
    ['CTASK0010001', 'CTASK'],
  ])('of %s is %s, whether its number stands behind a hyphen or not', (key, project) => {
    expect(scopeOf('acme', key)).toBe(`thing:acme:project:${project}`);
  });
});
