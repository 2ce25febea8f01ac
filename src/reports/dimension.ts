/** What reports can be grouped by. A change that has several values of one counts in each of them, and once in the whole. */
export const DIMENSIONS = ['TEAM', 'SERVICE', 'ENVIRONMENT', 'CHANGE_TYPE', 'TICKET_TYPE', 'RISK'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const EVERY = ['DAY', 'WEEK', 'MONTH', 'QUARTER'] as const;
/** Weeks begin on Monday. */
export type Every = (typeof EVERY)[number];
