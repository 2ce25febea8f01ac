import type { Listed } from './listed.js';

const SOUNDS_SECRET = /pass(word|wd|phrase)?|secret|token|credential|(api|private|access)[-_]?key/i;
const REDACTED = '[redacted]';

/**
 * Without the values of parameters that Jenkins calls passwords, that sound like secrets, or that the operator names; and
 * without a password in the address of a repository.
 */
export function withoutSecrets(build: Listed, named: readonly string[]): Listed {
  if (!build.actions) return build;
  const actions = build.actions.map((action) => {
    if (!action) return action;
    const { parameters, remoteUrls } = action;
    return {
      ...action,
      ...(parameters
        ? { parameters: parameters.map((one) => (isSecret(one, named) ? { name: one.name, value: REDACTED } : plain(one))) }
        : {}),
      ...(remoteUrls ? { remoteUrls: remoteUrls.map((url) => url.replace(/^([a-z+]+:\/\/)[^@/]*@/i, '$1')) } : {}),
    };
  });
  return { ...build, actions };
}

type Parameter = { readonly name: string; readonly _class?: string | null | undefined; readonly value?: unknown };

/** Files, credentials and other things than a text, a number or a choice have no value here. */
function plain({ name, value }: Parameter) {
  return { name, value: ['string', 'number', 'boolean'].includes(typeof value) ? value : null };
}

function isSecret({ name, _class: kind }: Parameter, named: readonly string[]): boolean {
  return SOUNDS_SECRET.test(name) || named.includes(name) || /Password|Credential|Secret/.test(kind ?? '');
}

/** What a parameter was given; null where it has no value that may be shown. */
export function valueOf({ actions }: Listed, name: string): string | null {
  const found = (actions ?? []).flatMap((action) => action?.parameters ?? []).find((one) => one.name === name);
  return typeof found?.value === 'string' && found.value !== REDACTED ? found.value : null;
}
