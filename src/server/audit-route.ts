import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { csvLine } from '../reports/index.js';
import { auditBytes, type AuditFile, auditRows } from '../read/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';
import { problem } from './problem.js';

/** `GET /audits/{id}.json`: the file of an audit, which its id is SHA-256 of. `GET /audits/{id}.csv`: its population, a row a unit, and what it could not see. */
export function auditRoutes(app: FastifyInstance, hub: ServerHub): void {
  app.get<{ Params: { file: string } }>('/audits/:file', async (request, reply) => {
    const viewer = await identifyAsker(hub, askedBy(request));
    const [, id = '', kind] = /^([0-9a-f]{64})\.(json|csv)$/.exec(request.params.file) ?? [];
    const bytes = await auditBytes(hub.sql, viewer, id);
    if (bytes === null) return problem(reply, 404, 'There is no such audit. Ask for /audits/{id}.json or .csv; `audits` lists the ids.');
    void reply.header('content-disposition', `attachment; filename="audit-${id.slice(0, 12)}.${kind}"`);
    if (kind === 'json') return reply.type('application/json').send(bytes);
    const lines = Readable.from(linesOf(JSON.parse(bytes.toString('utf8')) as AuditFile));
    return reply.type('text/csv; charset=utf-8; header=present').send(lines);
  });
}

function* linesOf(file: AuditFile): Generator<string> {
  for (const row of auditRows(file)) yield csvLine(row);
}
