// Entry of a worker thread: reads its share of files and gives back their facts.
import { openExtractor } from './extractors.ts';
import type { ExtractTask } from './io/extract-task.ts';
import { runWorker } from './io/extract-task.ts';

// biome-ignore lint/style/noDefaultExport: tinypool calls the default export.
export default (task: ExtractTask) => runWorker(task, openExtractor);
