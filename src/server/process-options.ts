/**
 * How the server's process is started. V8 keeps its nursery small and lets the server ask for a collection. GNU's allocator, where
 * there is one, gives large blocks back when they are freed and has few arenas: by default it keeps several times what the
 * index and the parsers need at once, and what is freed between two smaller blocks stays resident.
 */
export const serverProcessOptions = {
  execArgv: ['--expose-gc', '--max-semi-space-size=4'],
  env: { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '32768', MALLOC_TRIM_THRESHOLD_: '131072' },
};
