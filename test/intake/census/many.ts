import type { AnyConnector, Io } from '#contract';
import { env0, github, gitlab, jenkins, jira, pagerduty, servicenow, argocd } from '../../../connectors/index.js';
import { worldOf as githubWorld } from '../../../src/sample/index.js';
import * as ofArgocd from '../../connectors/argocd/reading.js';
import { standIn as startArgocd } from '../../../src/sample/argocd/stand-in.js';
import { application, operation } from '../../../src/sample/argocd/world.js';
import * as ofEnv0 from '../../connectors/env0/reading.js';
import * as env0World from '../../../src/sample/env0/world.js';
import * as ofGithub from '../../connectors/github/reading.js';
import * as githubThings from '../../connectors/github/world.js';
import * as ofGitlab from '../../connectors/gitlab/reading.js';
import * as gitlabThings from '../../connectors/gitlab/world.js';
import * as ofJenkins from '../../connectors/jenkins/reading.js';
import { standIn as startJenkins } from '../../../src/sample/jenkins/stand-in.js';
import { build } from '../../../src/sample/jenkins/world.js';
import * as ofJira from '../../connectors/jira/reading.js';
import * as jiraThings from '../../connectors/jira/world.js';
import * as ofPagerduty from '../../connectors/pagerduty/reading.js';
import * as pagerdutyThings from '../../../src/sample/pagerduty/world.js';
import * as ofServicenow from '../../connectors/servicenow/reading.js';
import * as servicenowThings from '../../connectors/servicenow/world.js';

/** A tool that has more than a page of everything that a census counts. */
export interface Many {
  readonly connector: AnyConnector;
  readonly io: Io<unknown>;
  /** How many requests a sweep takes at least. */
  readonly pages: number;
  close(): Promise<void>;
}

const MANY = 130;
const each = <T>(make: (number: number) => T, count = MANY): T[] => Array.from({ length: count }, (_, at) => make(at + 1));

/** Every connector whose tool can be counted, by its kind. */
export const MANIES: Readonly<Record<string, () => Promise<Many>>> = {
  github: async () => {
    const { deployment, pay, pull } = githubThings;
    const world = githubWorld([pay(3, { pulls: each((number) => pull(number)), deployments: each((number) => deployment(number)) })]);
    const { server, io } = await ofGithub.connected(world);
    return { connector: github as AnyConnector, io: io as Io<unknown>, pages: 2, close: () => server.close() };
  },
  jira: async () => {
    // Of ids alone Jira lists a thousand at a time; with fields a hundred.
    const { server, io } = await ofJira.connected(jiraThings.worldOf(each((number) => jiraThings.issue(number))));
    return { connector: jira as AnyConnector, io: io as Io<unknown>, pages: 2, close: () => server.close() };
  },
  gitlab: async () => {
    const { deployment, merge, pay, worldOf } = gitlabThings;
    const project = pay(3, { mergeRequests: each((number) => merge(number)), deployments: each((number) => deployment(number)) });
    const { server, io } = await ofGitlab.connected(worldOf(project));
    return { connector: gitlab as AnyConnector, io: io as Io<unknown>, pages: 2, close: () => server.close() };
  },
  servicenow: async () => {
    const { change, incident, put, task } = servicenowThings;
    const { world, io } = await ofServicenow.connected();
    put(world, 'change_request', ...each((number) => change(number)));
    put(world, 'change_task', ...each((number) => task(number, number)));
    put(world, 'incident', ...each((number) => incident(number)));
    return { connector: servicenow as AnyConnector, io: io as Io<unknown>, pages: 3, close: () => world.close() };
  },
  argocd: async () => {
    const tool = await startArgocd(ofArgocd.TOKEN);
    tool.applications.push(...each((number) => application(number, [operation(number)])));
    // Argo CD lists all of its applications in one answer.
    return { connector: argocd as AnyConnector, io: ofArgocd.ioOf(tool) as Io<unknown>, pages: 1, close: () => tool.close() };
  },
  env0: async () => {
    const world = env0World.worldOf(each((number) => env0World.deployment(`d${String(number)}`, number * 100)));
    const { tool, io } = await ofEnv0.connected(world);
    return { connector: env0 as AnyConnector, io: io as Io<unknown>, pages: 2, close: () => tool.close() };
  },
  pagerduty: async () => {
    const world = pagerdutyThings.worldOf(each((number) => pagerdutyThings.incident(number, number * 100)));
    const { tool, io } = await ofPagerduty.connected(world);
    return { connector: pagerduty as AnyConnector, io: io as Io<unknown>, pages: 2, close: () => tool.close() };
  },
  jenkins: async () => {
    const tool = await startJenkins(ofJenkins.TOKEN);
    tool.jobs.set('pay', { builds: each((number) => build(number), 620) });
    return { connector: jenkins as AnyConnector, io: ofJenkins.ioOf(tool) as Io<unknown>, pages: 2, close: () => tool.close() };
  },
};
