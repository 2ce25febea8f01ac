import { nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound, ok, refusal } from '../answer.js';
import type { RuleSuite } from '../guards.js';
import { accountObject } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

const DAYS: Readonly<Record<string, number>> = { hour: 1 / 24, day: 1, week: 7, month: 30 };
const RESULTS = ['pass', 'fail', 'bypass', 'all'];

/** GET …/rulesets/rule-suites, newest first; of the last day unless told, and of a month at most. */
export function listRuleSuites(call: Call): Answer {
  const [period, result] = [call.query.get('time_period') ?? 'day', call.query.get('rule_suite_result') ?? 'all'];
  const days = Object.hasOwn(DAYS, period) ? DAYS[period] : undefined;
  if (days === undefined || !RESULTS.includes(result)) return refusal(422, 'Validation Failed');
  const since = Date.now() - days * 86_400_000;
  const all = call.repository.ruleSuites
    .filter((suite) => (result === 'all' || suite.result === result) && Date.parse(suite.pushedAt) >= since)
    .sort((a, b) => b.id - a.id);
  return numberedList(call, all, (suite) => suiteObject(call, suite));
}

function suiteObject({ repository }: Call, { id, actor, before, after, ref, pushedAt, result }: RuleSuite) {
  return {
    id,
    actor_id: actor?.id ?? null,
    actor_name: actor?.login ?? null,
    before_sha: before,
    after_sha: after,
    ref,
    repository_id: repository.id,
    repository_name: repository.name,
    pushed_at: pushedAt,
    result,
    evaluation_result: result,
  };
}

export function ruleSuiteById(call: Call): Answer {
  const suite = call.repository.ruleSuites.find(({ id }) => id === Number(call.names[0]));
  if (suite === undefined) return notFound();
  const rules = suite.rules.map(({ type, result, ruleset }) => ({
    rule_source: { type: 'ruleset', id: ruleset, name: `ruleset ${String(ruleset)}` },
    enforcement: 'active',
    result,
    rule_type: type,
    details: null,
  }));
  return ok({ ...suiteObject(call, suite), rule_evaluations: rules });
}

const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'];
const ASKED: Readonly<Record<string, string>> = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' };

/** GET …/collaborators: who has at least the permission that is asked for. */
export function listCollaborators(call: Call): Answer {
  const asked = call.query.get('permission') ?? 'pull';
  const least = ROLES.indexOf(ASKED[asked] ?? '');
  if (least < 0) return refusal(422, 'Validation Failed');
  const all = call.repository.collaborators.filter(({ role }) => ROLES.indexOf(role) >= least);
  return numberedList(call, all, ({ account, role }) => {
    const has = (name: string) => ROLES.indexOf(role) >= ROLES.indexOf(name);
    const permissions = {
      pull: has('read'),
      triage: has('triage'),
      push: has('write'),
      maintain: has('maintain'),
      admin: has('admin'),
    };
    return { ...accountObject(call.addresses, account), permissions, role_name: role };
  });
}

/** GET …/hooks. */
export function listHooks(call: Call): Answer {
  return numberedList(call, call.repository.hooks, ({ id, url }) => ({
    type: 'Repository',
    id,
    name: 'web',
    active: true,
    events: ['*'],
    config: { content_type: 'json', insecure_ssl: '0', url, secret: '********' },
    created_at: call.repository.createdAt,
    updated_at: call.repository.createdAt,
  }));
}

function deliveriesOf(call: Call) {
  return call.repository.hooks.find(({ id }) => id === Number(call.names[0]))?.deliveries;
}

function deliveryObject(call: Call, each: NonNullable<ReturnType<typeof deliveriesOf>>[number]) {
  return {
    id: each.id,
    guid: each.guid,
    delivered_at: each.deliveredAt,
    redelivery: each.redelivery,
    duration: 0.1,
    status: each.status === 202 ? 'OK' : 'Invalid HTTP Response',
    status_code: each.status,
    event: each.event,
    action: typeof each.payload['action'] === 'string' ? each.payload['action'] : null,
    installation_id: null,
    repository_id: call.repository.id,
    throttled_at: null,
  };
}

/** GET …/hooks/{hook_id}/deliveries, newest first, paged by cursors that stand only in `Link`. */
export function listDeliveries(call: Call): Answer {
  const all = deliveriesOf(call);
  if (all === undefined) return notFound();
  const cursor = call.query.get('cursor');
  const from = cursor === null ? 0 : all.findIndex(({ id }) => `v1_${String(id)}` === cursor);
  if (from < 0) return refusal(422, 'Invalid cursor');
  const size = Math.min(100, Number(call.query.get('per_page') ?? 30));
  const next = all[from + size];
  const query = new URLSearchParams(call.query);
  query.set('cursor', `v1_${String(next?.id)}`);
  const headers = next === undefined ? {} : { link: `<${call.self}?${query.toString()}>; rel="next"` };
  return ok(
    all.slice(from, from + size).map((each) => deliveryObject(call, each)),
    headers,
  );
}

export function deliveryById(call: Call): Answer {
  const each = deliveriesOf(call)?.find(({ id }) => id === Number(call.names[1]));
  if (each === undefined) return notFound();
  const request = { headers: { 'X-GitHub-Event': each.event, 'X-GitHub-Delivery': each.guid }, payload: each.payload };
  return ok({ ...deliveryObject(call, each), url: 'https://hub.acme.example/hooks', request, response: { headers: {}, payload: '' } });
}

/** GET …/attestations/{subject_digest}: 404 where there is none. */
export function listAttestations(call: Call): Answer {
  const found = call.repository.attestations.filter(({ digest }) => digest === call.names[0]);
  if (found.length === 0) return notFound();
  return ok({
    attestations: found.map(({ statement }) => ({
      repository_id: call.repository.id,
      bundle_url: `${call.addresses.api}/bundles/${nodeId('Bundle', call.repository.id)}`,
      bundle: {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {},
        dsseEnvelope: {
          payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
          payloadType: 'application/vnd.in-toto+json',
          signatures: [{ sig: '' }],
        },
      },
    })),
  });
}
