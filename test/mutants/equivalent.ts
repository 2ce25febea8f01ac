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
  {
    file: 'traceability/leads.ts',
    within: 'isOneDoubt',
    was: '0 of tickets[0]',
    is: '1',
    reason: 'Asked only of several commits, and all are the same where it counts.',
  },
  {
    file: 'whole-change/approved.ts',
    within: 'approvedAt',
    was: '0 of decisions.length === 0',
    is: '(-1)',
    reason: 'Of no decisions none stands; the line only saves the work of finding that out for every change that nobody decided about.',
  },
  {
    file: 'exemptions.ts',
    within: 'isWithin',
    was: '0 of byClock ? 0 : skewMs',
    is: '(-1)',
    reason:
      'What is judged by the clock is one moment, and of moments a skew of −1 ms orders none otherwise: the bound itself is compared, too.',
  },
  {
    file: 'protection/weakened.ts',
    within: 'inOrder',
    was: '> of before > state.at.from',
    is: '>=',
    reason: 'What begins where the one before ends is moved to where it begins.',
  },
  {
    file: 'developer-deployed.ts',
    within: 'throughPull',
    was: '1 of worldsOf({ reviewers: all, authorsAtMost, perhapsMore: unread.lengt...',
    is: '2',
    reason: 'To count further than one changes nothing where it is asked whether there is none.',
  },
];
