import { artifactDigests, type Draft, type Json, type Marked, type Mention, type Normalised, ref, text } from '#contract';
import { graphql, readAs } from '../wire.js';
import type { GraphqlCommit } from '../wire/graphql.js';
import { verifiedAddress } from './address.js';
import { type MessageFacts, readMessage } from './message.js';
import { moment } from './moment.js';
import { graphqlAccount } from './people.js';
import { ticketMentions, titlePlaces } from './tickets.js';
import { partsOf } from './trailers.js';

interface Repository {
  readonly databaseId: string;
  readonly nameWithOwner: string;
}

export function fromCommit(payload: Json): Normalised {
  const { repository, commit } = readAs(graphql.commitRecord, payload, 'commit');
  return { events: [commitRecorded(commit, repository), ...verifiedAddress(commit)] };
}

/** A commit of a fork's pull request counts to the repository that the pull request is in: it is fetched from there. */
export function commitRecorded(commit: GraphqlCommit, repository: Repository): Draft {
  const id = repository.databaseId;
  const message = readMessage(commit.message);
  const associated = associatedWith(commit, id);
  return {
    type: 'commit.recorded',
    subject: ref('commit', id, commit.oid),
    identity: { kind: 'commit', natural: [id, commit.oid], transition: 'recorded' },
    // The committer's own claim, and as unchangeable as the hash that covers it; it orders nothing.
    occurredAt: moment(commit.committedDate),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', id),
      sha: commit.oid,
      parents: commit.parents.nodes.map((parent) => parent.oid),
      tree: commit.tree.oid,
      authoredAt: commit.authoredDate,
      committedAt: commit.committedDate,
    },
    seen: seenOf(commit, message, associated),
    mentions: [
      ...(associated ?? []).map((names): Mention => ({ names, method: 'RELATION', place: 'associated' })),
      ...mentionsOf(message, repository),
      ...ticketsIn(commit.message),
      ...artifactsIn(commit.message),
    ],
  };
}

/** Merged pull requests of this repository that GitHub says brought the commit in; undefined where it was not asked. */
function associatedWith(commit: GraphqlCommit, repository: string) {
  return commit.associatedPullRequests?.nodes
    .filter((pull) => pull.merged && pull.repository.databaseId === repository)
    .flatMap((pull) => (pull.databaseId ? [ref('pull_request', pull.databaseId)] : []));
}

function seenOf(commit: GraphqlCommit, message: MessageFacts, associated: readonly Marked[] | undefined) {
  const author = graphqlAccount(commit.author?.user);
  return {
    authors: [author],
    committer: graphqlAccount(commit.committer?.user),
    message: text('message', commit.message, author),
    ...(author ? {} : { unresolvedAuthor: true }),
    ...(associated ? { associated } : {}),
    ...(message.revertDepth > 0 ? { revertDepth: message.revertDepth } : {}),
    ...(message.reverts ? { reverts: message.reverts } : {}),
    ...(message.pickedFrom.length > 0 ? { cherryPickedFrom: message.pickedFrom } : {}),
  };
}

function mentionsOf(message: MessageFacts, { databaseId: id, nameWithOwner }: Repository): Mention[] {
  const commitAt = (sha: string, place: string): Mention => ({ names: ref('commit', id, sha), method: 'TRAILER', place });
  const pull = (number: string) => ({ kind: 'pull_request_number' as const, text: `${id}#${number}` });
  const mentions: Mention[] = message.pickedFrom.map((sha) => commitAt(sha, 'cherry-picked-from'));
  if (message.pullNumber) mentions.push({ names: pull(message.pullNumber), method: 'TITLE', place: 'subject' });
  if (message.reverts) mentions.push(commitAt(message.reverts, 'reverts'));
  if (message.revertsPull?.repository.toLowerCase() === nameWithOwner.toLowerCase()) {
    mentions.push({ names: pull(message.revertsPull.number), method: 'TRAILER', place: 'reverts' });
  }
  return mentions;
}

/** A commit of manifests says which image is to run. */
function artifactsIn(message: string): Mention[] {
  return artifactDigests(message).map((hex) => ({ names: ref('artifact', 'sha256', hex), method: 'DIGEST', place: 'message' }));
}

function ticketsIn(message: string): Mention[] {
  const { subject, body, trailers } = partsOf(message);
  return ticketMentions([
    { text: trailers, method: 'TRAILER', place: 'trailer' },
    ...titlePlaces(subject, 'subject'),
    { text: body, method: 'TEXT', place: 'body' },
  ]);
}
