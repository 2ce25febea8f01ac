import type { Repository } from '../../github/world.js';
import type { Scene } from '../../github/webhooks/frame.js';
import type { Payload } from '../../github/webhooks/frame.js';
import type { Payload as JiraPayload, Scene as JiraScene } from '../../jira/webhooks/scene.js';
import { momentOf, type When } from '../calendar.js';
import type { Company } from '../company.js';
import type { Person } from '../people.js';

/** A day of a company, on which something can happen. */
export interface Telling {
  readonly company: Company;
  readonly dayMs: number;
}

export function msOf({ company, dayMs }: Telling, when: When): number {
  return momentOf(when, dayMs, company.nowMs);
}

/** A webhook of GitHub about something that this person did in this repository. */
export function tellGitHub({ company }: Telling, repository: Repository, by: Person, make: (scene: Scene) => Payload): void {
  const sender = by.github === null ? {} : { sender: by.github };
  company.send(({ github }) => ({ tool: 'github', payload: make({ addresses: github, repository, ...sender }) }));
}

export function tellJira({ company }: Telling, make: (scene: JiraScene) => JiraPayload): void {
  company.send(({ jira }) => ({ tool: 'jira', payload: make({ world: company.jira, url: jira }) }));
}

export function jiraAccount(who: Person): string {
  if (who.jira === null) throw new Error('A story lets somebody act in Jira who has no account there.');
  return who.jira.accountId;
}
