/** Why no answer came, as the end of a sentence. */
export function networkFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `did not answer within ${timeoutMs / 1000} s`;
  const chain = causesOf(error);
  const code = chain.map(codeIn).find((one) => one !== null) ?? chain.at(-1)?.message ?? 'unknown error';
  // undici's word for a body that broke off; a connection that never came is "fetch failed".
  if (error instanceof Error && error.message === 'terminated') return `ended in the middle of its answer (${code})`;
  const proxy = chain.map(({ message }) => /^Proxy response \((\d+)\)/.exec(message)?.[1]).find((one) => one !== undefined);
  if (proxy !== undefined)
    return `could not be reached: the proxy answered ${proxy}${proxy === '407' ? ', since it wants another user or password' : ''}`;
  return `could not be reached (${code})${UNTRUSTED.has(code) ? BELIEVE : ''}`;
}

const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);
const BELIEVE = ': its certificate is of nobody who is believed. Give the certificates of your company as http.ca';

function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function codeIn(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
