/** The events in the text of a file that may be written at this moment: a last line without its end is not there yet. */
export function eventLines(text) {
  return text
    .split('\n')
    .slice(0, -1)
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
