/** Weights of the values in `token-mixing.ts` and of the features in `candidate.ts`. */
export interface Weights {
  readonly token: readonly number[];
  readonly line: readonly number[];
}

/**
 * Printed by `npm run bench -- embedded --lines 300 --fit FOLDER --fit FOLDER …` over clones of caddyserver/caddy, catchorg/Catch2,
 * clap-rs/clap, eslint/eslint, mockito/mockito, pytest-dev/pytest and trpc/trpc in this order, from lines that their commits added.
 * Every change to what a value or a feature means, or to a constant of this folder, needs a new fit, and a comparison of both on
 * the grounding benchmark. The command also prints, for each repository, the figures of weights that were fitted to the others.
 */
export const FITTED: Weights = {
  token: [
    0.219, -0.125, 0, 0, 0.166, 0.333, 0.134, -0.033, 0.222, 0.005, 0.046, 0.064, 0.206, 0.184, 0.075, 0.034, 0.331,
    0.031, 0.023, 0.046, 0.189, 0.131, 0.075, 0.04, 0.277, 0.081, 0.03, 0.106, 0.133, 0.115, -0.006, 0.011, 0.755,
    0.323, 0.231, 0.96, -2.108, -0.953, 0.242, -0.364, -0.122, -1.397, -1.801, -0.226, -0.561, 0.071, -1.532, 3.081,
    3.529, 3.449, 2.531,
  ],
  line: [
    0.095, 0.545, 0.124, -0.113, -0.223, -0.339, 1.143, -0.025, -0.333, -0.379, 0.349, 2.27, -0.106, 0.004, -0.806,
    -1.321, 0.027, -0.056, 1.283, 0.343, -1.267, 0.299, 0.004, 0.211, 0.242, -0.08, 0.169, 0.372, -0.721, 0.567, 0.454,
    -0.079, 0.145, -0.235, -1.418, -0.164, -0.102, -0.476, 0.051, -0.302,
  ],
};
