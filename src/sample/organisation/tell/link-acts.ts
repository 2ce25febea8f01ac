import { issueLinkPayload } from '../../jira/webhooks/activity.js';
import type { Issue, LinkType } from '../../jira/world.js';
import { jiraMoment, type When } from '../calendar.js';
import { msOf, tellJira, type Telling } from './telling.js';

const CAUSE: LinkType = { id: '10100', name: 'Problem/Incident', inward: 'is caused by', outward: 'causes' };

export function linkActs(telling: Telling) {
  return {
    /** The incident causes the change. */
    link: (when: When, incident: Issue, change: Issue): void => {
      const ms = msOf(telling, when);
      const at = jiraMoment(ms);
      const link = { id: String(telling.company.idAt('link', ms)), type: CAUSE, source: incident.id, destination: change.id };
      telling.company.jira.links.push(link);
      for (const issue of [incident, change]) if (issue.updated < at) issue.updated = at;
      tellJira(telling, (scene) => issueLinkPayload(scene, link, 'created'));
    },
  };
}
