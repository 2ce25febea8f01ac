import { describe, expect, it } from 'vitest';
import { addressOf, repositoryOfCommit } from '../../src/correlate/index.js';

describe('the address of a repository', () => {
  it.each([
    ['https://git.acme.example/acme/pay.git', 'git.acme.example/acme/pay'],
    ['https://git.acme.example/acme/pay', 'git.acme.example/acme/pay'],
    ['https://git.acme.example/acme/pay/', 'git.acme.example/acme/pay'],
    ['https://ana:token@git.acme.example:8443/acme/Pay.git', 'git.acme.example/acme/pay'],
    ['http://git.acme.example/group/sub/pay.git/', 'git.acme.example/group/sub/pay'],
    ['git@git.acme.example:acme/pay.git', 'git.acme.example/acme/pay'],
    ['ssh://git@git.acme.example:2222/acme/pay.git', 'git.acme.example/acme/pay'],

    ['git.acme.example/acme/pay?ref=v1', 'git.acme.example/acme/pay'],
    ['pay', null],
    ['', null],
  ])('%s is %s', (url, address) => {
    expect(addressOf(url)).toBe(address);
  });
});

describe('the repository of a commit that is named by its hash', () => {
  const own = { repository: 'repository:github-acme:1', name: 'acme/pay' };
  const fork = { repository: 'repository:github-acme:2', name: 'ana/pay' };
  const mirror = { repository: 'repository:gitlab-acme:3', name: 'acme/pay' };
  const address = 'git.acme.example/acme/pay';

  it('is the one that holds it, whatever it is called', () => {
    expect(repositoryOfCommit([own], address)).toEqual({ repository: own.repository, isFinal: true });
    expect(repositoryOfCommit([own], null)).toEqual({ repository: own.repository, isFinal: true });
    expect(repositoryOfCommit([fork], address)).toEqual({ repository: fork.repository, isFinal: false });
  });

  it('is of several the one of that name', () => {
    expect(repositoryOfCommit([fork, own], address)).toEqual({ repository: own.repository, isFinal: true });
    expect(repositoryOfCommit([fork, own], 'git.acme.example/ana/pay')).toEqual({ repository: fork.repository, isFinal: true });
  });

  it('is not known where nobody has read it, or several could be meant', () => {
    expect(repositoryOfCommit([], address)).toBeNull();
    expect(repositoryOfCommit([fork, own], null)).toBeNull();
    expect(repositoryOfCommit([own, mirror], address)).toBeNull();
    expect(repositoryOfCommit([own, fork], 'git.acme.example/other/shop')).toBeNull();
  });

  it('a name is compared whole', () => {
    expect(repositoryOfCommit([own, fork], 'git.acme.example/notacme/pay')).toBeNull();
  });
});
