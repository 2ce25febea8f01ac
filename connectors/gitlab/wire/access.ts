import { z } from 'zod';
import { level, ownProject, protectedBranch, user } from './rest.js';

const member = user.extend({
  /** 5 minimal, 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner; other numbers may come. */
  access_level: z.int(),
  /** `active`; a blocked, deactivated or awaiting user may do nothing. */
  state: z.string(),
  membership_state: z.string().nullish(),
});

/** Who has which role in a project, and what the branches that are read and its environments take, as it was read at one time. */
export const accessRecord = z.object({
  project: ownProject,
  /** 1 for what was found first, 2 after a change: a role may come back. */
  nth: z.int().positive(),
  members: z.array(member),
  branches: z.array(z.object({ branch: z.string(), protectedBranches: z.array(protectedBranch) })),
  /** null: not shown, or not in this edition. */
  environments: z.array(z.object({ name: z.string(), deploy_access_levels: z.array(level).nullish() })).nullable(),
});
