import { startOfDay, workingDays } from './calendar.js';
import { type Company, openCompany } from './company.js';
import { stories, today } from './stories.js';
import { closeInTheEvening } from './evening.js';
import type { Expected, Story } from './story.js';
import { dayOf } from './tell/day.js';

/** A story that was told, and what the rules must say of it. */
export interface Told {
  readonly story: Story;
  readonly expected: readonly Expected[];
}

export interface Organisation {
  readonly company: Company;
  readonly told: readonly Told[];
  /** Tells the stories of today, one at each call; null when there is none left. */
  next(): Told | null;
}

/** One story on each working day of the quarter before `now`; those of today are told by `next`. */
export function organisationAt(now: Date): Organisation {
  const nowMs = Math.floor(now.getTime() / 1000) * 1000;
  const days = workingDays(nowMs, stories.length);
  const company = openCompany(days[0] ?? nowMs, nowMs);
  const tell = (story: Story, dayMs: number): Told => ({ story, expected: story.tell(dayOf(company, dayMs)) });
  const told = stories.map((story, index) => {
    const dayMs = days[index] ?? nowMs;
    const before = company.jira.issues.length;
    const one = tell(story, dayMs);
    if (!story.staysOpen) closeInTheEvening(company, dayMs, company.jira.issues.slice(before));
    return one;
  });
  const left = today.map((one): Story => ('begins' in one ? { ...one, tell: one.begins(dayOf(company, startOfDay(nowMs))) } : one));
  return {
    company,
    told,
    next: () => {
      const story = left.shift();
      return story === undefined ? null : tell(story, startOfDay(nowMs));
    },
  };
}
