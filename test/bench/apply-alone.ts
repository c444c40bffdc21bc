// Applies 10,000 changes to the store that is named, in a process of its own, and takes them back.
import { currentTerms } from '../../src/model/terms.ts';
import { cases } from './changes.ts';
import { door } from './door.ts';

const [first] = cases(currentTerms());
const environment = door(String(process.argv[2]));
await environment.apply(first?.changes ?? [], { dryRun: true });
await environment.close();
