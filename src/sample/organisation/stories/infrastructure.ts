import { people } from '../people.js';
import { gap, pass, type Story } from '../story.js';
import { approved, MORNING } from './usual.js';

const { dora, eva, finn, gita, ken } = people;

/** What is changed without a pipeline of one's own: Terraform by env zero, and the mainframe, which pushes what it does. */
export const infrastructure: readonly Story[] = [
  {
    id: 'Terraform is planned, judged by a policy, let pass and applied by env zero',
    shows: ['unapproved-deployment', 'unreviewed-code'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Another subnet for the shop');
      const pull = day.land(MORNING, eva, finn, { in: 'network', title: `${ticket.key}: another subnet for the shop` });
      const rollout = day.applyTerraform('11:30', eva, { approver: finn });
      const rules = ['unapproved-deployment', 'post-hoc-approval', 'self-approval', 'deployed-despite-rejection'];
      return [
        ...rules.map((rule) => pass(rule, rollout, ticket)),
        pass('unreviewed-code', rollout, pull),
        ...['untraceable-deployment', 'off-branch-deployment', 'direct-push', 'untested-deployment'].map((rule) => pass(rule, rollout)),
      ];
    },
  },
  {
    id: 'Terraform that nobody reviewed is applied by env zero',
    shows: ['direct-push'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'A shorter way to the bank');
      day.pushToMain('10:30', eva, 'network', `${ticket.key}: a shorter way to the bank`);
      const rollout = day.applyTerraform('11:30', eva);
      return [gap('direct-push', rollout), gap('untested-deployment', rollout), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'A change of the mainframe is approved, moved, bound and checked in its window',
    shows: ['unapproved-deployment', 'outside-window'],
    tell: (day) => {
      const change = day.hostRequest('08:00', dora, { title: 'New interest table for savings accounts', window: ['20:00', '23:00'] });
      day.hostMove('08:30', dora, change, ['Open', 'In review']);
      day.hostStep('09:00', ken, change, 'REVIEWED');
      day.hostMove('09:30', dora, change, ['In review', 'Waiting for approval']);
      day.hostApprove('11:00', gita, change);
      day.hostMove('11:01', gita, change, ['Waiting for approval', 'Scheduled']);
      day.hostRun('19:45', ken, change, { job: 'PAYCOPY', returnCode: '0000', purpose: 'PREPARATION' });
      day.hostRun('20:05', ken, change, { job: 'PAYMOVE', returnCode: '0000' });
      day.hostMove('20:06', ken, change, ['Scheduled', 'Running']);
      day.hostStep('20:10', ken, change, 'MOVED');
      day.hostRun('20:15', ken, change, { job: 'PAYBIND', returnCode: '0004' });
      day.hostRun('20:30', ken, change, { job: 'PAYCHECK', returnCode: '0000', purpose: 'VALIDATION' });
      day.hostStep('20:40', ken, change, 'VALIDATED');
      day.hostMove('20:50', dora, change, ['Running', 'Closed']);
      const rules = ['unapproved-deployment', 'post-hoc-approval', 'self-approval', 'deployed-despite-rejection', 'outside-window'];
      return [...rules, 'incomplete-request'].map((rule) => pass(rule, change.ref));
    },
  },
  {
    id: 'A job of the mainframe runs, and nobody ever approved its change',
    shows: ['unapproved-deployment'],
    tell: (day) => {
      const change = day.hostRequest('08:00', dora, { title: 'A longer field for names', window: ['20:00', '23:00'] });
      day.hostRun('20:05', ken, change, { job: 'PAYMOVE', returnCode: '0000' });
      day.hostMove('20:06', ken, change, ['Open', 'Running']);
      day.hostMove('20:50', dora, change, ['Running', 'Closed']);
      return [gap('unapproved-deployment', change.ref)];
    },
  },
];
