// Holds the writer of a store until its standard input ends.
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2] as string);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.on('end', () => database.close()).resume();
