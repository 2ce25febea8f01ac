/** `GET api.github.com/repos/acme/pay/pulls?state=…`: what was asked, without the values of the query. */
export function askedFor(method: string, url: URL): string {
  const names = [...new Set(url.searchParams.keys())].map((name) => `${name}=…`);
  return `${method} ${url.host}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** The text with every secret of the source cut out of it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((cut, secret) => cut.replaceAll(secret, '[secret]'), text);
}
