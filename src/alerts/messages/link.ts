/** The hub's page with a question that shows more; null where the operator told no address. */
export function linkTo(address: string | null, question: string): string | null {
  if (address === null) return null;
  const url = new URL(address);
  url.searchParams.set('query', question);
  return url.href;
}
