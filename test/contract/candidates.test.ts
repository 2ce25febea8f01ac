import { describe, expect, it } from 'vitest';
import { ticketCandidates } from '#contract';

describe('candidates for tickets in a text', () => {
  it.each<[string, readonly string[]]>([
    ['PAY-12: refund in full', ['PAY-12']],
    ['feature/PAY-12-refund', ['PAY-12']],
    ['feature_PAY-12', ['PAY-12']],
    ['PAY-12_x, and PAY-12 again', ['PAY-12']],
    ['see /browse/PAY-12?focused=1', ['PAY-12']],
    ['PAY-12/PAY-13', ['PAY-12', 'PAY-13']],
    ['OPS_EU-7 and A11Y-3.', ['OPS_EU-7', 'A11Y-3']],
    ['PAY-12.1.patch', ['PAY-12']],
    ['(PAY-12)', ['PAY-12']],
    ['CHG0030001 after INC0010005, PAY-1', ['CHG0030001', 'INC0010005', 'PAY-1']],
  ])('%s names %j', (text, keys) => {
    expect(ticketCandidates(text)).toEqual(keys);
  });

  it.each([
    'PAY-0',
    'PAY-012',
    'pay-12',
    'P-12',
    'PAY-12a',
    'thisPAY-12',
    'éPAY-12',
    'PAY-2024-10',
    'CVE-2024-12345',
    'CHG003000',
    'XCHG0030001',
    '',
  ])('%j names none', (text) => {
    expect(ticketCandidates(text)).toEqual([]);
  });

  it('takes XPAY-12 for a key of XPAY, never of PAY', () => {
    expect(ticketCandidates('XPAY-12')).toEqual(['XPAY-12']);
  });

  it('leaves it to the reading of tickets that UTF-8 and SHA-256 are none', () => {
    expect(ticketCandidates('UTF-8 and SHA-256')).toEqual(['UTF-8', 'SHA-256']);
  });

  it.each<[string, readonly string[]]>([
    ['feature/pay-12-refund', ['PAY-12']],
    ['PAY-12-3-things', ['PAY-12']],
    ['chg0030001-window', ['CHG0030001']],
    ['fix_pay-12', ['FIX_PAY-12', 'PAY-12']],
    ['feature_pay-12', ['PAY-12']],
    ['thispay', []],
  ])('in the name of a branch, %s names %j', (branch, keys) => {
    expect(ticketCandidates(branch, { anyCase: true })).toEqual(keys);
  });

  it('names each key once, in the order of the text, and fifty at most', () => {
    const text = Array.from({ length: 80 }, (_, index) => `PAY-${String(80 - index)} PAY-80`).join(' ');
    const expected = Array.from({ length: 50 }, (_, index) => `PAY-${String(80 - index)}`);
    expect(ticketCandidates(text)).toEqual(expected);
  });

  it('reads a megabyte of near misses in less than a second', () => {
    const text = 'ABCDEFGHIJ_'.repeat(100_000);
    const began = performance.now();
    expect(ticketCandidates(text, { anyCase: true })).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
