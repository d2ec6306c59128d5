/** z for 95 %. */
const Z = 1.959963984540054;

/** Wilson score interval at 95 % of a share of `successes` in `trials`, as [low, high] from 0 to 1; undefined without trials. */
export function wilsonInterval(successes: number, trials: number): readonly [number, number] | undefined {
  if (trials <= 0) return undefined;
  const share = successes / trials;
  const zz = Z * Z;
  const scale = 1 + zz / trials;
  const centre = (share + zz / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + zz / (4 * trials * trials));
  return [successes === 0 ? 0 : Math.max(0, centre - half), successes === trials ? 1 : Math.min(1, centre + half)];
}
