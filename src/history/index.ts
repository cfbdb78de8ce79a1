// The door of this room: git's text in, commits and units out.
export { commitFacts } from './commit-facts.ts';
export { editedMessage, writtenByGit } from './edited-message.ts';
export {
  gitFormats,
  logFormat,
  type OutputReader,
  parseLog,
  parseRawChanges,
  printLog,
  readChanges,
  readLog,
  readStepChanges,
  stepFormat,
  type Wanted,
} from './git-formats.ts';
export { buildUnits } from './units.ts';
