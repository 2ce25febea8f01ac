import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, changeIsOpen, MORNING, NOON, rangeIsOpen } from './usual.js';

const { ana, ben, cleo, dan, eva, finn } = people;

/** Rules about what was deployed, by itself. */
const ABOUT_REVISIONS = ['failed-checks-overridden', 'untested-deployment', 'off-branch-deployment', 'unknown-artifact'];

/** What a deployment carries, from which base, to where. */
export const rollouts: readonly Story[] = [
  {
    id: 'The first deployment of a service of which nobody knows what stood before',
    shows: ['direct-push', 'untracked-commits', 'Base'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Move the old reports to the new cluster');
      day.land(MORNING, finn, eva, { in: 'legacy', title: `${ticket.key}: run on the new cluster` });
      const rollout = day.deploy('11:30', 'legacy');
      return [
        ...rangeIsOpen(rollout),
        ...changeIsOpen(rollout),
        undecided('untracked-commits', rollout),
        pass('untraceable-deployment', rollout),
      ];
    },
  },
  {
    id: 'The second deployment has the first as its base',
    shows: ['direct-push', 'untracked-commits', 'Base'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Reports of the last month first');
      day.land(MORNING, eva, finn, { in: 'legacy', title: `${ticket.key}: last month first` });
      const rollout = day.deploy('11:30', 'legacy');
      return ['direct-push', 'untracked-commits', 'untraceable-deployment'].map((rule) => pass(rule, rollout));
    },
  },
  {
    id: 'Staging first, then production',
    shows: ['Service, team, environment, target'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Ask for consent only once');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: consent only once` });
      day.deploy('11:15', 'web', { environment: 'staging' });
      const rollout = day.deploy('11:40', 'web');
      return [pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'Nobody says whether canary is production',
    shows: ['Service, team, environment, target'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A new basket for one in a hundred');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: new basket for some` });
      const canary = day.deploy('11:15', 'web', { environment: 'canary' });
      const rollout = day.deploy('13:00', 'web');
      return [
        ...['untraceable-deployment', 'untracked-commits', ...ABOUT_REVISIONS].map((rule) => undecided(rule, canary)),
        ...rangeIsOpen(canary),
        pass('unapproved-deployment', rollout, ticket),
      ];
    },
  },
  {
    id: 'Production without the mark of GitHub is production where policy says so',
    shows: ['Service, team, environment, target'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Newsletter without images');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: newsletter without images` });
      return [pass('unapproved-deployment', day.deploy('11:30', 'web', { mark: false }), ticket)];
    },
  },
  {
    id: 'A deployment fails, the next one carries its commits, too',
    shows: ['Deployment', 'Base'],
    tell: (day) => {
      const [first, fix] = [approved(day, 'PAY', 'Instant transfers'), approved(day, 'PAY', 'Instant transfers at night')];
      day.land(MORNING, ana, ben, { in: 'pay', title: `${first.key}: instant transfers` });
      const failed = day.deploy('11:15', 'pay', { outcome: 'failure' });
      day.land(NOON, ben, ana, { in: 'pay', title: `${fix.key}: instant transfers at night` });
      const rollout = day.deploy('13:00', 'pay');
      return [failed, rollout, rollout].map((each, nth) => pass('unapproved-deployment', each, nth === 1 ? fix : first));
    },
  },
  {
    id: 'A deployment is rolled back, deployed twice, and brought back',
    shows: ['untraceable-deployment', 'Carries'],
    tell: (day) => {
      const before = day.mainOf('pay');
      const ticket = approved(day, 'PAY', 'Cache the rates');
      day.land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: cache the rates` });
      const rollout = day.deploy('11:15', 'pay');
      const back = day.deploy('11:40', 'pay', { revision: before });
      day.move('11:50', ben, ticket, 'Rolled back');
      const again = day.deploy('12:00', 'pay', { revision: before });
      day.move('13:30', ben, ticket, 'In Progress');
      const forward = day.deploy('14:00', 'pay');
      return [
        ...[rollout, back, again, forward].map((each) => pass('untraceable-deployment', each)),
        ...[rollout, forward].flatMap((each) => ['unapproved-deployment', 'reused-change'].map((rule) => pass(rule, each, ticket))),
        pass('unrecorded-backout', ticket),
      ];
    },
  },
  {
    id: 'A hotfix goes sideways past what is in production',
    shows: ['Carries'],
    tell: (day) => {
      const from = day.mainOf('pay');
      const [change, fix] = [approved(day, 'PAY', 'Split payments'), approved(day, 'PAY', 'Wrong sign of fees')];
      day.land(MORNING, ana, ben, { in: 'pay', title: `${change.key}: split payments` });
      day.deploy('11:15', 'pay');
      const message = `${fix.key}: the sign of fees`;
      const commit = day.pushToBranch('11:30', ben, 'pay', { branch: 'hotfix-fees', from, message });
      const pull = day.open('11:35', ben, { in: 'pay', branch: 'hotfix-fees', title: message, pushed: [commit] });
      day.review('11:45', ana, pull);
      const sideways = day.deploy('11:50', 'pay', { revision: commit.sha });
      day.merge('12:10', ben, pull, 'merge');
      const rollout = day.deploy('14:00', 'pay');
      return [
        pass('untraceable-deployment', sideways),
        pass('unapproved-deployment', sideways, fix),
        pass('unapproved-deployment', rollout, change),
        gap('unrecorded-backout', change),
        // The fix was over, and this brings in the commit by which its branch was merged.
        gap('reused-change', rollout, fix),
      ];
    },
  },
  {
    id: 'Two deployments overlap and do not see each other',
    shows: ['Base'],
    tell: (day) => {
      const [first, second] = [approved(day, 'PAY', 'Ask the bank twice'), approved(day, 'PAY', 'Ask the bank in French')];
      day.land(MORNING, ana, ben, { in: 'pay', title: `${first.key}: ask twice` });
      const early = day.deploy('13:00', 'pay', { ends: '13:30' });
      day.land(['12:40', '12:50', '13:05'], ben, ana, { in: 'pay', title: `${second.key}: ask in French` });
      const late = day.deploy('13:10', 'pay', { ends: '13:40' });
      return [
        pass('unapproved-deployment', early, first),
        pass('unapproved-deployment', late, first),
        pass('unapproved-deployment', late, second),
      ];
    },
  },
  {
    id: 'A deployment never ends, and the next one carries its commits, too',
    staysOpen: true,
    shows: ['missing-outcome', 'Deployment', 'Base'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A map of the shops');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: a map of the shops` });
      const rollout = day.deploy('11:30', 'web', { ends: null });
      // Policy does not say which outcome that is.
      Object.assign(ticket.fields, { resolution: { id: '10700', name: 'Unclear' } });
      return [pass('unapproved-deployment', rollout, ticket), undecided('missing-outcome', ticket)];
    },
  },
  {
    id: 'A deployment is called off before it starts',
    shows: ['Deployment'],
    tell: (day) => {
      const ticket = day.raise('09:05', cleo, { in: 'WEB', summary: 'Close the shop for an hour' });
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: close for an hour` });
      day.deploy('11:30', 'web', { starts: null });
      day.approve('12:30', people.hugo, ticket);
      return [pass('unapproved-deployment', day.deploy('14:00', 'web'), ticket)];
    },
  },
];
