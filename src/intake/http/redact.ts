/** `GET api.github.com/repos/acme/pay/pulls?state=…`: what was asked, without the values of the query. */
export function askedFor(method: string, url: URL): string {
  const names = [...new Set(url.searchParams.keys())].map((name) => `${name}=…`);
  return `${method} ${url.host}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** The text with every secret of the source cut out of it, also where it stands in Base64: so it does in a header of basic authentication. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const filled = secrets.filter((secret) => secret !== '');
  const clear = filled.reduce((cut, secret) => cut.replaceAll(secret, '[secret]'), text);
  return clear.replace(/[\w+/-]{8,}={0,2}/g, (word) => (filled.some((secret) => decoded(word).includes(secret)) ? '[secret]' : word));
}

function decoded(word: string): string {
  return Buffer.from(word, 'base64').toString('utf8');
}
