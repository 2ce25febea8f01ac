import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPolicy, ConfigurationError, loadConfig, loadPolicy } from '../../src/config.js';
import { connectors } from '../connectors/all.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

const SOURCES = ['github-acme', 'jira-acme'];

function policyIn(text: string) {
  const { policy, problems } = checkPolicy(text, SOURCES);
  if (!policy) throw new Error(problems.map(({ sentence }) => sentence).join('\n'));
  return policy;
}

describe('a policy', () => {
  it('may call one environment by the names of several tools, and name repositories that no service has', () => {
    const policy = policyIn(
      'environments:\n  production: { production: true }\n  prod: { production: true, environment: production }\nrules:\n  direct-push: { environments: [production], services: ["repository:github-acme:7"] }',
    );
    expect(Object.keys(policy.environments)).toEqual(['production', 'prod']);
  });

  it('may give parts of a repository to several services', () => {
    const text =
      'services:\n  a: { repositories: [{ repository: acme/m, paths: [x] }] }\n  b: { repositories: [{ repository: acme/m, paths: [y] }] }';
    expect(Object.keys(policyIn(text).services)).toEqual(['a', 'b']);
  });
});

describe('the preset soc2', () => {
  it('wants eight contents of a request', () => {
    expect(policyIn('preset: soc2').rules['incomplete-request']?.fields).toEqual([
      'description',
      'requester',
      'justification',
      'implementationPlan',
      'backoutPlan',
      'impact',
      'communication',
      'dependencies',
    ]);
    expect(policyIn('').rules['incomplete-request']).toBeUndefined();
  });

  it('keeps what the file does not say, key by key, and gives way to lists and values of the file', () => {
    const policy = policyIn(
      'preset: soc2\nrules:\n  incomplete-request: { severity: LOW }\n  emergency-without-review: { within: 24h }\nsettle: 5m',
    );
    expect(policy.rules['incomplete-request']).toMatchObject({ severity: 'LOW' });
    expect(policy.rules['incomplete-request']?.fields).toHaveLength(8);
    expect(policy.rules['emergency-without-review']).toEqual({ within: '24h' });
    expect(policy.settle).toBe('5m');
    expect(policyIn('preset: soc2\nrules: { incomplete-request: { fields: [impact] } }').rules['incomplete-request']?.fields).toEqual([
      'impact',
    ]);
  });
});

describe('the presets sox and pci', () => {
  const switchedOn = (preset: string) =>
    Object.entries(policyIn(`preset: ${preset}`).rules).flatMap(([rule, settings]) => (settings?.enabled === true ? [rule] : []));

  it('ask that who develops does not deploy, and that what reached production past the deployments is covered', () => {
    for (const preset of ['sox', 'pci'])
      expect(switchedOn(preset)).toEqual(expect.arrayContaining(['developer-deployed', 'direct-access']));
    expect(switchedOn('soc2')).toEqual([]);
  });

  it('differ in what they ask beyond: sox in approvals, pci in qualified reviews, protections and drift', () => {
    const [sox, pci] = [new Set(switchedOn('sox')), new Set(switchedOn('pci'))];
    expect([...sox].filter((rule) => !pci.has(rule)).sort()).toEqual([
      'backdated-approval',
      'freeze-violation',
      'incomplete-approval',
      'retrofitted-evidence',
      'stale-approval',
    ]);
    expect([...pci].filter((rule) => !sox.has(rule)).sort()).toEqual([
      'control-weakened',
      'drift-without-change',
      'unknown-artifact',
      'unqualified-reviewer',
    ]);
  });
});

describe('the policy file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }
  function said(work: () => unknown): string[] {
    try {
      work();
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems.map(({ where, sentence }) => `${where} ${sentence}`);
      throw error;
    }
    return [];
  }

  it('may speak only of sources that changeline.yaml names, those that have a mistake among them', async () => {
    const env = {
      CHANGELINE_DATA: folder,
      CHANGELINE_CONFIG: await write('changeline.yaml', 'sources:\n  jira-acme: { connector: jirra }\n'),
      CHANGELINE_POLICY: await write('policy.yaml', 'zones: { jira-acme: Europe/Berlin, jira-old: Europe/Berlin }\n'),
    };
    expect(said(() => loadConfig(env, connectors))).toEqual([
      expect.stringMatching(/^changeline\.yaml:2:16 sources\.jira-acme\.connector names no connector/),
      expect.stringMatching(/^policy\.yaml:1:36 zones\.jira-old speaks of the source jira-old/),
    ]);
  });

  it('is kept as it was written', async () => {
    const text = '# what things mean\nsettle: 5m\n';
    const env = { CHANGELINE_DATA: folder, CHANGELINE_POLICY: await write('policy.yaml', text) };
    expect(loadConfig(env, connectors)).toMatchObject({ policyText: text, policy: { settle: '5m' } });
  });

  it('that the project shows as an example is right, with the sources of the other example', () => {
    const env = {
      CHANGELINE_DATA: folder,
      CHANGELINE_CONFIG: 'changeline.example.yaml',
      CHANGELINE_POLICY: 'policy.example.yaml',
      GITHUB_TOKEN: 't',
      GITHUB_WEBHOOK_SECRET: 's',
    };
    expect(said(() => loadConfig(env, connectors))).toEqual([]);
    expect(loadPolicy('policy.example.yaml').preset).toBe('soc2');
  });
});
