/** Weights of the values in `token-mixing.ts` and of the features in `candidate.ts`. */
export interface Weights {
  readonly token: readonly number[];
  readonly line: readonly number[];
}

/**
 * Fitted to lines that commits added to trpc/trpc, eslint/eslint, pytest-dev/pytest, caddyserver/caddy, mockito/mockito,
 * clap-rs/clap and catchorg/Catch2, by an earlier form of `npm run bench -- embedded --lines 300 --fit FOLDER --fit FOLDER …`, so that
 * this gives other numbers. Every change to what a value or a feature means, or to a constant of this folder, needs a new fit over
 * clones of them, and a comparison of both on the grounding benchmark. The command also prints, for each repository, the figures of
 * weights that were fitted to the others.
 */
export const FITTED: Weights = {
  token: [
    0.297, -0.155, 0, 0, 0.182, 0.339, 0.205, -0.018, 0.293, 0.003, 0.037, 0.068, 0.217, 0.183, 0.117, 0.044, 0.329,
    0.023, 0.03, 0.051, 0.202, 0.147, 0.117, 0.048, 0.241, 0.109, 0.041, 0.088, 0.131, 0.113, 0.034, 0.011, 1.588,
    0.529, 0.237, 0.87, -2.261, -1.024, 0.279, -0.145, -0.129, -1.153, -1.55, -0.202, 0.162, 0.155, -1.026, 4.14, 4.418,
    4.057, 3.387,
  ],
  line: [
    -1.023, 0.506, -0.005, -0.235, -0.089, -0.323, 0.972, 0.085, -0.057, -0.016, 0.483, 2.733, -0.05, -0.486, -1.007,
    -3.441, 0.002, -0.147, 1.301, 1.137, -1.595, -0.34, -0.05, 0.167, 0.278, -0.172, -0.134, 0.602, 0.123, 0.378, 0.042,
    -0.114, 0.602, -0.265, -2.382, 0.037, -1.163, -0.602,
  ],
};
