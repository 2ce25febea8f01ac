import { fileURLToPath } from 'node:url';
import example from '../../../connectors/example/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(example, {
  folder: fileURLToPath(new URL('../../../connectors/example', import.meta.url)),
  signature: { header: 'x-example-signature', prefix: 'v1=' },
  names: ['ana', 'production', 'ab'.repeat(20)],
});
