import { type Instance, instance } from '../../../src/sample/servicenow/server.js';
import type { GitLab, Project } from '../../connectors/gitlab/stand-in.js';
import { startGitLab } from '../../connectors/gitlab/stand-in.js';
import * as gitlab from '../../connectors/gitlab/world.js';
import * as servicenow from '../../connectors/servicenow/world.js';
import { type StandIn as ArgoCd, standIn as startArgocd } from '../../../src/sample/argocd/stand-in.js';
import { application, operation } from '../../../src/sample/argocd/world.js';
import { type StandIn as Jenkins, standIn as startJenkins } from '../../../src/sample/jenkins/stand-in.js';
import { build } from '../../../src/sample/jenkins/world.js';

export const TOKEN = 'token-of-these-tests';
export const DIGEST = '5d'.repeat(32);
export const IMAGE = `ghcr.example/acme/pay@sha256:${DIGEST}`;
/** The commit of the code, what it was merged as, and the commit of the manifests that names its image. */
export const [TOPIC, MERGED, MANIFESTS] = [12, 13, 102].map(gitlab.shaOf) as [string, string, string];
export const CHANGE = servicenow.id('chg', 1);
export const NUMBER = 'CHG0030001';

export interface Company {
  readonly servicenow: Instance;
  readonly gitlab: GitLab;
  readonly code: Project;
  readonly jenkins: Jenkins;
  readonly argocd: ArgoCd;
  /** Seconds since the start of 2026 at which the change was requested: three hours ago. */
  readonly start: number;
  close(): Promise<void>;
}

/** One change that is requested in ServiceNow, coded on GitLab, built by Jenkins and deployed by Argo CD, all of it done. */
export async function company(): Promise<Company> {
  const start = Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000) - 3 * 3_600;
  const code = coded(start);
  const tools = {
    servicenow: await instance(`Basic ${Buffer.from(`changeline:${TOKEN}`).toString('base64')}`),
    gitlab: await startGitLab(gitlab.worldOf(code, manifests(start)), TOKEN),
    jenkins: await startJenkins(TOKEN),
    argocd: await startArgocd(TOKEN),
  };
  requested(tools.servicenow, start);
  const at = Date.UTC(2026, 0, 1) + (start + 900) * 1000;
  tools.jenkins.jobs.set('pay', {
    builds: [build(1, { timestamp: at, checkout: { sha: MERGED, url: 'https://gitlab.example/acme/pay.git' }, user: 'ben' })],
  });
  tools.argocd.applications.push(synced(start));
  const close = async () => void (await Promise.all(Object.values(tools).map((tool) => tool.close())));
  return { ...tools, code, start, close };
}

function requested(world: Instance, start: number): void {
  const { ANA, BEN, approval, audit, change, furnish, id, put, timeOf } = servicenow;
  furnish(world);
  world.before = () => void (world.now = timeOf(Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000)));
  const made = { opened_at: timeOf(start), sys_created_on: timeOf(start) };
  const plans = { description: 'Refund each payment once', justification: 'Refunds were doubled', implementation_plan: 'Argo CD syncs' };
  const whole = { ...plans, backout_plan: 'Sync the revision before', risk_impact_analysis: 'Refunds alone', requested_by: ANA };
  const now = { state: '3', approval: 'approved', close_code: 'successful', sys_mod_count: '4', sys_updated_on: timeOf(start + 1_500) };
  put(world, 'change_request', change(1, { number: NUMBER, ...whole, ...made, ...now }));
  const given = { state: 'approved', sys_mod_count: '1', sys_updated_on: timeOf(start + 600), sys_updated_by: 'ben.okafor' };
  put(world, 'sysapproval_approver', approval(1, 1, { approver: BEN, sys_created_on: timeOf(start + 60), ...given }));
  const steps = [
    ['state', '-5', '-3', 60, 'ana.ruiz'],
    ['approval', 'not requested', 'requested', 60, 'ana.ruiz'],
    ['approval', 'requested', 'approved', 600, 'ben.okafor'],
    ['state', '-3', '-1', 1_150, 'ana.ruiz'],
    ['state', '-1', '3', 1_500, 'ana.ruiz'],
    ['close_code', '', 'successful', 1_500, 'ana.ruiz'],
  ] as const;
  const audits = steps.map(([column, from, to, at, by], nth) =>
    audit(nth + 1, { of: CHANGE, column, from, to, at: start + at, by, count: nth }),
  );
  const table = 'sysapproval_approver';
  const decided = { of: id('appr', 1), column: 'state', from: 'requested', to: 'approved', at: start + 600, by: 'ben.okafor', count: 1 };
  put(world, 'sys_audit', ...audits, audit(20, { table, ...decided }));
}

function coded(start: number): Project {
  const { ANA, BEN, commit, merge, note, pay, timeOf } = gitlab;
  const at = (seconds: number) => timeOf(start + seconds);
  const commits = [commit(1, []), commit(12, [1], { at: at(200) }), commit(13, [1, 12], { at: at(800), message: `Merge branch 'refund'` })];
  const one = merge(1, {
    ...{ title: `${NUMBER} refund once`, source: 'refund', createdAt: at(300), updatedAt: at(800), sha: TOPIC, commits: [TOPIC] },
    ...{
      versions: [{ id: 1, head: TOPIC, at: at(300) }],
      state: 'merged' as const,
      mergedAt: at(800),
      mergeUser: BEN,
      mergeCommit: MERGED,
    },
    notes: [note(1, 'approved this merge request', { author: BEN, at: at(700) })],
    approvedBy: [{ user: BEN, at: at(700) }],
    states: [{ id: 1, user: BEN, state: 'merged', at: at(800) }],
  });
  const pushes = [
    { id: 1, author: ANA, at: at(250), type: 'branch' as const, ref: 'refund', from: null, to: TOPIC },
    { id: 2, author: BEN, at: at(800), type: 'branch' as const, ref: 'main', from: gitlab.shaOf(1), to: MERGED },
  ];
  return pay(1, { commits, branches: new Map([['main', MERGED]]), mergeRequests: [one], pushes });
}

/** A repository of its own, in which a commit names the image. */
function manifests(start: number): Project {
  const { BOT, commit, pay, shaOf, timeOf } = gitlab;
  const at = timeOf(start + 1_100);
  const commits = [commit(101, [], { at: timeOf(1) }), commit(102, [101], { at, message: `Run ${IMAGE}`, author: BOT })];
  const push = { id: 9, author: BOT, at, type: 'branch' as const, ref: 'main', from: shaOf(101), to: MANIFESTS };
  return pay(1, { id: 4712, path: 'acme/deploy', commits, branches: new Map([['main', MANIFESTS]]), pushes: [push] });
}

function synced(start: number) {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + (start + seconds) * 1000).toISOString().replace('.000Z', 'Z');
  const one = operation(0, {
    startedAt: at(1_200),
    finishedAt: at(1_230),
    revision: MANIFESTS,
    images: [`ghcr.example/acme/pay=${IMAGE}`],
  });
  return application(1, [one], { name: 'pay', repository: 'https://gitlab.example/acme/deploy.git' });
}

/** What the builder says of the image, after SLSA v1. */
export function provenance(): object {
  const source = { uri: 'git+https://gitlab.example/acme/pay@refs/heads/main', digest: { gitCommit: MERGED } };
  const runDetails = { builder: { id: 'https://jenkins.acme.example' }, metadata: { invocationId: 'pay#1' } };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'ghcr.example/acme/pay', digest: { sha256: DIGEST } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { buildDefinition: { buildType: 'https://jenkins.acme.example/image', resolvedDependencies: [source] }, runDetails },
  };
}
