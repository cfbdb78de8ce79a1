#!/usr/bin/env node
// The bin: arguments in, exit code out. The only file that sets the exit code.
import { optimiseLater } from './cli/patient-compiler.ts';
import { runCli } from './cli/run.ts';

optimiseLater();
process.exitCode = await runCli(process.argv.slice(2));
