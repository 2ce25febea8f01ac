import { people } from '../people.js';
import { gap, pass, type Story } from '../story.js';
import type { Day } from '../tell/day.js';
import type { ChangeRequest } from '../tell/estate/service-now-acts.js';
import { MORNING } from './usual.js';

const { ana, ben, gita, mara } = people;

/** A request of the morning, approved before anything is coded. */
function approvedRequest(day: Day, summary: string): ChangeRequest {
  const change = day.request('08:30', mara, { summary });
  day.decideInServiceNow('09:20', gita, day.askInServiceNow('08:40', gita, change), 'approved');
  return change;
}

/** Changes that are requested in ServiceNow, coded on GitLab, built by Jenkins and deployed by Argo CD. */
export const shipping: readonly Story[] = [
  {
    id: 'A change goes from ServiceNow over GitLab and Jenkins to Argo CD',
    shows: ['unapproved-deployment', 'unknown-artifact'],
    tell: (day) => {
      const change = day.request('08:30', mara, { summary: 'Labels with the new postcode', window: ['13:00', '15:00'] });
      const approval = day.askInServiceNow('08:40', gita, change);
      day.decideInServiceNow('09:20', gita, approval, 'approved');
      const merge = day.landOnGitLab(MORNING, ana, ben, `${change.number}: labels with the new postcode`);
      const image = day.buildImage('11:10', day.shippingHead());
      day.advance('12:55', ana, change, 'Implement');
      const rollout = day.sync('13:10', day.shippingHead(), image);
      day.advance('14:00', ana, change, 'Review');
      day.advance('15:00', mara, change, 'Closed');
      const ofBoth = ['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval', 'deployed-despite-rejection'];
      return [
        ...[...ofBoth, 'self-approval', 'outside-window', 'reused-change'].map((rule) => pass(rule, rollout, change.ref)),
        ...['unreviewed-code', 'stale-review', 'post-merge-review'].map((rule) => pass(rule, rollout, day.requestOf(merge))),
        ...['untraceable-deployment', 'untracked-commits', 'direct-push'].map((rule) => pass(rule, rollout)),
        ...['unknown-artifact', 'off-branch-deployment', 'untested-deployment'].map((rule) => pass(rule, rollout)),
        ...['incomplete-request', 'stale-approval', 'missing-outcome'].map((rule) => pass(rule, change.ref)),
      ];
    },
  },
  {
    id: 'The change manager approves in ServiceNow what Argo CD deployed before',
    shows: ['post-hoc-approval'],
    tell: (day) => {
      const change = day.request('08:30', mara, { summary: 'Parcels to islands' });
      const approval = day.askInServiceNow('08:40', gita, change);
      day.landOnGitLab(MORNING, ben, ana, `${change.number}: parcels to islands`);
      const rollout = day.sync('12:30', day.shippingHead(), day.buildImage('11:10', day.shippingHead()));
      day.decideInServiceNow('15:20', gita, approval, 'approved');
      day.advance('15:30', ana, change, 'Implement');
      day.advance('15:40', mara, change, 'Closed');
      return [gap('post-hoc-approval', rollout, change.ref), pass('unapproved-deployment', rollout, change.ref)];
    },
  },
  {
    id: 'Argo CD deploys an image that Jenkins built from what nobody merged',
    shows: ['off-branch-deployment', 'untracked-commits'],
    tell: (day) => {
      const change = approvedRequest(day, 'Weights in grams');
      day.landOnGitLab(MORNING, ana, ben, `${change.number}: weights in grams`);
      const hasty = day.openOnGitLab('11:20', ana, 'Round up, until tomorrow');
      const rollout = day.sync('12:30', day.shippingHead(), day.buildImage('11:30', day.headOfRequest(hasty)));
      day.advance('12:25', ana, change, 'Implement');
      day.advance('15:00', mara, change, 'Closed');
      return [
        ...['off-branch-deployment', 'untracked-commits'].map((rule) => gap(rule, rollout)),
        ...['unknown-artifact', 'untraceable-deployment'].map((rule) => pass(rule, rollout)),
        pass('unapproved-deployment', rollout, change.ref),
      ];
    },
  },
  {
    id: 'A sync wakes PagerDuty, is rolled back, and brought back when its cause was found',
    shows: ['reused-change', 'unrecorded-backout'],
    tell: (day) => {
      const [before, old] = [day.shippingHead(), day.buildImage('08:00', day.shippingHead())];
      day.sync('08:10', before, old);
      const change = approvedRequest(day, 'Parcels by drone');
      day.landOnGitLab(MORNING, ben, ana, `${change.number}: parcels by drone`);
      const [head, image] = [day.shippingHead(), day.buildImage('11:10', day.shippingHead())];
      day.advance('12:25', ben, change, 'Implement');
      const first = day.sync('12:30', head, image);
      day.page(['12:40', '13:00'], 'Labels are not printed', `Argo CD synced shipping: ${change.number}`);
      day.sync('12:50', before, old);
      const second = day.sync('15:00', head, image);
      day.advance('16:00', mara, change, 'Closed');
      return [
        ...[first, second].map((rollout) => pass('unapproved-deployment', rollout, change.ref)),
        pass('reused-change', second, change.ref),
        gap('unrecorded-backout', change.ref),
      ];
    },
  },
];
