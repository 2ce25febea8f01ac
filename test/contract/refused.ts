import type { Delivery, Verification } from '#contract';
import { expect } from 'vitest';
import type { Place } from './fixtures.js';

/** A genuine delivery, and what judges it. */
export interface Judged {
  readonly verify: (delivery: Delivery, secrets: readonly string[]) => Verification;
  readonly secret: string;
  readonly delivery: Delivery;
  readonly place: Place;
}

export const OTHER = 'another-secret-of-the-same-source';

export function refusesWithASentence(answer: Verification, hidden: readonly string[]): void {
  expect(answer).toHaveProperty('refused');
  const sentence = 'refused' in answer ? answer.refused : '';
  expect(sentence).toMatch(/^[A-Z].*\.$/s);
  for (const secret of hidden) expect(sentence).not.toContain(secret);
}

export function withHeader({ delivery, place }: Judged, value: string): Delivery {
  return { ...delivery, headers: { ...delivery.headers, [place.header]: value } };
}
