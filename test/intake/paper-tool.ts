import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Note } from './paper.js';
import { json, vendor, type Vendor } from './vendor.js';

/** A stand-in for Paper that serves streams of notes, a page at a time, and can be made to fail. */
export interface PaperTool extends Vendor {
  readonly streams: Map<string, Note[]>;
  pageSize: number;
  /** Added to the clock that it shows. */
  clockMs: number;
  /** Answers in place of the tool when it gives true. */
  fault: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export async function paperTool(streams: Readonly<Record<string, Note[]>>): Promise<PaperTool> {
  const base = await vendor(() => undefined);
  const tool: PaperTool = Object.assign(base, {
    streams: new Map(Object.entries(streams).map(([name, notes]) => [name, [...notes]])),
    pageSize: 2,
    clockMs: 0,
    fault: () => false,
  });
  tool.answer = (request, response) => {
    if (!tool.fault(request, response)) serve(tool, new URL(request.url ?? '/', base.url), response);
  };
  return tool;
}

function serve(tool: PaperTool, url: URL, response: ServerResponse): void {
  const date = { date: new Date(Date.now() + tool.clockMs).toUTCString() };
  if (url.pathname === '/streams') return json(response, [...tool.streams.keys()], date);
  const one = /^\/notes\/(\d+)$/.exec(url.pathname)?.[1];
  const all = [...tool.streams.values()].flat();
  if (one) {
    const note = all.find((known) => known.id === Number(one));
    return note ? json(response, note, date) : json(response, {}, date, 404);
  }
  const notes = tool.streams.get(url.searchParams.get('stream') ?? '') ?? [];
  const from = Number(url.searchParams.get('from'));
  const page = notes.slice(from, from + tool.pageSize);
  const next = from + page.length;
  json(response, { notes: page, next, more: next < notes.length, total: notes.length }, date);
}

/** A fault that answers every request for a page with this status. */
export function refusing(status: number, headers: Record<string, string> = {}): PaperTool['fault'] {
  return (request, response) => {
    if (!request.url?.startsWith('/pages')) return false;
    json(response, { message: 'no' }, headers, status);
    return true;
  };
}
