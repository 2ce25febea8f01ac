const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** `git@git.acme.example:acme/pay.git`; a port is followed by a path: `git.acme.example:8443/acme/pay`. */
const SCP = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\d+(?:\/|$))(\S+)$/;

/**
 * Where a repository lies, however a tool writes it: `https://ana@git.acme.example/acme/pay.git`, `ssh://git@…`, `git@…:acme/pay` →
 * `git.acme.example/acme/pay`: the host in small letters with its port, the path as it is written, without credentials, query and
 * fragment. A host alone, as of a repository of charts, stays one.
 */
export function repositoryAddress(written: string): string {
  const bare = written.trim().replace(/[?#].*$/s, '');
  const place = SCHEME.test(bare) ? bare.replace(SCHEME, '').replace(/^[^@/]*@/, '') : bare.replace(SCP, '$1/$2').replace(/^[^@/]*@/, '');
  const [host = '', ...path] = place
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/');
  return [host.toLowerCase(), ...path.filter((part) => part !== '')].join('/');
}
