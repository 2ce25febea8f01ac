/** One item of the list for authors of connectors (`14.1`), and who has no such door. */
interface Item {
  readonly what: string;
  /** It is the hub's matter, and shown for all connectors at once. */
  readonly forAll?: true;
  /** Connectors of whose tool it cannot be asked, each with the reason. */
  readonly without?: Readonly<Record<string, string>>;
}

const NO_POLL = 'It only pushes: nobody can ask a sender of CDEvents.';
const DECIDED_ONCE = 'What was decided cannot be taken back there.';
const WITH_ZONE = 'Its times carry their zone, whatever the account has.';
const FIXED = 'Its things are known by ids that no renaming changes, and none is made again under one.';

export const ITEMS: readonly (Item & { readonly item: string })[] = [
  { item: '1', what: 'the same fact by both doors, twice, or by two hooks is one event' },
  { item: '2', what: 'what comes in reverse, or under clocks that differ, is in no wrong order', forAll: true },
  {
    item: '3',
    what: 'two updates of the same second are two',
    without: {
      github: 'Each of its facts has an id, and none is made of a second.',
      argocd: 'Of one application it runs no two syncs at a time.',
    },
  },
  {
    item: '4',
    what: 'an approval that was taken back before the first reading shows all the same',
    without: {
      jira: 'Service Management keeps the last answer of each approver, and no time of an earlier one.',
      argocd: 'It has no approvals.',
      jenkins: DECIDED_ONCE,
      env0: DECIDED_ONCE,
      pagerduty: 'It has no approvals.',
      cdevents: NO_POLL,
    },
  },
  {
    item: '5',
    what: 'an approval, its reset by a push, and another by the same person are three events',
    without: {
      jira: 'No push resets an approval of Service Management; asked for again it is another one, as its records show.',
      argocd: 'It has no approvals.',
      jenkins: DECIDED_ONCE,
      env0: DECIDED_ONCE,
      pagerduty: 'It has no approvals.',
      cdevents: NO_POLL,
    },
  },
  { item: '6', what: 'nothing is lost when pages move, are short, or answer 304', without: { cdevents: NO_POLL } },
  {
    item: '7',
    what: 'an account in another zone, and an hour that clocks leap over, change no time',
    without: { github: WITH_ZONE, gitlab: WITH_ZONE, argocd: WITH_ZONE, jenkins: WITH_ZONE, env0: WITH_ZONE, cdevents: WITH_ZONE },
  },
  {
    item: '8',
    what: 'what is renamed, moved or made again is the same, or clearly another',
    without: {
      jira: 'A ticket that moves is told by the stories of places in the pipeline.',
      servicenow: FIXED,
      env0: FIXED,
      pagerduty: FIXED,
      cdevents: 'A thing is what its sender calls it.',
    },
  },
  { item: '9', what: 'whatever is wrong with a signature or token refuses the delivery', forAll: true },
  { item: '10', what: 'bodies that are huge, no UTF-8, or full of odd keys and numbers are told for what they are' },
  {
    item: '11',
    what: 'what no webhook told is read, and the hole is on record',
    without: {
      jira: 'It is shown with the whole hub, for what is lost on the way.',
      jenkins: 'Its deliveries only ring, so a poll reads all there is.',
      cdevents: NO_POLL,
    },
  },
  { item: '12', what: 'the hub answers at once, or 503, and never what disables a hook', forAll: true },
  { item: '13', what: 'squash, rebase, merge queue, cherry-pick, reverts, moved tags and digests keep their links', forAll: true },
];
