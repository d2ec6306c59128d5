/** Resolves when `work` does, and after so many milliseconds at the latest. */
export async function atMost(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, pause]);
  clearTimeout(timer);
}
