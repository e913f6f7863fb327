/** Bundles the worker into the folder that is named. A process of its own, since esbuild does not run inside Jest. */
import { bundleWorker } from '../faults/bundle.ts';

await bundleWorker(process.argv[2] ?? '');
