import type DataLoader from 'dataloader';
import {
  assetStepsOfChange,
  changesOfDeployment,
  changesOfRelease,
  commitsOf,
  commitsOfChange,
  coverageOf,
  deadLettersOf,
  deploymentsOfArtifact,
  deploymentsOfChange,
  deploymentsOfRelease,
  deploymentsTo,
  evidenceOf,
  executionsOfChange,
  gapRef,
  gapsOf,
  gapsOfChange,
  linksOf,
  pullRequestsOfChange,
  quarantineOf,
  releasesOfChange,
  reviewsOf,
  streamsOf,
  timelineOfChange,
  verdictHistory,
  verdictsOf,
  verdictsOfChange,
  type GapName,
  type Hub,
  type Page,
  type PageInput,
} from '../src/read/index.js';
import type { Waves } from './waves.js';

/** A list of a parent, from `page` on. */
export interface ListOf<Parent> {
  readonly of: Parent;
  readonly page: PageInput;
}
type ListLoader<Parent, T> = DataLoader<ListOf<Parent>, Page<T>, string>;
type ReadPages<Parent, T> = (parents: readonly Parent[], page: PageInput) => Promise<readonly Page<T>[]>;

/** Loaders of the lists that stand inside lists: one statement for the parents of a level that ask for the same page. */
export function listsOf(sql: Hub['sql'], waves: Waves) {
  const list = <T>(read: ReadPages<string, T>) => loaderOf(read, (parent) => parent, waves);
  return {
    carries: list((deployments, page) => commitsOf(sql, 'CARRIES', deployments, page)),
    takesOut: list((deployments, page) => commitsOf(sql, 'TAKES_OUT', deployments, page)),
    pullRequestsOf: list((deployments, page) => linksOf(sql, 'pull_request', deployments, page)),
    releasesOf: list((deployments, page) => linksOf(sql, 'release', deployments, page)),
    verdictsOf: list((deployments, page) => verdictsOf(sql, deployments, page)),
    gapsOf: list((deployments, page) => gapsOf(sql, deployments, page)),
    reviewsOf: list((pullRequests, page) => reviewsOf(sql, pullRequests, page)),
    verdictHistory: loaderOf((gaps: readonly GapName[], page) => verdictHistory(sql, gaps, page), gapRef, waves),
    changesOfDeployment: list((deployments, page) => changesOfDeployment(sql, deployments, page)),
    deploymentsOfChange: list((changes, page) => deploymentsOfChange(sql, changes, page)),
    pullRequestsOfChange: list((changes, page) => pullRequestsOfChange(sql, changes, page)),
    commitsOfChange: list((changes, page) => commitsOfChange(sql, changes, page)),
    verdictsOfChange: list((changes, page) => verdictsOfChange(sql, changes, page)),
    gapsOfChange: list((changes, page) => gapsOfChange(sql, changes, page)),
    timelineOfChange: list((changes, page) => timelineOfChange(sql, changes, page)),
    evidenceOf: list((things, page) => evidenceOf(sql, things, page)),
    executionsOfChange: list((changes, page) => executionsOfChange(sql, changes, page)),
    assetStepsOfChange: list((changes, page) => assetStepsOfChange(sql, changes, page)),
    changesOfRelease: list((releases, page) => changesOfRelease(sql, releases, page)),
    deploymentsOfArtifact: list((artifacts, page) => deploymentsOfArtifact(sql, artifacts, page)),
    deploymentsOfRelease: list((releases, page) => deploymentsOfRelease(sql, releases, page)),
    releasesOfChange: list((changes, page) => releasesOfChange(sql, changes, page)),
    deploymentsTo: list((environments, page) => deploymentsTo(sql, environments, page)),
    streamsOf: list((sources, page) => streamsOf(sql, sources, page)),
    coverageOf: list((sources, page) => coverageOf(sql, sources, page)),
    deadLettersOf: list((routes, page) => deadLettersOf(sql, routes, page)),
    quarantineOf: list((sources, page) => quarantineOf(sql, sources, page)),
  };
}

function loaderOf<Parent, T>(read: ReadPages<Parent, T>, nameOf: (parent: Parent) => string, waves: Waves): ListLoader<Parent, T> {
  const batch = async (wanted: readonly ListOf<Parent>[]) => {
    const found = new Map<ListOf<Parent>, Page<T> | Error>();
    for (const group of samePage(wanted)) {
      const answers = await readGroup(read, group);
      group.forEach((one, index) => found.set(one, answers[index] as Page<T> | Error));
    }
    return wanted.map((one) => found.get(one) as Page<T> | Error);
  };
  const cacheKeyFn = ({ of, page }: ListOf<Parent>) => JSON.stringify([nameOf(of), page.first, page.after]);
  return waves.loader<ListOf<Parent>, Page<T>, string>(batch, cacheKeyFn);
}

/** A page that cannot be had (`first: 201`) refuses those who asked for it, not the others of the batch. */
async function readGroup<Parent, T>(read: ReadPages<Parent, T>, group: readonly ListOf<Parent>[]): Promise<readonly (Page<T> | Error)[]> {
  const parents = group.map(({ of }) => of);
  return read(parents, group[0]?.page ?? {}).catch((error: Error) => group.map(() => error));
}

function samePage<Parent>(wanted: readonly ListOf<Parent>[]): Iterable<ListOf<Parent>[]> {
  const groups = new Map<string, ListOf<Parent>[]>();
  for (const one of wanted) {
    const page = JSON.stringify([one.page.first, one.page.after]);
    const group = groups.get(page);
    if (group) group.push(one);
    else groups.set(page, [one]);
  }
  return groups.values();
}
