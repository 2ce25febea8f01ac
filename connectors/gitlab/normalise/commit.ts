import { type AccountMark, artifactDigests, type Draft, type Json, type Mention, type Normalised, ref, text } from '#contract';
import { code, readAs } from '../wire.js';
import { type MessageFacts, type Named, readMessage } from './message.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';
import { ticketMentions, titlePlaces } from './tickets.js';
import { partsOf } from './trailers.js';

interface Project {
  readonly id: string;
  readonly path_with_namespace: string;
}

export function fromCommit(payload: Json): Normalised {
  const { project, commit, author } = readAs(code.commitRecord, payload, 'commit');
  return { events: [commitRecorded(commit, project, accountOf(author))] };
}

/** A commit of a fork's merge request counts to the project that the merge request is in: it is read from there. */
export function commitRecorded(commit: code.RestCommit, project: Project, author: AccountMark | null): Draft {
  const message = readMessage(commit.message);
  return {
    type: 'commit.recorded',
    subject: ref('commit', project.id, commit.id),
    identity: { kind: 'commit', natural: [project.id, commit.id], transition: 'recorded' },
    // The committer's own claim, and as unchangeable as the hash that covers it; it orders nothing.
    occurredAt: moment(commit.committed_date),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', project.id),
      sha: commit.id,
      parents: commit.parent_ids,
      authoredAt: moment(commit.authored_date).from,
      committedAt: moment(commit.committed_date).from,
    },
    seen: seenOf(commit, message, author),
    mentions: [...mentionsOf(message, project), ...ticketsIn(commit.message), ...artifactsIn(commit.message)],
  };
}

function seenOf(commit: code.RestCommit, message: MessageFacts, author: AccountMark | null): NonNullable<Draft['seen']> {
  return {
    authors: [author],
    message: text('message', commit.message, author),
    ...(author ? {} : { unresolvedAuthor: true }),
    ...(message.revertDepth > 0 ? { revertDepth: message.revertDepth } : {}),
    ...(message.reverts ? { reverts: message.reverts } : {}),
    ...(message.pickedFrom.length > 0 ? { cherryPickedFrom: message.pickedFrom } : {}),
  };
}

function mentionsOf(message: MessageFacts, project: Project): Mention[] {
  const commitAt = (sha: string, place: string): Mention => ({ names: ref('commit', project.id, sha), method: 'TRAILER', place });
  const mentions: Mention[] = message.pickedFrom.map((sha) => commitAt(sha, 'cherry-picked-from'));
  if (message.reverts) mentions.push(commitAt(message.reverts, 'reverts'));
  return [
    ...mentions,
    ...numberMention(message.mergeRequest, project, 'subject'),
    ...numberMention(message.revertsMergeRequest, project, 'reverts'),
  ];
}

/** Only of this project: the number of another one's says nothing here. */
function numberMention(named: Named | null, { id, path_with_namespace: path }: Project, place: string): Mention[] {
  if (named === null || (named.project !== null && named.project.toLowerCase() !== path.toLowerCase())) return [];
  return [{ names: { kind: 'pull_request_number', text: `${id}#${named.number}` }, method: 'TRAILER', place }];
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
