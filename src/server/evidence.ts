import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../access/index.js';
import { evidenceFileOf, keepEvidenceFile, MOST_BYTES } from '../read/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';
import { problem } from './problem.js';

/**
 * `PUT /evidence/files`: the bytes of a file, whatever its type, to be attached by its digest. `GET /evidence/files/{digest}`: the
 * bytes again, only ever as a download, since nobody knows what is in them.
 */
export function evidenceRoutes(app: FastifyInstance, hub: ServerHub): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  // Before the body is read: a stranger must not make the hub hold ten megabytes.
  const onRequest = async (request: FastifyRequest) => void viewers.set(request, await identifyAsker(hub, askedBy(request)));
  const viewerOf = (request: FastifyRequest) => viewers.get(request) as Viewer;
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.put('/evidence/files', { bodyLimit: MOST_BYTES, errorHandler: tooLarge, onRequest }, async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply.code(201).send(await keepEvidenceFile(hub, viewerOf(request), bytes));
    });
    scope.get<{ Params: { digest: string } }>('/evidence/files/:digest', { onRequest }, async (request, reply) => {
      const { digest } = request.params;
      const bytes = await evidenceFileOf(hub, viewerOf(request), digest);
      if (bytes === null) return problem(reply, 404, 'Nobody attached a file with this digest, or it was removed.');
      return reply.header('content-disposition', `attachment; filename="${digest}"`).type('application/octet-stream').send(bytes);
    });
    done();
  });
}

function tooLarge(error: Error & { statusCode?: number }, _request: FastifyRequest, reply: FastifyReply): void {
  if (error.statusCode !== 413) throw error;
  problem(reply, 413, 'The file is larger than 10 MB. Keep it where it is, and attach a link to it.');
}
