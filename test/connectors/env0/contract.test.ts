import { fileURLToPath } from 'node:url';
import env0 from '../../../connectors/env0/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(env0, {
  folder: fileURLToPath(new URL('../../../connectors/env0', import.meta.url)),
  signature: { header: 'x-env0-signature', prefix: '' },
  names: ['pay production', 'Payments', 'ACME', 'Ana R.', 'Ben', 'deploy key', 'main', 'acme/infra', 'ana@acme.example'],
});
