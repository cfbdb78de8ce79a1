#!/usr/bin/env node
// The bin: arguments in, exit code out. The only file that sets the exit code.
import { tuneEngine } from './cli/engine.ts';
import { runCli } from './cli/run.ts';

tuneEngine();
process.exitCode = await runCli(process.argv.slice(2));
