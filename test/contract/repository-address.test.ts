import { describe, expect, it } from 'vitest';
import { repositoryAddress } from '#contract';

describe('the address of a repository', () => {
  it.each([
    ['https://git.acme.example/acme/pay.git', 'git.acme.example/acme/pay'],
    ['https://ana:token@Git.ACME.example/acme/Pay.git', 'git.acme.example/acme/Pay'],
    ['http://git.acme.example/group/sub/pay.git/', 'git.acme.example/group/sub/pay'],
    ['git@git.acme.example:acme/pay.git', 'git.acme.example/acme/pay'],
    ['git.acme.example:acme/pay', 'git.acme.example/acme/pay'],
    ['ssh://git@git.acme.example:2222/acme/pay.git', 'git.acme.example:2222/acme/pay'],
    ['git.acme.example:8443/acme/pay', 'git.acme.example:8443/acme/pay'],
    ['https://git.acme.example/acme/pay?ref=v1#L1', 'git.acme.example/acme/pay'],
    ['https://charts.acme.example', 'charts.acme.example'],
    ['https://charts.acme.example:8443/', 'charts.acme.example:8443'],
    ['oci://registry.acme.example/charts/pay', 'registry.acme.example/charts/pay'],
    [' https://git.acme.example//acme/pay ', 'git.acme.example/acme/pay'],
    ['', ''],
  ])('%s is %s', (written, address) => {
    expect(repositoryAddress(written)).toBe(address);
  });

  it('holds no password, wherever it stands in the credentials', () => {
    for (const written of ['https://bot:hunter2@git.acme.example/acme/pay', 'ssh://bot:hunter2@git.acme.example/acme/pay']) {
      expect(repositoryAddress(written)).not.toContain('hunter2');
    }
  });
});
