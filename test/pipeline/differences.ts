import { all, askApi, type Told } from './ask-api.js';
import type { Acme } from './terms/acme.js';

export const ITEMS = `totalCount nodes { kind name act before { value text } after { value text person { name } } moments events { type subject } }`;

export async function differenceOf({ sql }: Acme, ref: string, from: string, to: string): Promise<readonly Told[]> {
  const answer = await askApi(
    sql,
    `query ($ref: String!, $from: DateTime!, $to: DateTime!) {
      changeDifference(by: { ref: $ref }, from: $from, to: $to) { of cut items(first: 200) { ${ITEMS} } } }`,
    { ref, from, to },
  );
  return all(answer['changeDifference']?.['items']?.['nodes']);
}

export const typesOf = (item: Told | undefined) => all(item?.['events']).map(({ type }) => String(type));
export const found = (items: readonly Told[], kind: string, name?: string) =>
  items.find((item) => String(item['kind']) === kind && (name === undefined || String(item['name']).startsWith(name)));
