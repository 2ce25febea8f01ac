/** Mutants that cannot change an answer, each with the reason. */
export const EQUIVALENT: readonly {
  /** Below src/controls. */
  readonly file: string;
  readonly within: string;
  readonly was: string;
  readonly is: string;
  readonly reason: string;
}[] = [
  ...[
    { within: 'NONE', was: '0 of NONE = 0', is: '(-1)' },
    { within: 'TIMELY', was: '3 of TIMELY = 3', is: '4' },
  ].map((one) => ({
    ...one,
    file: 'reviewing/reviewers.ts',
    reason: 'Levels are only compared: the lowest and the highest may lie further out.',
  })),
  {
    file: 'reviewing/reviewers.ts',
    within: 'highest',
    was: '> of one > other',
    is: '>=',
    reason: 'Of two that are equal either is the higher.',
  },
  {
    file: 'reviewing/reviewers.ts',
    within: 'nameOf',
    was: '0 of [...persons.accountsOf(reviewer)].sort()[0]',
    is: '1',
    reason: 'Any account names a person, as long as it is the same for all of his; of a single one the reviewer himself is taken.',
  },
  ...['1', '(-1)'].map((is) => ({
    file: 'traceability/leads.ts',
    within: 'isOneDoubt',
    was: '0 of tickets[0]',
    is,
    reason: 'All are the same here; and where no commit names a ticket, no rule asks whether it is one doubt.',
  })),
  {
    file: 'outside-window.ts',
    within: 'placeOf',
    was: '0 of subject.startSource === ticket.source ? 0 : subject.inForce.policy....',
    is: '(-1)',
    reason: 'Sources of tickets write milliseconds, and of those a skew of −1 ms orders all as none does.',
  },
];
