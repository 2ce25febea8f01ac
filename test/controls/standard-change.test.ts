import { describe, expect, it } from 'vitest';
import { span } from '../correlate/runs.js';
import { answers, covered, late } from './emergencies.js';
import { HOUR, START } from './implementation.js';

describe('a standard change', () => {
  const standard = { policy: { standardChanges: { types: ['10'] } } };
  it('is EXEMPT from the rules about authorisation where policy lists its model before the start', () => {
    expect(answers(standard)).toBe('EEE-');
    expect(answers({ policy: { standardChanges: { types: ['12'] } } })).toBe('GPP-');
    expect(answers({ ...standard, ticket: { created: span(START + HOUR) } })).toBe('GPP-');
    expect(answers({ ...standard, ticket: { created: null } })).toBe('III-');
  });
  it('is EXEMPT first, also as an emergency whose review is overdue', () => {
    const both = { policy: { standardChanges: { types: ['10'] }, emergencies: { types: ['10'] } } };
    expect(answers({ ...both, ...covered, more: late })).toBe('EEEG');
  });
});
