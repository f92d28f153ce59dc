// `npm run openapi`: writes the contract of the API from the schemas that read requests and show answers.
// It must not know any operation.
import { writeFileSync } from 'node:fs';
import { contractText } from '../functions/web/contract/document.ts';

writeFileSync(new URL('../functions/web/contract/openapi.json', import.meta.url), contractText());
