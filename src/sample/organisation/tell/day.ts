import type { Pull } from '../../github/world.js';
import type { Issue } from '../../jira/world.js';
import type { When } from '../calendar.js';
import type { Company } from '../company.js';
import type { Person } from '../people.js';
import { approvalActs } from './approval-acts.js';
import { buildActs } from './build-acts.js';
import { checkActs } from './check-acts.js';
import { deliveryActs } from './estate/delivery-acts.js';
import { gitlabActs } from './estate/gitlab-acts.js';
import { mainframeActs } from './estate/mainframe-acts.js';
import { onCallActs } from './estate/on-call-acts.js';
import { serviceNowActs } from './estate/service-now-acts.js';
import { deployActs } from './deploy-acts.js';
import { terraformActs } from './estate/terraform-acts.js';
import { linkActs } from './link-acts.js';
import type { Proposal } from './opened.js';
import { pastActs } from './past-acts.js';
import { pullActs } from './pull-acts.js';
import { pushActs } from './push-acts.js';
import { releaseActs } from './release-acts.js';
import { ticketActs } from './ticket-acts.js';
import type { Telling } from './telling.js';

/** Everything that can happen on a day, in the words of the stories. */
export type Day = ReturnType<typeof dayOf>;

export function dayOf(company: Company, dayMs: number) {
  const telling: Telling = { company, dayMs };
  const [tickets, approvals, pulls] = [ticketActs(telling), approvalActs(telling), pullActs(telling)];
  return {
    ...tickets,
    ...approvals,
    ...pulls,
    ...pushActs(telling),
    ...buildActs(telling),
    ...checkActs(telling),
    ...deployActs(telling),
    ...linkActs(telling),
    ...pastActs(telling),
    ...releaseActs(telling),
    ...serviceNowActs(telling),
    ...gitlabActs(telling),
    ...deliveryActs(telling),
    ...terraformActs(telling),
    ...mainframeActs(telling),
    ...onCallActs(telling),
    /** As the ticket's project does it: in Service Management on an approval asked for at once, elsewhere by a transition. */
    approve: (when: When, by: Person, issue: Issue): void => {
      if (issue.approvals === null) return tickets.move(when, by, issue, 'Approved');
      const approval = approvals.ask(when, issue, 'Change approval', [by]);
      approvals.decide(when, by, approval, { said: 'approved', last: true });
      tickets.move(when, by, issue, 'Awaiting implementation');
    },
    /** Opened, reviewed by a colleague and merged, at these three times. */
    land: (times: readonly [When, When, When], by: Person, reviewer: Person, proposal: Proposal): Pull => {
      const [opens, reviewed, merges] = times;
      const pull = pulls.open(opens, by, proposal);
      pulls.review(reviewed, reviewer, pull);
      pulls.merge(merges, by, pull);
      return pull;
    },
  };
}
