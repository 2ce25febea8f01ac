import {
  commentPayload,
  deliverJira,
  emptyRepository,
  issueCreatedPayload,
  issueDeletedPayload,
  issueUpdatedPayload,
  type JiraIssue,
  type JiraPayload,
  worldOf as githubOf,
} from '../../../src/sample/index.js';
import { comment, issue, moved, timeOf, worldOf } from '../../connectors/jira/world.js';
import { JIRA, JIRA_SECRET, twoTools } from '../two-tools.js';
import type { Story } from './story.js';

const PART_S = 4_000;
const TICKETS = 4;
const NO_CODE = () => githubOf([emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' })]);

/** In each part tickets are created, moved and commented; in the second one that was known before is deleted, too. */
export const jiraStory: Story = {
  onlyByWebhook: [],
  async open() {
    const world = worldOf([]);
    const hubs: Awaited<ReturnType<typeof twoTools>>[] = [];
    let part = 0;
    const skew = () => {
      for (const { jira } of hubs) jira.skewClock(Date.parse(timeOf(part * PART_S)) - Date.now());
    };
    return {
      source: JIRA,
      hub: async () => {
        const hub = await twoTools({ github: NO_CODE(), jira: world, projects: ['PAY'] });
        hubs.push(hub);
        return hub;
      },
      next: () => {
        const scene = { world, url: hubs[0]!.jira.url };
        const start = part * PART_S;
        const payloads = Array.from({ length: TICKETS }, (_, nth) => nth + 1).flatMap((nth): JiraPayload[] => {
          const number = part * TICKETS + nth;
          const ticket = issue(number, { created: timeOf(start + nth), updated: timeOf(start + nth) });
          world.issues.push(ticket);
          return [copy(issueCreatedPayload(scene, ticket)), ...workedOn(ticket, number, start + nth * 600, scene)];
        });
        if (part === 1) {
          const [gone] = world.issues.splice(0, 1);
          payloads.push(copy(issueDeletedPayload(scene, gone!)));
        }
        part += 1;
        skew();
        return payloads.map((payload) => async (door: string) => {
          const { status } = await deliverJira({ url: door, secret: JIRA_SECRET }, payload);
          if (status !== 202) throw new Error(`a webhook was answered ${status}`);
        });
      },
      nowMs: () => Date.parse(timeOf(part * PART_S)),
      toThePresent: () => {
        for (const { jira } of hubs) jira.skewClock(0);
      },
      collections: 2,
      close: async () => undefined,
    };
  },
};

function workedOn(ticket: JiraIssue, number: number, at: number, scene: Parameters<typeof commentPayload>[0]): JiraPayload[] {
  const history = moved(number * 10, '1', '2', at);
  ticket.histories.push(history);
  ticket.fields['status'] = '2';
  const said = comment(number * 10, { created: timeOf(at + 60), updated: timeOf(at + 60) });
  ticket.comments.push(said);
  ticket.updated = timeOf(at + 60);
  return [copy(issueUpdatedPayload(scene, ticket, history)), copy(commentPayload(scene, ticket, said, 'created'))];
}

/** As it was at that moment. */
function copy(payload: JiraPayload): JiraPayload {
  return JSON.parse(JSON.stringify(payload)) as JiraPayload;
}
