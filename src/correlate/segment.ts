import { CommitGraph } from './graph.js';
import { WORDS, writeSha } from './sha.js';

/** Commits in one row of `commit_segment`. */
export const SEGMENT_COMMITS = 1024;

export interface CommitEdges {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** 20 bytes of id, one byte with the count of parents, 20 bytes a parent; ids big-endian. Throws above 255 parents. */
export function encodeCommits(commits: readonly CommitEdges[]): Uint8Array {
  const length = commits.reduce((sum, commit) => sum + 21 + 20 * commit.parents.length, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { sha, parents } of commits) {
    if (parents.length > 255) throw new RangeError(`commit ${sha} has ${parents.length} parents; 255 can be kept`);
    at = putSha(view, at, sha);
    bytes[at++] = parents.length;
    for (const parent of parents) at = putSha(view, at, parent);
  }
  return bytes;
}

/** The graph of encoded segments. Ids first and edges afterwards, so that only parents that nobody has are pending. */
export function decodeGraph(segments: readonly Uint8Array[]): CommitGraph {
  const graph = new CommitGraph();
  for (const bytes of segments) eachCommit(bytes, (view, at) => void graph.append(getSha(view, at)));
  let index = 0;
  for (const bytes of segments) {
    eachCommit(bytes, (view, at) => {
      const end = at + 21 + 20 * view.getUint8(at + 20);
      for (let parent = at + 21; parent < end; parent += 20) graph.addParent(getSha(view, parent));
      graph.close(index++);
    });
  }
  return graph;
}

function eachCommit(bytes: Uint8Array, visit: (view: DataView, at: number) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 21 + 20 * view.getUint8(at + 20)) visit(view, at);
}

const words = new Uint32Array(WORDS);

function putSha(view: DataView, at: number, sha: string): number {
  writeSha(sha, words, 0);
  words.forEach((word, nth) => view.setUint32(at + nth * 4, word));
  return at + 20;
}

function getSha(view: DataView, at: number): Uint32Array {
  for (let nth = 0; nth < WORDS; nth++) words[nth] = view.getUint32(at + nth * 4);
  return words;
}
