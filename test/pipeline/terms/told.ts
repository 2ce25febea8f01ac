import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Company } from '../../../src/sample/organisation/company.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import type { TestPolicy } from '../hub-under-test.js';
import { type Acme, openAcme } from './acme.js';

/** A sentence of Terms, told: what happens on its day, and what the hub must then say of it. */
export interface TermStory {
  readonly says: string;
  readonly tell: (day: Day, company: Company) => (acme: Acme) => Promise<void>;
}

/** Tells the stories one after the other, lets a hub read all of it to the end, and asks what each expects. */
export function term(name: string, stories: readonly TermStory[], policy: TestPolicy = {}): void {
  describe(name, () => {
    let acme: Acme;
    let expected: readonly ((acme: Acme) => Promise<void>)[] = [];
    beforeAll(async () => {
      acme = await openAcme({
        policy,
        before: (day, company) => void (expected = stories.map(({ tell }) => tell(day(), company))),
      });
      await acme.readToEnd();
    }, 120_000);
    afterAll(() => acme?.close());
    stories.forEach(({ says }, nth) => {
      it(says, () => expected[nth]!(acme));
    });
  });
}
