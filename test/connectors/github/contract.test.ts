import { fileURLToPath } from 'node:url';
import github from '../../../connectors/github/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(github, {
  folder: fileURLToPath(new URL('../../../connectors/github', import.meta.url)),
  signature: { header: 'x-hub-signature-256', prefix: 'sha256=' },
  names: ['pay', 'acme/pay', 'payments', 'acme/payments', 'ana', 'ben', 'cleo'],
});
