import type { Payload as GitHubPayload } from '../github/webhooks/frame.js';
import type { Addresses } from '../github/addresses.js';
import type { World } from '../github/world.js';
import { worldOf } from '../github/world.js';
import type { Payload as JiraPayload } from '../jira/webhooks/scene.js';
import type { World as JiraWorld } from '../jira/world.js';
import { type Estate, openEstate } from './estate.js';
import { repositoriesOf, type RepositoryName } from './repositories.js';
import { siteOf } from './site.js';

/** One webhook that a tool sends of something that has just happened. */
export type Sent =
  | { readonly tool: 'github'; readonly payload: GitHubPayload }
  | { readonly tool: 'jira'; readonly payload: JiraPayload }
  | { readonly tool: 'servicenow' | 'argocd'; readonly body: object };

/** Where the tools answer; known once their stand-ins run. */
export interface Places {
  readonly github: Addresses;
  readonly jira: string;
}

/** acme as its tools know it: both worlds, their ids, and the webhooks that are still to be sent. */
export interface Company {
  readonly startMs: number;
  readonly nowMs: number;
  readonly github: World;
  readonly jira: JiraWorld;
  readonly repositories: Readonly<Record<RepositoryName, World['repositories'][number]>>;
  readonly estate: Estate;
  /** The next id of a family at a moment: it grows with time, as the tools' do. */
  idAt(family: Family, ms: number): number;
  /** A webhook, made at this very moment; while history is told nobody listens. */
  send(make: (places: Places) => Sent | null): void;
  /** From here on webhooks are kept, for `sent`. */
  listen(places: Places): void;
  /** What was sent since the last time. */
  sent(): readonly Sent[];
  /** What its builds say, in the form of `recordEvents`: no tool is asked for it. */
  readonly said: object[];
  /** What its mainframe says, in the same form. */
  readonly saidByMainframe: object[];
}

/** Each family of ids begins somewhere else; at GitHub most have passed 2^31. */
const FAMILIES = {
  deployment: 1_840_000_000,
  deploymentStatus: 5_120_000_000,
  pull: 2_210_000_000,
  review: 3_140_000_000,
  event: 14_900_000_000,
  activity: 21_700_000_000,
  check: 33_400_000_000,
  release: 178_000_000,
  issue: 10_000,
  history: 100_000,
  comment: 20_000,
  approval: 1_000,
  link: 30_000,
  gitlabEvent: 810_000_000,
  gitlabMerge: 300_000_000,
  gitlabNote: 1_900_000_000,
} as const;
export type Family = keyof typeof FAMILIES;

/** An empty company that opens at `startMs`; nothing in it depends on anything but these two moments. */
export function openCompany(startMs: number, nowMs: number): Company {
  const repositories = repositoriesOf();
  const taken = new Set<string>();
  const line: Sent[] = [];
  let places: Places | null = null;
  return {
    startMs,
    nowMs,
    github: worldOf(Object.values(repositories)),
    jira: siteOf(),
    repositories,
    estate: openEstate(),
    idAt: (family, ms) => {
      let id = FAMILIES[family] + Math.floor((ms - startMs) / 1000);
      while (taken.has(`${family} ${id}`)) id += 1;
      taken.add(`${family} ${id}`);
      return id;
    },
    send: (make) => {
      const sent = places === null ? null : make(places);
      // As it is now: the worlds change with the next step.
      if (sent !== null) line.push(JSON.parse(JSON.stringify(sent)) as Sent);
    },
    listen: (at) => void (places = at),
    sent: () => line.splice(0),
    said: [],
    saidByMainframe: [],
  };
}
