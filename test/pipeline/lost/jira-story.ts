import {
  commentPayload,
  deliverJira,
  issueCreatedPayload,
  issueDeletedPayload,
  issueUpdatedPayload,
  type JiraIssue,
  type JiraPayload,
  startJira,
} from '../../../src/sample/index.js';
import { comment, issue, moved, timeOf, worldOf } from '../../connectors/jira/world.js';
import { TOKEN } from '../hub-under-test.js';
import { EMAIL, JIRA_SECRET, jiraSource } from '../two-tools.js';
import { copied, secondsOf, type Story } from './story.js';

const TICKETS = 4;
const BETWEEN_S = 140;

/** In each part tickets are created, moved and commented; in the second one that was known before is deleted, too. */
export const jiraStory: Story = {
  async open() {
    const world = worldOf([]);
    const served = await startJira(world, { email: EMAIL, token: TOKEN });
    served.limit({ perWindow: 100_000, windowMs: 60_000 });
    const scene = { world, url: served.url };
    return {
      source: jiraSource(served.url, ['PAY']),
      collections: 2,
      part: (nth, startMs) => {
        const payloads = Array.from({ length: TICKETS }, (_, at) => at).flatMap((at): JiraPayload[] => {
          const number = nth * TICKETS + at + 1;
          const second = secondsOf(startMs) + at * BETWEEN_S;
          const ticket = issue(number, { created: timeOf(second), updated: timeOf(second) });
          world.issues.push(ticket);
          return [copied(issueCreatedPayload(scene, ticket)), ...workedOn(ticket, number, second + 10, scene)];
        });
        if (nth === 1) {
          const [gone] = world.issues.splice(0, 1);
          payloads.push(copied(issueDeletedPayload(scene, gone!)));
        }
        return payloads.map((payload) => async (door: string) => {
          const { status } = await deliverJira({ url: door, secret: JIRA_SECRET }, payload);
          if (status !== 202) throw new Error(`a webhook was answered ${String(status)}`);
        });
      },
      onlyByWebhook: [],
      skew: (offsetMs) => served.skewClock(offsetMs),
      close: () => served.close(),
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
  return [copied(issueUpdatedPayload(scene, ticket, history)), copied(commentPayload(scene, ticket, said, 'created'))];
}
